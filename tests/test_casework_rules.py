"""The pure rules: until when, in which order, which number and token; tried on many made-up cases."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from casework.clock import as_time, written
from casework.due import due_at, rule_for
from casework.errors import NaiveTime, NumbersExhausted
from casework.queue import Waiting, in_order, is_overdue
from casework.settings import CATEGORIES, DUE, DueRule, WorkingHours
from casework.tokens import NUMBERS, Tokens, Used, choose_number, choose_token, shipped_tokens

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOURS = WorkingHours()
moments = some.datetimes(datetime(2025, 1, 1), datetime(2029, 1, 1), timezones=some.just(UTC))
zones = some.sampled_from([ZoneInfo(each) for each in ("Asia/Shanghai", "Asia/Seoul", "Europe/Berlin", "UTC")])


def in_shanghai(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)  # the 23rd is a Monday


@pytest.mark.parametrize(
    ("asked", "category", "due"),
    [
        (in_shanghai(23, 10), "ill", in_shanghai(23, 12)),
        (in_shanghai(21, 23), "ill", in_shanghai(22, 1)),  # Saturday night counts
        (in_shanghai(28, 3), "family", in_shanghai(28, 7)),
        (in_shanghai(23, 9), "house", in_shanghai(23, 17)),
        (in_shanghai(23, 10), "house", in_shanghai(24, 10)),
        (in_shanghai(23, 10), "money", in_shanghai(25, 10)),
        (in_shanghai(27, 16), "lonely", in_shanghai(30, 16)),  # Friday afternoon to Monday
        (in_shanghai(22, 12), "lonely", in_shanghai(23, 17)),  # asked on a Sunday
        (in_shanghai(23, 6), "lonely", in_shanghai(23, 17)),  # before anybody is there
        (in_shanghai(23, 18), "lonely", in_shanghai(24, 17)),
        (in_shanghai(23, 10), None, in_shanghai(25, 10)),
    ],
)
def test_until_when_somebody_acts(asked: datetime, category: str | None, due: datetime) -> None:
    found = due_at(asked, rule_for(category, DUE), HOURS, SHANGHAI)
    assert found == due
    assert found.tzinfo is UTC


def test_every_category_has_a_rule_and_the_ill_come_first() -> None:
    assert set(DUE) == set(CATEGORIES)
    assert max(CATEGORIES, key=lambda each: DUE[each].urgency) == "ill"
    assert DUE["ill"].hours <= 4
    assert not DUE["ill"].working


@given(
    moments,
    zones,
    some.floats(0.25, 80),
    some.integers(0, 12),
    some.integers(1, 11),
    some.sets(some.integers(0, 6), min_size=1),
)
def test_due_falls_into_working_hours_and_counts_exactly_them(
    asked: datetime, zone: ZoneInfo, hours: float, opens: int, length: int, days: set[int]
) -> None:
    working = WorkingHours(time(opens), time(opens + length), tuple(days))
    due = due_at(asked, DueRule(1, hours), working, zone)
    local = due.astimezone(zone)
    assert local.weekday() in days
    assert working.opens <= local.time() <= working.closes
    assert _worked(asked, due, working, zone) == pytest.approx(hours, abs=1e-6)


def _worked(start: datetime, end: datetime, working: WorkingHours, zone: ZoneInfo) -> float:
    """Hours that fall into the working hours, counted day by day."""
    total = timedelta()
    day = start.astimezone(zone).date()
    while day <= end.astimezone(zone).date():
        if day.weekday() in working.days:
            opens = datetime.combine(day, working.opens, zone).astimezone(UTC)
            closes = datetime.combine(day, working.closes, zone).astimezone(UTC)
            total += max(timedelta(), min(end, closes) - max(start, opens))
        day += timedelta(days=1)
    return total / timedelta(hours=1)


@given(moments, moments, some.floats(0.25, 40))
def test_who_asks_later_is_not_promised_earlier(one: datetime, other: datetime, hours: float) -> None:
    first, second = sorted((one, other))
    rule = DueRule(1, hours)
    assert due_at(first, rule, HOURS, SHANGHAI) <= due_at(second, rule, HOURS, SHANGHAI)


def waiting(number: int, status: str, urgency: int, due: int, asked: int, now: int, ended: int | None) -> Waiting:
    start = datetime(2026, 11, 23, tzinfo=UTC)
    due_time = start + timedelta(hours=due)
    return Waiting(
        request=str(number),
        number=f"{number:04}",
        colour="red",
        animal="dog",
        category="ill",
        language="zh",
        village=None,
        person=None,
        status=status,
        urgency=urgency,
        asked_at=start + timedelta(hours=asked),
        due_at=due_time,
        overdue=ended is None and is_overdue(status, due_time, start + timedelta(hours=now)),
        worker=None,
        worker_name=None,
        recordings=0,
        replies=0,
        visit=None,
        heard="",
        seconds=0,
        ended_at=None if ended is None else start + timedelta(hours=ended),
    )


small = some.integers(0, 9)
rows = some.builds(
    waiting,
    some.integers(0, 9999),
    some.sampled_from(["new", "taken", "planned"]),
    some.integers(1, 3),
    small,
    small,
    small,
    some.one_of(some.none(), small),
)


@given(some.lists(rows, max_size=30, unique_by=lambda each: each.request), some.randoms())
def test_the_queue_puts_overdue_first_then_urgency_then_due(found: list[Waiting], chance: Random) -> None:
    told = in_order(found)
    assert sorted(map(repr, told)) == sorted(map(repr, found))
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert in_order(shuffled) == told
    for above, below in pairwise(told):
        assert (above.ended_at is not None) <= (below.ended_at is not None)
        if above.ended_at is not None and below.ended_at is not None:
            assert above.ended_at >= below.ended_at
        elif below.ended_at is None:
            assert above.overdue >= below.overdue
            if above.overdue == below.overdue:
                assert above.urgency >= below.urgency
                if above.urgency == below.urgency:
                    assert above.due_at <= below.due_at


def test_acting_ends_being_overdue() -> None:
    due = datetime(2026, 11, 23, tzinfo=UTC)
    later = due + timedelta(seconds=1)
    assert not is_overdue("new", due, due)
    assert is_overdue("new", due, later)
    assert is_overdue("taken", due, later)
    assert not is_overdue("done", due, later)
    assert is_overdue("done", due, later, errand=True)
    assert not is_overdue("closed", due, later)


@given(some.sets(some.integers(1000, 9999).map(str), max_size=500), some.randoms(use_true_random=False))
def test_a_number_is_one_that_nobody_has(taken: set[str], chance: Random) -> None:
    number = choose_number(taken, chance=chance)
    assert number not in taken
    assert int(number) in NUMBERS


def test_when_all_numbers_are_taken_the_longest_ended_is_given_again() -> None:
    taken = [str(each) for each in NUMBERS]
    assert choose_number(set(taken) - {"4172"}) == "4172"
    assert choose_number(taken, ["1234", "5678"]) == "1234"
    with pytest.raises(NumbersExhausted):
        choose_number(taken)


FEW = Tokens(("red", "blue"), ("dog", "cat"))
used = some.builds(
    Used, some.sampled_from([*FEW.colours, "gold"]), some.sampled_from(FEW.animals), some.booleans(), moments
)


@given(some.lists(used, max_size=12), some.randoms(use_true_random=False))
def test_a_token_is_fresh_then_free_then_the_longest_unused(had: list[Used], chance: Random) -> None:
    pair = choose_token(FEW, had, chance)
    assert pair in FEW.pairs()
    last = {
        each: max((one.at for one in had if (one.colour, one.animal) == each), default=None) for each in FEW.pairs()
    }
    live = {(one.colour, one.animal) for one in had if one.live}
    if None in last.values():
        assert last[pair] is None
    elif set(FEW.pairs()) - live:
        assert pair not in live
        assert last[pair] == min(at for each, at in last.items() if each not in live and at)
    else:
        assert last[pair] == min(at for at in last.values() if at)


def test_the_shipped_tokens_are_enough_for_a_village() -> None:
    tokens = shipped_tokens()
    assert len(set(tokens.pairs())) == len(tokens.colours) * len(tokens.animals) >= 60


@given(some.datetimes(timezones=zones, min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1)))
def test_times_come_back_as_they_went_and_sort_as_text(when: datetime) -> None:
    utc = when.astimezone(UTC)  # the hour that a clock goes through twice equals nothing in another zone
    assert as_time(written(when)) == utc
    assert written(when) < written(utc + timedelta(microseconds=1))
    assert len(written(when)) == 32


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(NaiveTime):
        written(datetime(2026, 11, 23))
