"""Somebody will come to the person's home: told at the station the day before, and "not today" is obeyed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from conftest import Clock
from kiosk_house import HOME, Person, Seen, tone
from scripted_ear import ScriptedEar

from casework.access import EVERYTHING
from casework.check import check
from casework.consents.entry import Asked, Subject
from casework.persons.people import Person as Known
from casework.record import Record
from casework.workers import Worker


@pytest.fixture
def visit(record: Record, li_na: Worker, grandma_wang: Known) -> str:
    """Li Na comes in two days."""
    return record.visits.plan(grandma_wang.id, li_na.id, record.clock() + timedelta(days=2), "看药")


@pytest.fixture
def code(record: Record, grandma_wang: Known, li_na: Worker) -> str:
    return record.cards.issue(grandma_wang.id, li_na.id).code


def shows(person: Person, code: str) -> Seen:
    goes = person.post("/card", {"code": code}).get_json()["goes"]
    return Seen(person.client.get(goes, base_url=HOME, follow_redirects=True).get_data(as_text=True))


def waiting(record: Record, person: Known) -> list[tuple[str, str]]:
    return [(each.kind, each.about) for each in record.tidings.waiting(person.id)]


def test_a_visit_waits_to_be_told_from_the_day_before_on_and_once(
    record: Record, grandma_wang: Known, visit: str, clock: Clock
) -> None:
    record.duties.run()
    assert waiting(record, grandma_wang) == []
    clock.move(hours=13)
    for _ in range(3):
        record.duties.run()
    assert waiting(record, grandma_wang) == [("reminder", visit)]
    assert check(record) == []


def test_a_visit_that_is_moved_or_over_is_told_no_more(
    record: Record, grandma_wang: Known, li_na: Worker, visit: str, clock: Clock
) -> None:
    clock.move(hours=13)
    record.duties.run()
    moved = record.visits.move(visit, li_na.id, clock.now + timedelta(days=9))
    assert waiting(record, grandma_wang) == []
    clock.move(days=8)
    record.duties.run()
    assert waiting(record, grandma_wang) == [("reminder", moved)]


def test_who_wants_no_reminders_gets_none(
    record: Record, grandma_wang: Known, li_na: Worker, visit: str, clock: Clock
) -> None:
    asked = Asked("要不要提醒您？", "zh 1", "zh")
    record.consents.answer(Subject(grandma_wang.id), "remind", answer=False, asked=asked)
    clock.move(hours=13)
    record.duties.run()
    assert waiting(record, grandma_wang) == []


def test_the_person_hears_who_comes_and_may_say_not_that_day(
    villager: Person, record: Record, grandma_wang: Known, visit: str, code: str, clock: Clock
) -> None:
    clock.move(hours=13)
    record.duties.run()
    assert "reminder" in shows(villager, code).offered
    seen = villager.press("reminder")
    assert seen.key == "visit.coming"
    assert "Li Na星期三上午" in seen.words
    assert waiting(record, grandma_wang) == [], "it was told"
    seen = villager.press("not_today")
    assert seen.key == "visit.put_off"
    assert "不来没有关系" in seen.words
    (instead, refused) = record.visits.of(EVERYTHING, grandma_wang.id)
    assert (refused.id, refused.ended, refused.moved_to) == (visit, "not_today", instead.id)
    assert instead.when == refused.when + timedelta(days=7)
    assert villager.press("come").key == "visit.coming"
    assert record.visits.get(EVERYTHING, visit).open
    assert record.visits.get(EVERYTHING, instead.id).ended == "called_off"
    assert villager.press("good").key == "known"
    assert check(record) == []


def test_it_is_said_by_voice_and_taken_back_within_ten_minutes_with_the_card(
    villager: Person,
    record: Record,
    scripted_ear: ScriptedEar,
    grandma_wang: Known,
    visit: str,
    code: str,
    clock: Clock,
) -> None:
    clock.move(hours=13)
    record.duties.run()
    shows(villager, code)
    villager.press("reminder")
    scripted_ear.will_hear("choice", "not_today")
    assert villager.speak(tone(1)).key == "visit.put_off"
    villager.press("home")
    clock.move(minutes=5)
    assert "undo" in shows(villager, code).offered
    assert "not_today" in villager.press("undo").offered
    villager.press("not_today")
    assert villager.press("take_back").key == "takeback.done"
    assert record.visits.get(EVERYTHING, visit).open
    assert "undo" not in shows(villager, code).offered


def test_a_day_that_a_worker_changed_meanwhile_is_not_changed_back(
    villager: Person, record: Record, grandma_wang: Known, li_na: Worker, visit: str, code: str, clock: Clock
) -> None:
    clock.move(hours=13)
    record.duties.run()
    shows(villager, code)
    villager.press("reminder", "not_today")
    (instead, _) = record.visits.of(EVERYTHING, grandma_wang.id)
    record.visits.move(instead.id, li_na.id, clock.now + timedelta(days=3))
    assert villager.press("come").key == "known"
    assert not record.visits.get(EVERYTHING, visit).open
