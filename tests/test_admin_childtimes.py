"""A child's times in its file: the guardian's yes and the child's own beside each other; grown-ups have none."""

from __future__ import annotations

import pytest
from admin_house import Browser

from casework.persons.people import Person
from casework.record import Record
from casework.workers import Worker

pytest_plugins = ["admin_house"]
FORM = {"starts": "17:00", "ends": "19:00", "minutes": "20", "guardian": "爷爷", "how": "phone", "day": "5"}


@pytest.fixture
def child(record: Record, xiao_li: Person, li_na: Worker) -> str:
    record.people.circumstances.add(xiao_li.id, li_na.id, "left_behind_child")
    return xiao_li.id


def test_a_worker_writes_down_what_the_guardian_agreed_to_and_sees_what_the_child_said(
    record: Record, desk: Browser, child: str
) -> None:
    assert "every day, 07:00 to 20:00, 40 minutes a day" in desk.get(f"/persons/{child}").text
    desk.post(f"/persons/{child}/times", **FORM)
    shown = desk.get(f"/persons/{child}").text
    assert "Agreed with the guardian: Sat, 17:00 to 19:00, 20 minutes a day" in shown
    assert "The child is asked at its next card." in shown
    assert "爷爷 agreed, written down by Li Na" in shown
    asked = record.child_times.to_ask(child)
    assert asked is not None
    record.child_times.answer(asked.id, False, "touch")
    shown = desk.get(f"/persons/{child}").text
    assert "The child did not agree. Please talk it over" in shown
    assert "The child did not agree, at the touchscreen" in shown
    desk.post(f"/persons/{child}/times", end="1")
    assert record.child_times.agreed(child) is None


@pytest.mark.parametrize(
    ("wrong", "advice"),
    [
        ({"guardian": " "}, "Write down which guardian agreed."),
        ({"ends": "17:00"}, "Choose at least one day"),
        ({"minutes": "many"}, "Write a number"),
        ({"starts": "17:10"}, "Choose one of what is offered."),
    ],
)
def test_mistakes_are_told_with_their_mend(
    record: Record, desk: Browser, child: str, wrong: dict[str, str], advice: str
) -> None:
    answer = desk.post(f"/persons/{child}/times", **{**FORM, **wrong})
    assert answer.status_code == 400
    assert advice in answer.text
    assert record.child_times.agreed(child) is None


def test_a_grown_up_has_no_times(desk: Browser, grandma_wang: Person) -> None:
    assert "When this child calls" not in desk.get(f"/persons/{grandma_wang.id}").text
    assert desk.post(f"/persons/{grandma_wang.id}/times", **FORM).status_code == 409
