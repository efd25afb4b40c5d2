"""The file of a person says that there are letters and how it stands with them, and lets nobody hear one."""

from __future__ import annotations

from uuid import uuid4

from admin_house import Browser
from kiosk_house import tone

from casework.consents.entry import Asked, Subject
from casework.consents.purposes import CALL_FAMILY
from casework.persons.people import Person
from casework.record import Record
from casework.workers import Worker

pytest_plugins = ["admin_house"]


def test_kept_sent_and_heard_stand_in_the_file_and_no_voice(
    office: Browser, record: Record, grandma_wang: Person, li_na: Worker
) -> None:
    record.consents.answer(Subject(grandma_wang.id), CALL_FAMILY, True, Asked("可以吗？", "zh-x", "zh"))
    son = record.people.relations.add(grandma_wang.id, li_na.id, "son", "王强", may_call=1)
    at = f"/persons/{grandma_wang.id}"
    assert "No letters yet." in office.get(at).text
    letter = record.letters.begin(grandma_wang.id, son)
    record.letters.speak(letter, record.recordings.keep(tone(2.0), letter, "letter"))
    assert "No letters yet." in office.get(at).text, "what is not sent is nobody's business"
    record.letters.send(letter)
    page = office.get(at).text
    assert "to 王强, 0:02" in page
    assert "kept: no link is open on which 王强 could hear it" in page
    assert "Make a link" in page
    record.invitations.invite(son, li_na.id, "zh")
    assert "sent, not heard yet" in office.get(at).text
    record.letters.heard(letter, f"guest:{son}")
    answer = record.letters.receive(str(uuid4()), son, record.recordings.keep(tone(1.0), kind="letter"))
    page = office.get(at).text
    assert "heard today, 10:00" in page
    assert "arrived, to be told at the next card" in page
    assert "A relative" in page, "the history names no key"
    assert str(answer.sound) not in page
    record.people.relations.change(grandma_wang.id, son, li_na.id, {"may_call": 0})
    assert office.get(at).text.count("cannot be heard just now") == 2
