"""The ledger in the panel: read, asked, answered face to face, taken back; acting without a yes takes two people."""

from __future__ import annotations

import re

import pytest
from admin_house import Browser, hum
from flask import Flask

from casework.consents.entry import Asked, Subject
from casework.consents.purposes import CALL_FAMILY, PHOTO, REFER
from casework.persons.people import Person
from casework.record import Record
from casework.recordings import as_wav
from casework.workers import Worker

pytest_plugins = ["admin_house"]
ONCE = "11111111-1111-4111-8111-111111111111"
ASKED = Asked("可以在这块屏幕上放您的照片吗？", "zh-1", "zh", "speech")


@pytest.fixture
def hospital(record: Record, li_na: Worker) -> str:
    return f"partner:{record.partners.add(li_na.id, '乡卫生院', 'clinic')}"


@pytest.fixture
def ledger(grandma_wang: Person) -> str:
    return f"/persons/{grandma_wang.id}/consents"


def speech(seconds: float = 1.0) -> bytes:
    return as_wav(hum(0.3).replace(hum(0.3), b"\0\0" * 4800) + hum(seconds) + b"\0\0" * 4800)


def test_the_ledger_shows_words_language_voice_and_until_when(
    desk: Browser, record: Record, grandma_wang: Person, hospital: str, ledger: str
) -> None:
    voice = record.recordings.keep(hum(1), kind="consent")
    record.consents.answer(Subject(grandma_wang.id), REFER, True, ASKED, to=hospital, recording=voice)
    record.consents.answer(Subject(grandma_wang.id), PHOTO, False, ASKED)
    page = desk.get(ledger).text
    for shown in ("Tell 乡卫生院", "Yes, until", ASKED.words, "said it", "Chinese", f"/voice/{voice}.wav"):
        assert shown in page, shown
    assert 'lang="zh-Hans"' in page
    assert "Tell 乡卫生院" in desk.get(f"/persons/{grandma_wang.id}").text, "the person's own page shows it in short"
    assert desk.get(f"{ledger}/voice/{voice}.wav").mimetype == "audio/wav"
    with record.store.read() as database:
        (heard,) = database.query("select recording from consent_hearings")
    assert heard["recording"] == voice
    assert desk.get(f"{ledger}/voice/{'0' * 64}.wav").status_code == 404


def test_a_question_waits_for_the_kiosk_and_can_be_withdrawn(
    desk: Browser, record: Record, grandma_wang: Person, hospital: str, ledger: str
) -> None:
    for _ in range(2):
        assert desk.post(f"{ledger}/ask", what=f"{REFER}|{hospital}", why="她咳嗽").status_code == 302
    (waiting,) = record.asks.waiting(grandma_wang.id)
    assert (waiting.purpose, waiting.to, waiting.why) == (REFER, hospital, "她咳嗽")
    assert [each.kind for each in record.tidings.waiting(grandma_wang.id)] == ["consent_asked"]
    assert "她咳嗽" in desk.get("/consents").text
    desk.post(f"{ledger}/asks/withdraw", ask=waiting.id)
    assert record.asks.waiting(grandma_wang.id) == ()
    assert record.tidings.waiting(grandma_wang.id) == (), "the kiosk announces it no more"
    for wrong in ("", "keep and answer my request", "refer", f"photo|{hospital}", "wish"):
        assert desk.post(f"{ledger}/ask", what=wrong).status_code == 400, wrong


def test_face_to_face_the_exact_words_are_read_and_a_yes_needs_a_voice_or_a_witness(
    desk: Browser, record: Record, grandma_wang: Person, hospital: str, ledger: str
) -> None:
    what = f"{REFER}|{hospital}"
    for language, words in (("zh", "可以把您的事告诉乡卫生院"), ("en", "May we tell 乡卫生院"), ("ko", "乡卫生院")):
        page = desk.get(f"{ledger}/face?what={what}&language={language}").text
        assert words in page
    told = {"what": what, "language": "en", "once": ONCE}
    assert desk.post(f"{ledger}/face", answer="yes", **told).status_code == 400
    assert record.consents.ledger(grandma_wang.id) == ()
    for _ in range(2):
        assert desk.post(f"{ledger}/face", answer="yes", witness="王婶", **told).status_code == 302
    (kept,) = record.consents.ledger(grandma_wang.id)
    assert kept.words == "May we tell 乡卫生院 about your request, and ask for help there?"
    assert (kept.asked_how, kept.witness, kept.language) == ("face to face", "王婶", "en")
    assert record.consents.allowed(grandma_wang.id, REFER, hospital)
    assert "face to face · heard by Li Na, and 王婶" in desk.get(ledger).text
    assert desk.post(f"{ledger}/face", answer="no", what=PHOTO, once=ONCE).status_code == 302, "a no needs nobody"


def test_a_recording_stands_in_for_the_witness_and_answers_the_question_that_waits(
    desk: Browser, record: Record, grandma_wang: Person, li_na: Worker, ledger: str
) -> None:
    record.asks.put(li_na.id, Subject(grandma_wang.id), PHOTO)
    made = desk.send(f"{ledger}/face/takes", speech())
    assert made.status_code == 200
    assert made.json is not None
    assert desk.get(made.json["sound"]).mimetype == "audio/wav"
    answer = desk.post(f"{ledger}/face", answer="yes", what=PHOTO, language="zh", once=ONCE, take=made.json["take"])
    assert answer.status_code == 302
    (entry,) = record.consents.file(record.reader(li_na.id), grandma_wang.id).now
    assert entry.voice is not None
    assert (entry.consent.answer, entry.consent.witness) == (True, None)
    assert record.asks.waiting(grandma_wang.id) == ()


