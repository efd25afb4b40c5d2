"""Links for relatives open one door for a while and are taken back at once; every call is written down once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from conftest import Clock

from casework.calls.book import Called
from casework.calls.errors import InvitationClosed, MayNotCall
from casework.calls.missed import Caller
from casework.consents.entry import Asked, Subject
from casework.consents.purposes import CALL_FAMILY
from casework.errors import NoSuchRequest
from casework.persons.errors import NoSuchRelation
from casework.persons.people import Person
from casework.record import Record
from casework.workers import Worker


@pytest.fixture
def son(record: Record, li_na: Worker, grandma_wang: Person) -> str:
    """Wang Qiang, who works a thousand kilometres away and may be called; she said yes to that."""
    asked = Asked("可以给您的家里人打电话吗？", "zh-1", "zh")
    record.consents.answer(Subject(grandma_wang.id), CALL_FAMILY, True, asked)
    return record.people.relations.add(grandma_wang.id, li_na.id, "son", "王强", may_call=1)


def test_a_link_opens_for_one_relative_and_its_secret_is_not_in_the_record(
    record: Record, li_na: Worker, son: str
) -> None:
    made, secret = record.invitations.invite(son, li_na.id, "zh")
    opened = record.invitations.open(secret)
    assert (opened.id, opened.name, opened.person_name) == (made.id, "王强", "王奶奶")
    assert len(secret) == 22
    assert secret.encode() not in record.store.path.read_bytes()
    with record.store.read() as database:
        assert secret not in str(list(database.query("select * from invitations")))
        assert secret not in str(list(database.query("select * from journal")))


def test_an_unknown_one_an_old_one_and_a_revoked_one_are_told_alike(
    record: Record, li_na: Worker, son: str, clock: Clock
) -> None:
    _, old = record.invitations.invite(son, li_na.id, "zh", days=1)
    made, taken_back = record.invitations.invite(son, li_na.id, "zh", days=10)
    clock.move(days=2)
    record.invitations.open(taken_back)
    record.invitations.revoke(made.id, li_na.id)
    told = set()
    for each in (old, taken_back, "nonsense", ""):
        with pytest.raises(InvitationClosed) as caught:
            record.invitations.open(each)
        told.add(str(caught.value))
    assert len(told) == 1
    with pytest.raises(InvitationClosed):
        record.invitations.still_open(made.id)


def test_who_is_no_relation_any_more_is_out(record: Record, li_na: Worker, grandma_wang: Person, son: str) -> None:
    _, secret = record.invitations.invite(son, li_na.id, "zh")
    record.people.relations.change(grandma_wang.id, son, li_na.id, {"may_call": 0})
    with pytest.raises(InvitationClosed):
        record.invitations.open(secret)
    with pytest.raises(MayNotCall, match="王强"):
        record.invitations.invite(son, li_na.id, "zh")
    record.people.relations.end(grandma_wang.id, son, li_na.id)
    with pytest.raises(NoSuchRelation):
        record.invitations.invite(son, li_na.id, "zh")


def test_a_call_is_written_down_once(record: Record, grandma_wang: Person, son: str, clock: Clock) -> None:
    call = Called("c", grandma_wang.id, son, "relative", "kiosk:village-1", None, clock(), 60.0, 0.0, "missed")
    record.calls.enter(call)
    record.calls.enter(call)
    assert record.calls.of(grandma_wang.id) == (call,)
    assert call.missed


def missed(record: Record, call: str, **told: object) -> Called:
    """Nobody on duty answered."""
    fields = {"person": None, "ending": "missed", "rang": 60.0, **told}
    return Called(
        call, fields["person"], None, "duty", "kiosk:village-1", None, record.clock(), fields["rang"], 0.0,
        fields["ending"],
    )  # fmt: skip


def test_a_missed_call_is_one_request_in_the_queue(record: Record, li_na: Worker, clock: Clock) -> None:
    caller = Caller("zh", "a visit")
    for _ in range(3):
        entered = record.calls.enter(missed(record, "c"), caller)
    clock.move(minutes=5)
    again = record.calls.enter(missed(record, "d"), caller)
    assert entered.request == again.request == "c"
    (waiting,) = record.queue(record.reader(li_na.id))
    assert (waiting.request, waiting.called, waiting.language) == ("c", True, "zh")
    assert record.calls.enter(missed(record, "e"), Caller("zh", "another visit")).request == "e"
    assert len(record.queue(record.reader(li_na.id))) == 2


def test_once_somebody_acts_the_next_missed_call_is_a_new_request(record: Record, li_na: Worker) -> None:
    record.calls.enter(missed(record, "c"), Caller("zh", "a visit"))
    record.take("c", li_na.id)
    assert record.calls.enter(missed(record, "d"), Caller("zh", "a visit")).request == "d"


@pytest.mark.parametrize(
    ("ending", "rang", "becomes"),
    [
        ("missed", 60.0, True),
        ("declined", 3.0, True),
        ("lost", 5.0, True),
        ("hung_up", 30.0, True),
        ("hung_up", 2.0, False),
    ],
)
def test_a_finger_that_slipped_asks_nobody_to_act(
    record: Record, li_na: Worker, ending: str, rang: float, becomes: bool
) -> None:
    entered = record.calls.enter(missed(record, "c", ending=ending, rang=rang), Caller("zh", "a visit"))
    assert (entered.request is not None) == becomes


def test_what_is_said_after_a_missed_call_belongs_to_the_same_request(record: Record, li_na: Worker) -> None:
    record.calls.enter(missed(record, "c"), Caller("en", "a visit"))
    draft = record.requests.draft("en", "other", "a visit")
    kept = record.recordings.keep(bytes(16_000), draft, "description")
    record.requests.attach(draft, kept, "description")
    receipt = record.requests.add_to("c", draft)
    (waiting,) = record.queue(record.reader(li_na.id))
    assert (receipt.request, receipt.number) == ("c", waiting.number)
    assert waiting.recordings == 1
    with pytest.raises(NoSuchRequest):
        record.requests.look(draft)


def test_where_the_missed_call_is_over_the_message_goes_its_own_way(record: Record, li_na: Worker) -> None:
    record.calls.enter(missed(record, "c"), Caller("en", "a visit"))
    record.requests.take_back("c")
    draft = record.requests.draft("en", "other", "a visit")
    assert record.requests.add_to("c", draft).request == draft


def test_whoever_is_on_duty_is_rung_first_and_nobody_who_is_away(
    record: Record, zhao: Worker, li_na: Worker, clock: Clock
) -> None:
    village = record.settings.station
    assert [each.name for each in record.rota.now(village)] == ["Li Na", "Zhao"]
    record.absences.set(li_na.id, clock() - timedelta(hours=1), clock() + timedelta(hours=9), by=li_na.id)
    assert [each.name for each in record.rota.now(village)] == ["Zhao"]


@pytest.mark.parametrize(
    ("caller", "ending", "rang", "told"),
    [
        ("guest:x", "missed", 60.0, True),
        ("guest:x", "declined", 3.0, True),
        ("guest:x", "hung_up", 12.0, True),
        ("guest:x", "hung_up", 2.0, False),
        ("kiosk:village-1", "missed", 60.0, False),
    ],
)
def test_a_relative_who_reached_nobody_is_told_of_at_the_next_visit_until_the_two_have_talked(
    record: Record,
    li_na: Worker,
    grandma_wang: Person,
    clock: Clock,
    caller: str,
    ending: str,
    rang: float,
    told: bool,
) -> None:
    son = record.people.relations.add(grandma_wang.id, li_na.id, "son", "王强", may_call=1)
    for name in ("c", "d"):
        call = Called(name, grandma_wang.id, son, "relative", caller, None, clock(), rang, 0.0, ending)
        record.calls.enter(call)
    waiting = [(each.kind, each.about) for each in record.tidings.waiting(grandma_wang.id)]
    assert waiting == ([("called", son)] if told else []), "once, however often they tried"
    talked = Called(
        "e", grandma_wang.id, son, "relative", "guest:x", "kiosk:village-1", clock(), 2.0, 60.0, "hung_up"
    )
    record.calls.enter(talked)
    assert record.tidings.waiting(grandma_wang.id) == ()
