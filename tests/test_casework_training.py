"""Training: read once a year, a new edition at once, reminded once, and whoever sees to it sees who is due."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from conftest import Clock
from hypothesis import given
from hypothesis import strategies as some

from casework.access import NotAllowed
from casework.errors import UnknownWord
from casework.record import Record
from casework.training.course import BEGINNING, CODE, EDITIONS, YEAR, Learned, standings
from casework.training.training import REMINDED
from casework.workers import Worker

JOINED = Clock()()
CARDS = list(EDITIONS)


@given(some.sampled_from(CARDS), some.integers(0, 900), some.integers(0, 900))
def test_a_card_is_due_a_year_after_reading_and_two_weeks_after_joining(card: str, read: int, later: int) -> None:
    at, now = JOINED + timedelta(days=read), JOINED + timedelta(days=read + later)
    (found,) = [each for each in standings([Learned(card, 1, at)], JOINED, now) if each.card == card]
    assert found.due == (later >= YEAR.days)
    others = [each for each in standings([Learned(card, 1, at)], JOINED, now) if each.card != card]
    assert {each.due for each in others} == {read + later >= BEGINNING.days}


def test_another_edition_is_unread_for_everybody() -> None:
    now: datetime = JOINED + timedelta(days=20)
    found = standings([Learned(CODE, EDITIONS[CODE] - 1, now)], JOINED, now)
    assert next(each for each in found if each.card == CODE).at is None
    assert found[-1].due


def test_the_clock_reminds_once_a_year_and_reading_ends_it(
    record: Record, li_na: Worker, zhao: Worker, clock: Clock
) -> None:
    def reminders() -> int:
        fired = [each for each in record.duties.run() if each.key.startswith("training:")]
        return len([each for each in fired if each.about == li_na.id])

    assert reminders() == 0
    clock.move(days=14)
    assert [reminders(), reminders()] == [1, 0]
    clock.move(days=3)
    assert reminders() == 0
    for card in CARDS:
        record.training.read(li_na.id, card)
    assert not any(each.due for each in record.training.of(li_na.id))
    clock.move(days=364)
    assert reminders() == 0
    clock.move(days=1)
    assert [reminders(), reminders()] == [1, 0]
    with record.store.read() as database:
        told = list(database.query("select why from journal where \"table\" = 'learning_reminders' and why <> ''"))
    assert {each["why"] for each in told} == {REMINDED}


def test_whoever_sees_to_it_sees_who_is_due_first(record: Record, li_na: Worker, zhao: Worker, clock: Clock) -> None:
    for card in CARDS:
        record.training.read(zhao.id, card)
    clock.move(days=14)
    record.duties.run()
    told = record.training.everybody(record.reader(zhao.id))
    assert [(each.name, each.due) for each in told] == [("Li Na", len(CARDS)), ("Zhao", 0)]
    assert told[0].reminded_at == clock()
    assert told[1].reminded_at is None
    with pytest.raises(NotAllowed):
        record.training.everybody(record.reader(li_na.id))
    with pytest.raises(UnknownWord):
        record.training.read(li_na.id, "juggling")
