"""Nothing about a person leaves without the ledger being asked, in the record itself; new ways out are found."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from textwrap import dedent

import pytest
from admin_house import ask, panel
from test_casework_watch import photograph

from admin.permits import OPEN
from casework.calls.errors import InvitationClosed
from casework.consents.entry import Asked, Subject
from casework.consents.errors import ConsentMissing, OverrideNotValid
from casework.consents.purposes import CALL_FAMILY, LIKENESS, PHOTO, PURPOSES, REFER, TRANSFER
from casework.consents.ways import GATES, NO_WAY_YET, WAYS, Way
from casework.persons.people import Person
from casework.record import Record
from casework.referrals.errors import Closed
from casework.referrals.referral import Share
from casework.referrals.referrals import Offer
from casework.workers import Worker

pytest_plugins = ["admin_house"]
HOUSE = Path(__file__).parents[1]
YES = Asked("可以吗？", "zh-1", "zh")
SIGNS = ("send_file", "as_attachment", "Content-Disposition", "csv.writer", "Workbook", "view_of", "view_of_shares")
SIGNS += (
    "recordings.read",
    "pictures.read",
    "_recordings.read",
    "write_bytes",
    "write_text",
    "photo_of",
    "audio/wav",
)
"""What a way out looks like in the code."""
KNOWN = {
    "admin/cards": "the photograph on it comes from Consents.photo_of",
    "admin/consents/face.py": "a worker hears what they have just recorded",
    "admin/consents/ledger.py": "within the team: Consents.hear asks role and reach",
    "admin/figures": "counts over many people, nobody's name",
    "admin/handing/inbox.py": "Receiving.sound",
    "admin/handing/outside.py": "Links.sound",
    "admin/studio.py": "the station's own voice, no person",
    "admin/persons/file.py": "within the team: the file that shows the photograph is opened first",
    "admin/request.py": "within the team: the file of the request is opened first",
    "admin/spoken.py": "a worker's own answer, for the team and the person",
    "admin/voice": "sentences of the kiosk, no person",
    "calls/backdrop.py": "a model that the installer fetches, no person",
    "calls/web.py": "the same model, no person",
    "calls/guest/letters.py": "Letters.between: a letter to this very relative, asked of the ledger each time",
    "calls/guest/pages.py": "the station's certificate, no person",
    "casework/check.py": "looks whether the files are whole, and hands nothing out",
    "casework/consents/ledger.py": "Consents.hear: within the team",
    "casework/referrals": "every view comes from open_link or _receiving",
    "kiosk/dictation.py": "the station listens to the request for its own workers",
    "kiosk/handset.py": "the name of a loudspeaker, no person",
    "kiosk/routes/calls.py": "whom the person in front allowed to be called; asked of the ledger at each ring",
    "kiosk/routes/letters.py": "a letter of the person in front: Letters.of and draft ask the ledger each time",
    "kiosk/routes/doctor.py": "a bell",
    "kiosk/routes/sounds.py": "the person hears their own voice and the answer to them",
}
"""Where such signs stand, and why nothing leaves there without a yes."""
ROOMS = ("admin", "calls", "casework", "kiosk")


def function_named(gate: str) -> Callable[..., object]:
    module, _, name = gate.partition(":")
    found = import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    return found


def called_in(source: ast.AST) -> Iterator[str]:
    for each in ast.walk(source):
        if isinstance(each, ast.Call):
            yield ast.unparse(each.func).rpartition(".")[2]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.what)
def test_every_way_asks_the_ledger_where_the_list_says(way: Way) -> None:
    source = ast.parse(dedent(inspect.getsource(function_named(way.gate))))
    assert GATES & set(called_in(source)), f"{way.gate} does not ask the ledger any more"


def test_every_purpose_has_a_way_or_a_reason_why_there_is_none() -> None:
    used = {purpose for way in WAYS for purpose in way.purposes}
    assert used | set(NO_WAY_YET) == {each.key for each in PURPOSES}
    assert not used & set(NO_WAY_YET)


def test_what_looks_like_a_way_out_is_known() -> None:
    found = {}
    for room in ROOMS:
        for path in (HOUSE / room).rglob("*.py"):
            text = path.read_text("utf-8")
            signs = [each for each in SIGNS if f"{each}(" in text or f"{each}=" in text or f'"{each}"' in text]
            if signs:
                found[path.relative_to(HOUSE).as_posix()] = signs
    new = {path: signs for path, signs in found.items() if not any(path.startswith(each) for each in KNOWN)}
    assert not new, f"these may hand something out: {new}. Ask the ledger in casework/, write the way into WAYS"


def test_nobody_reaches_a_page_without_signing_in_but_through_a_link_of_the_record(
    record: Record, tmp_path: Path, clock
) -> None:
    app = panel(record, tmp_path / "data", clock)
    outside = {each.endpoint for each in app.url_map.iter_rules() if each.endpoint in OPEN}
    told = {each for each in outside if not each.startswith("outside.")}
    assert told == {
        *("static", "pictures.picture", "app.health", "alarms.bell"),
        *("sign_in.sign_in", "sign_in.join", "sign_in.language"),
    }, "a page that anybody can open: what does it tell about whom?"
    source = ast.parse((HOUSE / "admin/handing/outside.py").read_text("utf-8"))
    asked = {ast.unparse(each) for each in ast.walk(source) if isinstance(each, ast.Attribute)}
    ways = {each for each in asked if each.startswith(("record.", "context.record()."))}
    allowed = ("links", "links.open", "links.look", "links.sound")
    allowed += ("receiving", "receiving.accept", "receiving.reject", "receiving.finish")
    assert {each.removeprefix("context.record().").removeprefix("record.") for each in ways} <= set(allowed)


def test_the_photograph_is_kept_and_shown_only_with_a_yes(
    record: Record, grandma_wang: Person, li_na: Worker
) -> None:
    her = Subject(grandma_wang.id)
    name = record.pictures.keep(photograph(), li_na.id, grandma_wang.id)
    with pytest.raises(ConsentMissing):
        record.people.change(grandma_wang.id, li_na.id, {"picture": name})
    with pytest.raises(ConsentMissing):
        record.people.add("李四", li_na.id, picture=name)
    record.consents.answer(her, LIKENESS, True, YES)
    record.people.change(grandma_wang.id, li_na.id, {"picture": name})
    assert record.consents.photo_of(grandma_wang.id) is None, "kept is not shown"
    entry = record.consents.answer(her, PHOTO, True, YES)
    assert record.consents.photo_of(grandma_wang.id) == name
    record.consents.take_back(entry, YES)
    assert record.consents.photo_of(grandma_wang.id) is None


def test_the_family_gets_a_link_only_with_a_yes_and_loses_it_with_a_no(
    record: Record, grandma_wang: Person, li_na: Worker
) -> None:
    relations = record.people.relations
    son = relations.add(grandma_wang.id, li_na.id, "son", "王强", may_call=1)
    neighbour = relations.add(grandma_wang.id, li_na.id, "neighbour", "王婶", may_call=1)
    with pytest.raises(ConsentMissing):
        record.invitations.invite(son, li_na.id, "zh")
    assert record.invitations.invite(neighbour, li_na.id, "zh"), "no family"
    entry = record.consents.answer(Subject(grandma_wang.id), CALL_FAMILY, True, YES)
    made, secret = record.invitations.invite(son, li_na.id, "zh")
    assert record.invitations.open(secret).id == made.id
    record.consents.take_back(entry, YES)
    for attempt in (lambda: record.invitations.open(secret), lambda: record.invitations.still_open(made.id)):
        with pytest.raises(InvitationClosed):
            attempt()
    assert made.id not in [each.id for each in record.invitations.of(grandma_wang.id)]


@pytest.mark.parametrize("kind", ["refer", "transfer"])
def test_a_request_goes_nowhere_without_a_yes(
    record: Record, grandma_wang: Person, li_na: Worker, zhao: Worker, kind: str
) -> None:
    request = ask(record, "ill", said="咳嗽", seconds=0.2)
    record.name_person(request, li_na.id, grandma_wang.id)
    record.take(request, li_na.id)
    partner = f"partner:{record.partners.add(li_na.id, '乡卫生院', 'clinic')}"
    to, purpose = (partner, REFER) if kind == "refer" else (f"worker:{zhao.id}", TRANSFER)
    offer = Offer(kind, to, [Share("heard")])
    with pytest.raises(ConsentMissing):
        record.referrals.offer(li_na.id, request, offer)
    record.consents.answer(Subject(grandma_wang.id), purpose, False, YES)
    with pytest.raises(ConsentMissing):
        record.referrals.offer(li_na.id, request, offer)
    assert record.handing.preview(li_na.id, request, offer).told["heard"] == "咳嗽", "a look is no sharing"
    assert record.referrals.of_request(request) == ()
    record.consents.answer(Subject(grandma_wang.id), purpose, True, YES, to=to)
    assert record.referrals.offer(li_na.id, request, offer)


def test_a_partners_code_opens_nothing_after_a_no_neither_view_nor_voice(
    record: Record, grandma_wang: Person, li_na: Worker
) -> None:
    request = ask(record, "ill", said="咳嗽", seconds=0.2)
    record.name_person(request, li_na.id, grandma_wang.id)
    record.take(request, li_na.id)
    voice = record.request(request, record.reader(li_na.id)).recordings[0].hash
    partner = f"partner:{record.partners.add(li_na.id, '乡卫生院', 'clinic')}"
    entry = record.consents.answer(Subject(grandma_wang.id), REFER, True, YES, to=partner)
    referral = record.referrals.offer(li_na.id, request, Offer("refer", partner, [Share("recording", voice)]))
    code = record.links.make(referral, li_na.id)
    assert record.links.sound(code, voice)
    record.consents.take_back(entry, YES)
    for attempt in (
        lambda: record.links.open(code),
        lambda: record.links.look(code),
        lambda: record.links.hear(code, voice),
        lambda: record.links.sound(code, voice),
        lambda: record.links.sound(code, voice, begins=False),
        lambda: record.links.make(referral, li_na.id),
    ):
        with pytest.raises(Closed):
            attempt()


def test_what_nobody_agreed_to_is_not_done(record: Record, grandma_wang: Person, li_na: Worker, zhao: Worker) -> None:
    wish = record.overrides.wish(li_na.id, Subject(grandma_wang.id), CALL_FAMILY, None, "她昏倒了")
    with pytest.raises(OverrideNotValid):
        record.overrides.done(wish, li_na.id)
    record.overrides.decide(wish, zhao.id, agrees=False, reason="先问她")
    with pytest.raises(OverrideNotValid):
        record.overrides.done(wish, li_na.id)
    assert record.tidings.waiting(grandma_wang.id) == ()