def test_taking_back_for_the_person_is_two_touches_and_no_form(
    desk: Browser, record: Record, grandma_wang: Person, ledger: str
) -> None:
    entry = record.consents.answer(Subject(grandma_wang.id), PHOTO, True, ASKED)
    page = desk.get(ledger).text
    form = page.split(f'action="{ledger}/back"')[1].split("</form>")[0]
    assert "required" not in form
    assert 'type="text"' not in form
    desk.post(f"{ledger}/back", entry=entry)
    assert not record.consents.allowed(grandma_wang.id, PHOTO)
    (back, _) = record.consents.ledger(grandma_wang.id)
    assert (back.taken_back, back.asked_how) == (True, "face to face")
    assert "Taken back" in desk.get(ledger).text


def test_a_guardian_is_named_and_asked_face_to_face(
    desk: Browser, record: Record, xiao_li: Person, li_na: Worker
) -> None:
    ledger = f"/persons/{xiao_li.id}/consents"
    desk.post(f"{ledger}/guardian", name="王奶奶")
    assert "A guardian has to agree as well" in desk.get(ledger).text
    desk.post(f"{ledger}/ask", what=PHOTO, given_by="王奶奶")
    assert record.asks.waiting(xiao_li.id) == (), "the kiosk asks the child, never for the guardian"
    desk.post(f"{ledger}/face", what=PHOTO, answer="yes", given_by="王奶奶", witness="赵会计", language="zh")
    assert record.consents.standing(xiao_li.id, PHOTO).lacking == ("self: never asked",)
    assert record.consents.file(record.reader(li_na.id), xiao_li.id).asks == ()


def test_without_a_yes_two_people_act_never_the_same_and_the_person_is_told(
    desk: Browser, office: Browser, record: Record, grandma_wang: Person, ledger: str
) -> None:
    assert desk.post(f"{ledger}/without", what=CALL_FAMILY, reason=" ").status_code == 400
    for _ in range(2):
        desk.post(f"{ledger}/without", what=CALL_FAMILY, reason="她昏倒了", once=ONCE)
    (wish,) = record.overrides.waiting()
    hers = desk.get("/consents").text
    assert "她昏倒了" in hers
    assert "Somebody else has to decide this." in hers
    decide = f"/consents/overrides/{wish.id}"
    assert desk.post(decide, agrees="yes").status_code == 403
    assert desk.post(f"{decide}/done").status_code == 409, "nobody has agreed yet"
    assert decide in office.get("/consents").text
    assert office.post(decide, agrees="no").status_code == 400, "a no says why"
    assert office.post(decide, agrees="yes", reason="我也去看了").status_code == 302
    assert office.post(f"{decide}/done").status_code == 409, "it was agreed for her"
    assert desk.post(f"{decide}/done").status_code == 302
    assert desk.post(f"{decide}/done").status_code == 409, "once"
    assert [each.kind for each in record.tidings.waiting(grandma_wang.id)] == ["consent_override"]
    assert "Zhao agreed" in desk.get(ledger).text


def renewals(record: Record) -> list[str]:
    """What the clock has asked again just now; it may have had other duties too."""
    return [each.key for each in record.duties.run() if each.key.startswith("renewal:")]


def test_a_yes_that_runs_out_is_shown_and_asked_again_once(
    desk: Browser, record: Record, grandma_wang: Person, hospital: str, clock
) -> None:
    her = Subject(grandma_wang.id)
    record.consents.answer(her, PHOTO, True, ASKED, days=30)
    record.consents.answer(her, REFER, True, ASKED, to=hospital, days=30)
    record.consents.answer(her, REFER, False, ASKED, to=hospital)
    assert renewals(record) == []
    clock.move(days=20)
    desk.sign_in("lina")
    assert "Show my photograph" in desk.get("/consents").text.split('id="ending"')[1].split("</section>")[0]
    assert len(renewals(record)) == 1
    assert renewals(record) == []
    (ask,) = record.asks.waiting(grandma_wang.id)
    assert (ask.purpose, ask.worker_name) == (PHOTO, "Li Na")
    record.consents.answer(her, PHOTO, True, Asked(ASKED.words, "zh-1", "zh", ask=ask.id))
    assert record.consents.ending(record.reader(ask.worker)) == ()
    clock.move(days=12)
    assert record.consents.allowed(grandma_wang.id, PHOTO)


def test_who_may_not_see_the_person_sees_nothing_and_asks_nothing(
    app: Flask, record: Record, zhao: Worker, grandma_wang: Person, li_na: Worker, ledger: str
) -> None:
    record.asks.put(li_na.id, Subject(grandma_wang.id), PHOTO)
    record.overrides.wish(li_na.id, Subject(grandma_wang.id), CALL_FAMILY, None, "她昏倒了")
    entry = record.consents.answer(Subject(grandma_wang.id), PHOTO, True, ASKED)
    for role, expected in (("children's director", 404), ("volunteer", 403), ("technician", 403), ("auditor", 403)):
        login = re.sub("[^a-z]", "", role)
        record.workers.enrol(record.workers.invite(zhao.id, role), role, login, "three ducks swimming")
        other = Browser(app)
        other.sign_in(login)
        assert other.get(ledger).status_code in (403, 404), role
        for path, form in (
            ("ask", {"what": PHOTO}),
            ("back", {"entry": entry}),
            ("without", {"what": PHOTO, "reason": "x"}),
            ("guardian", {"name": "x"}),
            ("face", {"what": PHOTO, "answer": "no"}),
        ):
            assert other.post(f"{ledger}/{path}", **form).status_code == expected, (role, path)
        desk_page = other.get("/consents")
        assert "她昏倒了" not in desk_page.text
        assert "王奶奶" not in desk_page.text
    assert record.consents.allowed(grandma_wang.id, PHOTO)
    assert len(record.asks.open()) == 1
