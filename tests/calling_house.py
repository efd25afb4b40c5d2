"""What the tests of calling do with their hands: a phone's own address, a ring and its end at the screen."""

from __future__ import annotations

from typing import Any

from kiosk_house import Person

from casework.consents.entry import Asked, Subject
from casework.consents.purposes import CALL_FAMILY
from casework.record import Record
from casework.workers import Worker

HERE = "https://localhost"
"""Where a relative's phone finds the station in these tests."""
FROM_HERE = {"Origin": HERE}


def ring(person: Person) -> dict[str, Any]:
    """As the page does, once it has camera and microphone."""
    told = person.post("/calls/ring").get_json()
    assert isinstance(told, dict)
    return told


def over(person: Person, why: str) -> str:
    """The screen that opens when the call has ended so."""
    return str(person.post("/calls/over", {"why": why}).get_json()["goes"]).rpartition("/")[2]


def show_card(person: Person, record: Record, whose: str, worker: Worker) -> str:
    """The screen that a person's card opens."""
    secret = record.cards.issue(whose, worker.id).code
    return str(person.post("/card", {"code": secret}).get_json()["goes"]).rpartition("/")[2]


def yes(record: Record, whose: str) -> str:
    """The person agrees to calls with the family."""
    return record.consents.answer(Subject(whose), CALL_FAMILY, True, Asked("可以吗？", "zh-x", "zh"))
