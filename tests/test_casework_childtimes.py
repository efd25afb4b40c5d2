"""When a child calls, and for how long; both have to agree; grown-ups are limited in nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from conftest import Clock
from hypothesis import given
from hypothesis import strategies as st

from casework.calls.book import Called
from casework.childtimes import USUAL, Times
from casework.childtimes.errors import BadTimes, NobodyAgreed, NotAChild
from casework.childtimes.times import GUARDIAN, SELF, TOO_SHORT
from casework.errors import UnknownWord
from casework.persons.people import Person
from casework.record import Record
from casework.workers import Worker

ZONE = ZoneInfo("Asia/Shanghai")
SCHOOLDAYS = Times(frozenset(range(5)), "17:00", "19:00", 20)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """In November 2026, on the village's clock; the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("now", "used", "left"),
    [
        (at(23, 16, 59), 0, 0),
        (at(23, 17), 0, 1200),
        (at(23, 18), 300, 900),
        (at(23, 18), 1150, 0),
        (at(23, 18, 50), 0, 600),
        (at(23, 18, 59) + timedelta(seconds=30), 0, 0),
        (at(23, 19), 0, 0),
        (at(28, 18), 0, 0),
    ],
)
def test_how_long_a_child_may_talk(now: datetime, used: float, left: float) -> None:
    assert SCHOOLDAYS.left(now, used, ZONE) == left


@pytest.mark.parametrize(
    ("now", "used", "again"),
    [
        (at(23, 10), 0, at(23, 17)),
        (at(23, 10), 1200, at(24, 17)),
        (at(23, 20), 0, at(24, 17)),
        (at(27, 18), 1200, at(30, 17)),
        (at(28, 9), 0, at(30, 17)),
    ],
)
def test_when_it_may_call_again(now: datetime, used: float, again: datetime) -> None:
    assert SCHOOLDAYS.again(now, used, ZONE) == again


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.integers(0, 22),
    st.integers(0, 12000),
)
def test_whenever_it_is_not_now_the_time_that_is_told_is_a_time(
    now: datetime, days: frozenset[int], hour: int, used: int
) -> None:
    times, here = Times(days, f"{hour:02}:00", f"{hour + 1:02}:00", 30), now.replace(tzinfo=ZONE)
    left = times.left(here, used, ZONE)
    assert left == 0 or TOO_SHORT <= left <= 1800
    if not left:
        again = times.again(here, used, ZONE)
        assert again > here
        assert times.left(again, 0, ZONE) == 1800


@pytest.fixture
def child(record: Record, xiao_li: Person, li_na: Worker) -> str:
    record.people.change(xiao_li.id, li_na.id, {"born": 2017})
    return xiao_li.id


def talked(record: Record, person: str, seconds: float, kind: str = "relative") -> None:
    name = f"call-{seconds}-{kind}"
    record.calls.enter(Called(name, person, None, kind, "kiosk:x", "guest:x", record.clock(), 5, seconds, "hung_up"))


def test_until_both_have_agreed_the_usual_times_hold(record: Record, child: str, li_na: Worker, clock: Clock) -> None:
    assert record.child_times.left(child) == USUAL.minutes * 60
    record.child_times.agree(child, SCHOOLDAYS, "爷爷", "face", li_na.id)
    asked = record.child_times.to_ask(child)
    assert asked is not None
    assert record.child_times.left(child) == USUAL.minutes * 60, "the child has not said yes yet"
    record.child_times.answer(asked.id, True, "speech")
    assert record.child_times.left(child) == 0, "ten in the morning"
    assert record.child_times.again(child) == at(23, 17)
    agreed = record.child_times.agreed(child)
    assert agreed is not None
    entries = [(each.giver, each.name, each.answer, each.asked_how, each.worker) for each in agreed.said]
    assert entries == [(GUARDIAN, "爷爷", True, "face", "Li Na"), (SELF, "", True, "speech", None)]
    clock.move(hours=8)
    assert record.child_times.left(child) == 1200


def test_the_childs_no_is_obeyed(record: Record, child: str, li_na: Worker) -> None:
    made = record.child_times.agree(child, SCHOOLDAYS, "爷爷", "phone", li_na.id)
    record.child_times.answer(made, False, "touch")
    assert record.child_times.to_ask(child) is None, "asked once; the worker sees the no"
    assert record.child_times.holding(child) == USUAL


def test_what_was_talked_today_counts_and_yesterday_does_not(record: Record, child: str, clock: Clock) -> None:
    talked(record, child, 600)
    talked(record, child, 500, "duty")
    assert record.child_times.left(child) == 1800, "calling the worker is never counted"
    talked(record, child, 1800)
    assert record.child_times.left(child) == 0
    assert record.child_times.again(child) == at(24, 7)
    clock.move(days=1)
    assert record.child_times.left(child) == 2400


def test_letters_and_circles_count_with_the_calls(record: Record, child: str, clock: Clock) -> None:
    talked(record, child, 600)
    record.child_times.used(child, "letter", 300)
    record.child_times.used(child, "circle", 900)
    assert record.child_times.left(child) == 600
    record.child_times.used(child, "letter", 600)
    assert record.child_times.left(child) == 0
    clock.move(days=1)
    assert record.child_times.left(child) == 2400
    with pytest.raises(UnknownWord):
        record.child_times.used(child, "feed", 1)


def test_grown_ups_are_limited_in_nothing(record: Record, grandma_wang: Person, li_na: Worker) -> None:
    assert record.child_times.left(grandma_wang.id) is None
    assert not record.child_times.is_child(None)
    record.child_times.used(grandma_wang.id, "letter", 60)
    with record.store.read() as database:
        assert not list(database["child_uses"].rows), "what grown-ups do is nobody's business"
    with pytest.raises(NotAChild):
        record.child_times.agree(grandma_wang.id, SCHOOLDAYS, "x", "face", li_na.id)


def test_ended_times_hold_no_more_and_mistakes_are_told(record: Record, child: str, li_na: Worker) -> None:
    made = record.child_times.agree(child, SCHOOLDAYS, "爷爷", "face", li_na.id, once="1")
    assert record.child_times.agree(child, SCHOOLDAYS, "爷爷", "face", li_na.id, once="1") == made
    record.child_times.answer(made, True, "touch")
    record.child_times.end(child, li_na.id)
    assert record.child_times.holding(child) == USUAL
    for wrong in (Times(frozenset()), Times(starts="20:00", ends="20:00"), Times(minutes=4), Times(minutes=181)):
        with pytest.raises(BadTimes):
            record.child_times.agree(child, wrong, "爷爷", "face", li_na.id)
    with pytest.raises(NobodyAgreed):
        record.child_times.agree(child, SCHOOLDAYS, " ", "face", li_na.id)
    with pytest.raises(UnknownWord):
        record.child_times.agree(child, SCHOOLDAYS, "爷爷", "letter", li_na.id)
