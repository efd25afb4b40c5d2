"""Hours in which nobody rings: of the place, of a person, over midnight, together; none is a wish, too."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from conftest import Clock

from casework.access import NotAllowed
from casework.history import KIOSK
from casework.persons.people import Person
from casework.quiet import NAP, NIGHT, Span, until
from casework.quiet.errors import BadSpan
from casework.record import Record
from casework.workers import Worker

ZONE = ZoneInfo("Asia/Shanghai")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """In November 2026, on the village's clock."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("spans", "now", "ends"),
    [
        ((NIGHT,), at(23, 20, 59), None),
        ((NIGHT,), at(23, 21), at(24, 7)),
        ((NIGHT,), at(24, 0), at(24, 7)),
        ((NIGHT,), at(24, 6, 59), at(24, 7)),
        ((NIGHT,), at(24, 7), None),
        ((NIGHT, NAP), at(24, 12), at(24, 15)),
        ((NIGHT, NAP), at(24, 15), None),
        ((Span("19:00", "22:00"), NIGHT), at(23, 19), at(24, 7)),
        ((Span("07:00", "09:00"), NIGHT), at(23, 23), at(24, 9)),
        ((), at(23, 3), None),
    ],
)
def test_until_when_it_is_quiet(spans: tuple[Span, ...], now: datetime, ends: datetime | None) -> None:
    assert until(spans, now, ZONE) == ends


@pytest.mark.parametrize("wrong", [("21:00", "21:00"), ("21:30", "07:00"), ("24:00", "07:00"), ("", "")])
def test_hours_that_no_day_has_are_refused(wrong: tuple[str, str]) -> None:
    with pytest.raises(BadSpan):
        Span(*wrong)


def test_a_person_wishes_other_hours_than_the_place_or_none(
    record: Record, grandma_wang: Person, xiao_li: Person, zhao: Worker, clock: Clock
) -> None:
    quiet = record.quiet
    clock.now = at(23, 22)
    assert quiet.until() == quiet.until(grandma_wang.id) == at(24, 7)
    quiet.wish(grandma_wang.id, (), KIOSK)
    assert quiet.until(grandma_wang.id) is None
    assert quiet.until(xiao_li.id) == at(24, 7)
    quiet.wish(grandma_wang.id, (NIGHT, NAP), KIOSK)
    clock.now = at(24, 13)
    assert quiet.until(grandma_wang.id) == at(24, 15)
    assert quiet.until() is None
    quiet.set_place((Span("12:00", "14:00"),), zhao.id)
    assert quiet.until(xiao_li.id) == at(24, 14)
    quiet.wish(grandma_wang.id, None, KIOSK)
    assert quiet.own(grandma_wang.id) is None
    assert quiet.until(grandma_wang.id) == at(24, 14)


def test_the_hours_of_the_place_are_set_by_who_keeps_the_rota(record: Record, li_na: Worker, zhao: Worker) -> None:
    with pytest.raises(NotAllowed):
        record.quiet.set_place((), li_na.id)
    record.quiet.set_place((), zhao.id)
    assert record.quiet.of_place() == ()
