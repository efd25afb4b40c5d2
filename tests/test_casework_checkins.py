"""Who wished to be asked how they are: when it is asked, when silence becomes one task, and nobody else is told."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from conftest import Clock

from casework.access import EVERYTHING
from casework.check import check
from casework.checkins.errors import BadHour
from casework.checkins.wish import Wish, silent_from
from casework.errors import NoSuchPerson, UnknownWord
from casework.history import KIOSK
from casework.persons.people import Person
from casework.queue import Waiting
from casework.record import Record
from casework.visits.visits import Form
from casework.workers import Worker

ZONE = ZoneInfo("Asia/Shanghai")


def at(day: int, hour: int) -> datetime:
    """In November 2026, on the village's clock."""
    return datetime(2026, 11, day, hour, tzinfo=ZONE)


def silent(record: Record) -> list[Waiting]:
    return [each for each in record.queue(EVERYTHING) if each.checkin]


@pytest.mark.parametrize(
    ("last", "rhythm", "hour", "silence"),
    [
        (at(23, 10), "daily", "17:00", at(24, 17)),
        (at(23, 23), "daily", "11:00", at(24, 11)),
        (at(23, 0), "daily", "20:00", at(24, 20)),
        (at(23, 10), "weekly", "17:00", at(30, 17)),
        (datetime(2026, 11, 23, 17, tzinfo=UTC), "daily", "09:00", at(25, 9)),
    ],
)
def test_silence_begins_a_rhythm_after_the_day_of_the_last_sign_at_the_hour_of_the_place(
    last: datetime, rhythm: str, hour: str, silence: datetime
) -> None:
    assert silent_from(last, rhythm, hour, ZONE) == silence


@pytest.mark.parametrize(
    ("rhythm", "last", "now", "asked"),
    [
        ("daily", None, at(23, 23), False),
        ("daily", None, at(24, 0), True),
        ("daily", at(24, 6), at(24, 20), False),
        ("daily", at(24, 23), at(25, 1), True),
        ("weekly", at(24, 6), at(30, 23), False),
        ("weekly", at(24, 6), at(30, 23).replace(day=30), False),
        ("weekly", at(22, 6), at(29, 5), True),
    ],
)
def test_nobody_is_asked_twice_within_the_rhythm(
    rhythm: str, last: datetime | None, now: datetime, asked: bool
) -> None:
    wish = Wish("w", "p", rhythm, "17:00", at(23, 10), "touch", None)
    assert wish.to_ask(last, now, ZONE) is asked


def test_silence_becomes_one_task_of_one_worker_and_nobody_is_alarmed(
    record: Record, grandma_wang: Person, li_na: Worker, zhao: Worker, clock: Clock
) -> None:
    record.people.relations.add(grandma_wang.id, li_na.id, "son", "王强", may_call=1)
    record.visits.plan(grandma_wang.id, zhao.id, clock.now.replace(day=28))
    record.checkins.begin(grandma_wang.id, "daily", "17:00", KIOSK, "touch")
    clock.move(hours=30)
    record.duties.run()
    assert silent(record) == [], "until five in the afternoon of the next day nothing is late"
    clock.move(hours=2)
    for _ in range(3):
        record.duties.run()
    (task,) = silent(record)
    assert (task.checkin, task.person, task.worker, task.urgency) == ("silent", "王奶奶", zhao.id, 2)
    assert record.alarms.waiting(EVERYTHING) == ()
    assert record.tidings.waiting(grandma_wang.id) == ()
    clock.move(days=3)
    record.duties.run()
    assert len(silent(record)) == 1, "the same silence is one task for ever"
    assert check(record) == []


def test_who_comes_back_is_told_to_the_one_on_the_way_and_a_new_silence_is_the_same_task(
    record: Record, grandma_wang: Person, clock: Clock
) -> None:
    record.checkins.begin(grandma_wang.id, "daily", "17:00", KIOSK, "speech")
    clock.move(hours=32)
    record.duties.run()
    record.checkins.answer(grandma_wang.id, "well")
    assert [each.checkin for each in silent(record)] == ["heard"]
    whys = [each.why for each in record.request(silent(record)[0].request, EVERYTHING).history]
    assert "checkin answered" in whys
    record.checkins.begin(grandma_wang.id, "daily", "17:00", KIOSK, "touch")
    clock.move(days=2)
    record.duties.run()
    assert [each.checkin for each in silent(record)] == ["silent"], "somebody is on the way already"


def test_every_sign_counts_an_answer_a_card_a_visit_at_home(
    record: Record, grandma_wang: Person, li_na: Worker, clock: Clock
) -> None:
    record.checkins.begin(grandma_wang.id, "daily", "17:00", li_na.id)
    clock.move(days=1)
    record.checkins.answer(grandma_wang.id, "skipped")
    clock.move(days=1)
    record.checkins.seen(grandma_wang.id)
    record.checkins.seen(grandma_wang.id)
    clock.move(days=1)
    record.visits.report(li_na.id, Form("f", grandma_wang.id, None, "met", clock.now))
    clock.move(hours=22)
    record.duties.run()
    assert silent(record) == []
    file = record.checkins.file(EVERYTHING, grandma_wang.id)
    assert [each.answer for each in file.heard] == ["seen", "skipped"], "being there is written down once a day"
    clock.move(hours=12)
    record.duties.run()
    assert len(silent(record)) == 1


def test_being_there_is_written_down_for_nobody_who_did_not_wish_it(record: Record, grandma_wang: Person) -> None:
    record.checkins.seen(grandma_wang.id)
    assert not record.checkins.to_ask(grandma_wang.id)
    assert record.checkins.file(EVERYTHING, grandma_wang.id).heard == []


def test_a_wish_that_ended_or_whose_person_is_gone_means_nothing(
    record: Record, grandma_wang: Person, xiao_li: Person, li_na: Worker, clock: Clock
) -> None:
    for each in (grandma_wang, xiao_li):
        record.checkins.begin(each.id, "daily", "11:00", KIOSK, "touch")
    record.checkins.end(grandma_wang.id, KIOSK)
    record.people.change(xiao_li.id, li_na.id, {"gone": "moved"})
    clock.move(days=5)
    record.duties.run()
    assert silent(record) == []
    assert record.checkins.wish(grandma_wang.id) is None


def test_a_newer_wish_takes_the_place_of_the_older(record: Record, grandma_wang: Person, li_na: Worker) -> None:
    record.checkins.begin(grandma_wang.id, "daily", "11:00", KIOSK, "touch")
    record.checkins.begin(grandma_wang.id, "weekly", "09:00", li_na.id)
    wish = record.checkins.wish(grandma_wang.id)
    assert wish is not None
    assert (wish.rhythm, wish.hour, wish.worker, wish.asked_how) == ("weekly", "09:00", "Li Na", "face")


def test_mistakes_are_told(record: Record, grandma_wang: Person, li_na: Worker) -> None:
    with pytest.raises(UnknownWord):
        record.checkins.begin(grandma_wang.id, "hourly", "11:00", li_na.id)
    for hour in ("24:00", "9:00", "", "11:00:00", "11:30"):
        with pytest.raises(BadHour):
            record.checkins.begin(grandma_wang.id, "daily", hour, li_na.id)
    with pytest.raises(NoSuchPerson):
        record.checkins.begin("nobody", "daily", "11:00", li_na.id)
    with pytest.raises(UnknownWord):
        record.checkins.answer(grandma_wang.id, "splendid")
