"""Who is away hands on what they have in hand, and gets it back; nothing is lost between, nothing silent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from conftest import Clock

from casework.absences.errors import AbsenceBackwards, AbsenceOver, DeputyAway
from casework.access import EVERYTHING, NotAllowed
from casework.check import check
from casework.queue import Waiting
from casework.record import Record
from casework.workers import Worker

WEEK = timedelta(days=7)


@pytest.fixture
def chen(record: Record, zhao: Worker, li_na: Worker) -> Worker:
    """A second community worker, not on duty."""
    return record.workers.enrol(record.workers.invite(zhao.id), "Chen", "chen", "eleven wild geese")


def asked(record: Record, worker: Worker | None = None) -> str:
    request = record.requests.submit(record.requests.draft("zh", "money")).request
    if worker:
        record.take(request, worker.id)
    return request


def row(record: Record, request: str) -> Waiting:
    return next(each for each in record.queue(EVERYTHING) if each.request == request)


def test_an_absence_hands_everything_on_and_it_comes_back(
    record: Record, clock: Clock, li_na: Worker, chen: Worker
) -> None:
    first, second, done = asked(record, chen), asked(record, chen), asked(record, chen)
    record.life.end(done, chen.id, "withdrawn")
    record.absences.set(chen.id, clock.now + timedelta(days=1), clock.now + timedelta(days=4), by=chen.id)
    record.duties.run()
    assert row(record, first).worker == chen.id
    clock.move(days=1)
    record.duties.run()
    for each in (first, second):
        waiting = row(record, each)
        assert (waiting.worker, waiting.handed and waiting.handed.worker) == (li_na.id, "Chen")
        assert waiting.handed is not None
        assert waiting.handed.back is None
    assert record.request(done, EVERYTHING).worker == chen.id
    assert record.request(first, EVERYTHING).history[-1].why == "handed on"
    record.life.done(second, li_na.id)
    record.life.say(second, "good", "touch")
    clock.move(days=3)
    record.duties.run()
    waiting = row(record, first)
    assert (waiting.worker, waiting.handed and waiting.handed.back) == (chen.id, clock.now)
    assert record.request(second, EVERYTHING).worker == li_na.id
    clock.move(days=8)
    assert row(record, first).handed is None
    assert check(record) == []


def test_a_named_deputy_comes_before_the_duty_and_a_second_absence_hands_on_further(
    record: Record, clock: Clock, li_na: Worker, zhao: Worker, chen: Worker
) -> None:
    request = asked(record, li_na)
    record.absences.set(li_na.id, clock.now, clock.now + WEEK, by=zhao.id, deputy=chen.id)
    record.duties.run()
    assert row(record, request).worker == chen.id
    record.absences.set(chen.id, clock.now, clock.now + timedelta(days=2), by=chen.id)
    record.duties.run()
    assert row(record, request).worker == zhao.id
    clock.move(days=2)
    record.duties.run()
    assert row(record, request).worker == chen.id
    clock.move(days=5)
    record.duties.run()
    assert row(record, request).worker == li_na.id


def test_what_is_given_to_somebody_away_is_handed_on_too(
    record: Record, clock: Clock, li_na: Worker, chen: Worker
) -> None:
    record.absences.set(chen.id, clock.now, clock.now + WEEK, by=chen.id)
    request = asked(record, chen)
    record.duties.run()
    assert row(record, request).worker == li_na.id


def test_who_is_back_early_gets_it_back(record: Record, clock: Clock, li_na: Worker, chen: Worker) -> None:
    request = asked(record, chen)
    absence = record.absences.set(chen.id, clock.now, clock.now + WEEK, by=chen.id)
    record.duties.run()
    (coming,) = record.absences.coming(clock.now)
    assert (coming.id, coming.name, coming.handed) == (absence, "Chen", 1)
    with pytest.raises(NotAllowed):
        record.absences.cancel(absence, by=li_na.id)
    record.absences.cancel(absence, by=chen.id)
    record.absences.cancel(absence, by=chen.id)
    record.duties.run()
    assert row(record, request).worker == chen.id
    assert record.absences.coming(clock.now) == ()


def test_what_a_stand_in_gave_away_does_not_come_back(
    record: Record, clock: Clock, li_na: Worker, zhao: Worker, chen: Worker
) -> None:
    request = asked(record, chen)
    record.absences.set(chen.id, clock.now, clock.now + timedelta(days=1), by=chen.id)
    record.duties.run()
    record.life.done(request, li_na.id)
    record.life.say(request, "not yet", "touch")
    assert row(record, request).worker == zhao.id
    clock.move(days=1)
    record.duties.run()
    assert row(record, request).worker == zhao.id


def test_with_nobody_there_it_is_free_for_all_and_comes_back(record: Record, clock: Clock, zhao: Worker) -> None:
    request = asked(record, zhao)
    record.absences.set(zhao.id, clock.now, clock.now + timedelta(days=1), by=zhao.id)
    record.duties.run()
    assert row(record, request).worker is None
    clock.move(days=1)
    record.duties.run()
    assert row(record, request).worker == zhao.id


def test_a_receipt_does_not_promise_somebody_who_is_away(
    record: Record, clock: Clock, li_na: Worker, zhao: Worker
) -> None:
    record.absences.set(li_na.id, clock.now, clock.now + WEEK, by=li_na.id)
    assert record.request(asked(record), EVERYTHING).duty_name != "Li Na"


def test_mistakes_are_told(record: Record, clock: Clock, li_na: Worker, zhao: Worker, chen: Worker) -> None:
    now = clock.now
    with pytest.raises(AbsenceBackwards):
        record.absences.set(chen.id, now, now, by=chen.id)
    with pytest.raises(AbsenceOver):
        record.absences.set(chen.id, now - WEEK, now - timedelta(days=1), by=chen.id)
    with pytest.raises(NotAllowed):
        record.absences.set(chen.id, now, now + WEEK, by=li_na.id)
    with pytest.raises(DeputyAway):
        record.absences.set(chen.id, now, now + WEEK, by=chen.id, deputy=chen.id)
    once = record.absences.set(chen.id, now, now + WEEK, by=chen.id)
    assert record.absences.set(chen.id, now, now + WEEK, by=zhao.id) == once
    with pytest.raises(DeputyAway):
        record.absences.set(li_na.id, now, now + WEEK, by=li_na.id, deputy=chen.id)
