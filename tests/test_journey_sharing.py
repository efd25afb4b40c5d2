"""A yes said aloud, a narrow view for the clinic, two touches that end it: one journey through all three faces."""

from __future__ import annotations

import re

import pytest
from admin_house import Browser, hum
from flask import Flask
from kiosk_house import HOME, Person, Seen, tone
from scripted_ear import ScriptedEar

from casework.access import EVERYTHING
from casework.check import check
from casework.persons.people import Person as Known
from casework.record import Record
from casework.workers import Worker

pytest_plugins = ["admin_house"]
COUGH = "咳嗽三个星期了"


@pytest.fixture
def clinic(record: Record, li_na: Worker) -> str:
    return f"partner:{record.partners.add(li_na.id, '乡卫生院', 'clinic')}"


@pytest.fixture
def card(record: Record, grandma_wang: Known, li_na: Worker) -> str:
    return record.cards.issue(grandma_wang.id, li_na.id).code


@pytest.fixture
def request_id(record: Record, grandma_wang: Known, li_na: Worker) -> str:
    """Grandma Wang asked, in her own voice, and Li Na has it in hand."""
    draft = record.requests.draft("zh", "ill", person=grandma_wang.id)
    record.requests.attach(draft, record.recordings.keep(hum(0.5), draft), "description")
    record.requests.dictated(draft, COUGH, 0.7, "vosk")
    request = record.requests.submit(draft).request
    record.take(request, li_na.id)
    return request


def holds_up(person: Person, card: str) -> Seen:
    """The card reader types it."""
    goes = person.post("/card", {"code": card}).get_json()["goes"]
    return Seen(person.client.get(goes, base_url=HOME, follow_redirects=True).get_data(as_text=True))


def hand_on(desk: Browser, request_id: str, step: str, **told: object):
    data = {"form_token": desk.token(), **told}
    return desk.client.post(
        f"/requests/{request_id}/hand-on/{step}", data=data, headers={"Origin": "http://localhost"}
    )


def test_said_yes_referred_seen_taken_back_and_refused(
    app: Flask,
    desk: Browser,
    villager: Person,
    scripted_ear: ScriptedEar,
    record: Record,
    request_id: str,
    clinic: str,
    card: str,
    grandma_wang: Known,
) -> None:
    # Li Na wants the clinic's help; without a yes the record sends nothing, and the kiosk is to ask
    voice = record.request(request_id, EVERYTHING).recordings[0].hash
    offer = {"whom": f"refer|{clinic}", "share": ["category", "heard", voice], "letter": "请看看", "days": "14"}
    assert hand_on(desk, request_id, "send", **offer).status_code == 409
    assert hand_on(desk, request_id, "ask", **offer).status_code == 302

    # she comes by, holds up her card, hears the question with who asks, and says yes aloud
    greeted = holds_up(villager, card)
    assert greeted.key == "known"
    assert "consent_asked" in greeted.offered
    asked = villager.press("consent_asked")
    assert asked.key == "consent.ask"
    question = "可以把您的事告诉乡卫生院，请那里帮忙吗？"
    assert question in asked.words
    assert "Li Na" in asked.words
    scripted_ear.will_hear("choice", "yes")
    assert villager.speak(tone(1.0)).key == "consent.answered"
    (kept,) = (each for each in record.consents.ledger(grandma_wang.id) if each.purpose == "refer")
    assert (kept.answer, kept.asked_how, kept.words, kept.to) == (True, "speech", question, clinic)
    ledger = desk.get(f"/persons/{grandma_wang.id}/consents").text
    assert question in ledger
    assert re.search(r"/consents/voice/[0-9a-f]{64}\.wav", ledger), "her own yes can be heard"

    # the panel shows what the clinic will see, and sends just that
    assert COUGH in hand_on(desk, request_id, "preview", **offer).text
    assert hand_on(desk, request_id, "send", **offer).status_code == 302
    (referral,) = record.referrals.of_request(request_id)
    link = hand_on(desk, request_id, "link", referral=referral.id).text
    way = re.findall(r'href="http://localhost(/shared/[^"]+)"', link)[0]
    doctor = Browser(app)
    seen = doctor.get(way)
    assert seen.status_code == 200
    assert COUGH in seen.text
    assert "王奶奶" not in seen.text, "her name was not chosen"
    heard = doctor.get(f"{way}/{voice}.wav")
    assert heard.mimetype == "audio/wav"
    assert doctor.post(way, act="accept", name="陈医生", answer="周三下午来").status_code == 302
    assert "周三下午来" in desk.get(f"/requests/{request_id}").text

    # she hears it, and takes the yes back in two touches from her own screen
    villager.press("good")
    holds_up(villager, card)
    given = villager.press("allowed")
    (entry,) = (each for each in given.offered if each.startswith("entry."))
    assert villager.press(entry).key == "consent.taken_back"

    # the clinic's very next request is refused, and so is every other
    for answer in (doctor.get(way), doctor.get(f"{way}/{voice}.wav"), doctor.post(way, act="finish", answer="好了")):
        assert answer.status_code == 410
        assert COUGH not in answer.text
    page = desk.get(f"/requests/{request_id}/hand-on").text
    assert "closed: taken back by the person" in page
    assert hand_on(desk, request_id, "link", referral=referral.id).status_code == 410
    assert hand_on(desk, request_id, "send", **offer).status_code == 409
    told = [each.why for each in record.request(request_id, EVERYTHING).history]
    for step in ("shared", "link made", "opened by the receiver", "share accepted"):
        assert step in told, step
    assert check(record) == []
