"""Who is rung when: by the hours of the rota, then the next in turn; outside them nobody, and that is said."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from conftest import Clock

from casework.access import EVERYTHING, NotAllowed
from casework.calls.book import Called
from casework.calls.errors import HoursBackwards
from casework.calls.hours import Shift, next_start, on_shift, times_to_call_back
from casework.calls.missed import Caller
from casework.record import Record
from casework.settings import WorkingHours
from casework.workers import Worker

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)


def shift(name: str, weekday: int, starts: int, ends: int, place: int = 0) -> Shift:
    return Shift(f"{name}{weekday}{starts}", "v", name, name, weekday, time(starts), time(ends), place)


def test_whoever_comes_first_is_rung_first_and_each_once() -> None:
    week = [shift("zhao", 0, 8, 18, 1), shift("lina", 0, 9, 12), shift("zhao", 0, 9, 11, 2), shift("wu", 1, 9, 12)]
    assert [each.name for each in on_shift(week, MONDAY)] == ["lina", "zhao"]
    assert [each.name for each in on_shift(week, MONDAY.replace(hour=12))] == ["zhao"]
    assert on_shift(week, MONDAY.replace(hour=18)) == []


def test_when_somebody_is_there_again() -> None:
    week = [shift("lina", 0, 9, 12), shift("wu", 3, 14, 17)]
    assert next_start(week, MONDAY) == MONDAY.replace(day=26, hour=14)
    assert next_start(week[:1], MONDAY) == MONDAY.replace(day=30, hour=9)
    assert next_start([], MONDAY) is None


def test_nobody_is_promised_a_time_at_which_nobody_is_there() -> None:
    by_hours = times_to_call_back([], WorkingHours(), MONDAY)
    assert by_hours == [MONDAY.replace(hour=14), MONDAY.replace(hour=16), MONDAY.replace(day=24, hour=9)]
    by_rota = times_to_call_back([shift("lina", 2, 9, 15)], WorkingHours(), MONDAY)
    wednesday = MONDAY.replace(day=25, hour=9)
    assert by_rota == [wednesday, wednesday.replace(hour=14), wednesday + timedelta(days=7)]
    late = MONDAY.replace(hour=13, minute=45)
    assert times_to_call_back([], WorkingHours(), late)[0] == MONDAY.replace(hour=16), "not within half an hour"


def test_a_rota_decides_and_without_one_everybody_who_is_here_is_rung(
    record: Record, zhao: Worker, li_na: Worker, clock: Clock
) -> None:
    village, rota = record.settings.station, record.rota
    for _ in range(2):
        rota.add(village, zhao.id, [0], time(9), time(12), zhao.id)
        rota.add(village, li_na.id, [0], time(9), time(12), zhao.id)
    assert len(rota.shifts(village)) == 2
    assert [each.name for each in rota.now(village)] == ["Zhao", "Li Na"]
    assert [each.name for each in rota.now("another village")] == ["Li Na", "Zhao"]
    record.absences.set(zhao.id, clock() - timedelta(hours=1), clock() + timedelta(hours=1), by=zhao.id)
    assert [each.name for each in rota.now(village)] == ["Li Na"]
    clock.move(hours=3)
    assert rota.now(village) == ()
    assert rota.again(village) == MONDAY.replace(day=30, hour=9)
    for each in rota.shifts(village):
        rota.end(each.id, zhao.id)
    assert [each.name for each in rota.now(village)] == ["Li Na", "Zhao"]


def test_only_who_may_hand_work_on_changes_the_rota(record: Record, zhao: Worker, li_na: Worker) -> None:
    with pytest.raises(NotAllowed):
        record.rota.add("v", li_na.id, [0], time(9), time(12), li_na.id)
    for days, starts, ends in (([], 9, 12), ([0], 12, 9), ([0], 9, 9)):
        with pytest.raises(HoursBackwards):
            record.rota.add("v", li_na.id, days, time(starts), time(ends), zhao.id)


def test_an_appointment_moves_the_next_step_and_is_kept_by_a_call(
    record: Record, li_na: Worker, clock: Clock
) -> None:
    missed = Called("c", None, None, "duty", "kiosk:v", None, clock(), 60.0, 0.0, "missed")
    record.calls.enter(missed, Caller("zh", "a visit"))
    record.call_backs.book("c", clock() + timedelta(days=5))
    booked = record.call_backs.book("c", clock() + timedelta(days=1))
    (waiting,) = record.call_backs.waiting(EVERYTHING)
    assert (waiting.id, waiting.request, waiting.due) == (booked, "c", clock() + timedelta(days=1))
    (row,) = record.queue(record.reader(li_na.id))
    assert row.due_at == clock() + timedelta(days=1)
    clock.move(days=1, hours=1)
    assert record.call_backs.waiting(EVERYTHING), "late, and still to be kept"
    record.call_backs.kept(booked, "d", li_na.id)
    record.call_backs.kept(booked, "e", li_na.id)
    assert record.call_backs.waiting(EVERYTHING) == ()
    (row,) = record.queue(record.reader(li_na.id))
    assert row.overdue, "that somebody rang is no answer to the request"
