"""A request goes on until its person says that it is good, or ends honestly; a missed time is told once, upwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from conftest import Clock

from casework.access import EVERYTHING
from casework.check import check
from casework.errors import (
    AlreadyEnded,
    EndsInItself,
    NoSuchRequest,
    NotAskedEnough,
    NotAWord,
    NothingSaid,
    NotReversible,
)
from casework.persons.people import Person
from casework.queue import Waiting
from casework.record import Record
from casework.workers import Worker

LATER = {"money": timedelta(days=3), "ill": timedelta(hours=3)}


def asked(record: Record, category: str = "money", person: str | None = None) -> str:
    draft = record.requests.draft("zh", category)
    if person:
        record.requests.change(draft, person=person)
    return record.requests.submit(draft).request


def row(record: Record, request: str) -> Waiting:
    return next(each for each in record.queue(EVERYTHING, ended=True) if each.request == request)


def whys(record: Record, request: str) -> list[str]:
    return [each.why for each in record.request(request, EVERYTHING).history]


@pytest.fixture
def request_id(record: Record, li_na: Worker) -> str:
    request = asked(record)
    record.take(request, li_na.id)
    return request


def test_what_a_worker_calls_done_waits_for_the_person(record: Record, request_id: str, li_na: Worker) -> None:
    record.life.done(request_id, li_na.id)
    record.life.done(request_id, li_na.id)
    file = record.request(request_id, EVERYTHING)
    assert (file.status, file.ended_at) == ("done", None)
    assert whys(record, request_id)[-1] == "said done"
    number = record.status(request_id).number
    found = record.requests.by_number(number)
    assert found is not None
    assert found.status == "done"
    assert row(record, request_id).asks_person
    with pytest.raises(AlreadyEnded):
        record.reply(request_id, li_na.id, "again")


def test_good_closes_it_and_is_kept_with_how_it_was_said(record: Record, request_id: str, li_na: Worker) -> None:
    record.life.done(request_id, li_na.id)
    for _ in range(2):
        record.life.say(request_id, "good", "speech")
    file = record.request(request_id, EVERYTHING)
    assert (file.status, file.next_at) == ("closed", None)
    assert [(each.answer, each.how, each.worker) for each in file.words] == [("good", "speech", None)]
    assert file.history[-1].who == "kiosk"
    assert check(record) == []


def test_not_yet_gives_it_to_the_supervisor_and_not_to_the_same_worker(
    record: Record, request_id: str, li_na: Worker, zhao: Worker
) -> None:
    record.life.done(request_id, li_na.id)
    record.life.say(request_id, "not yet", "touch")
    file = record.request(request_id, EVERYTHING)
    assert (file.status, file.worker, file.reopened) == ("taken", zhao.id, 1)
    assert row(record, request_id).reopened == 1
    assert file.next_at is not None


def test_what_the_only_supervisor_called_done_and_is_not_is_free_for_everybody(record: Record, zhao: Worker) -> None:
    request = asked(record)
    record.life.done(request, zhao.id)
    record.life.say(request, "not yet", "touch")
    assert (record.request(request, EVERYTHING).status, record.request(request, EVERYTHING).worker) == ("new", None)


def test_a_wrong_finger_is_put_right_for_ten_minutes(
    record: Record, request_id: str, li_na: Worker, clock: Clock
) -> None:
    record.life.done(request_id, li_na.id)
    record.life.say(request_id, "good", "touch")
    clock.move(minutes=9)
    record.life.say(request_id, "not yet", "touch")
    assert record.request(request_id, EVERYTHING).status == "taken"
    record.life.say(request_id, "good", "touch")
    assert record.request(request_id, EVERYTHING).status == "closed"
    clock.move(minutes=11)
    with pytest.raises(AlreadyEnded):
        record.life.say(request_id, "not yet", "touch")


def test_the_person_may_tell_a_worker_and_it_is_kept_who_was_told(
    record: Record, request_id: str, li_na: Worker, zhao: Worker
) -> None:
    record.life.done(request_id, li_na.id)
    with pytest.raises(NotAWord):
        record.life.say(request_id, "good", "touch", zhao.id)
    with pytest.raises(NotAWord):
        record.life.say(request_id, "fine", "told", zhao.id)
    record.life.say(request_id, "good", "told", zhao.id)
    file = record.request(request_id, EVERYTHING)
    assert (file.status, file.words[0].worker, file.history[-1].name) == ("closed", "Zhao", "Zhao")


def test_nobody_says_good_about_what_is_not_said_to_be_done(record: Record, request_id: str) -> None:
    with pytest.raises(AlreadyEnded):
        record.life.say(request_id, "good", "touch")
    with pytest.raises(NoSuchRequest):
        record.life.say(record.requests.draft("zh", "ill"), "good", "touch")


@pytest.mark.parametrize("how", ["refused", "referred"])
def test_an_end_without_a_reason_is_no_honest_end(record: Record, request_id: str, li_na: Worker, how: str) -> None:
    with pytest.raises(NothingSaid):
        record.life.end(request_id, li_na.id, how, "  ")
    for _ in range(2):
        record.life.end(request_id, li_na.id, how, "今年没有名额了。")
    status = record.status(request_id)
    assert (status.status, status.reason) == (how, "今年没有名额了。")
    assert whys(record, request_id).count("ended") == 1


def test_a_duplicate_names_the_one_that_goes_on_and_can_be_undone(
    record: Record, request_id: str, li_na: Worker
) -> None:
    twice, thrice = asked(record), asked(record)
    record.life.end(twice, li_na.id, "duplicate", same_as=request_id)
    assert record.status(twice).same_as == record.status(request_id).number
    record.life.end(thrice, li_na.id, "duplicate", same_as=twice)
    assert record.request(thrice, EVERYTHING).same_as == request_id
    for other in (request_id, thrice, twice):
        with pytest.raises(EndsInItself):
            record.life.end(request_id, li_na.id, "duplicate", same_as=other)
    with pytest.raises(EndsInItself):
        record.life.end(request_id, li_na.id, "duplicate")
    record.life.reopen(twice, li_na.id)
    file = record.request(twice, EVERYTHING)
    assert (file.status, file.same_as, file.ended_at, file.worker) == ("taken", None, None, li_na.id)
    assert check(record) == []


def test_what_the_person_decided_no_worker_takes_back(record: Record, request_id: str, li_na: Worker) -> None:
    record.life.done(request_id, li_na.id)
    record.life.say(request_id, "good", "touch")
    with pytest.raises(NotReversible):
        record.life.reopen(request_id, li_na.id)
    gone = asked(record)
    record.requests.take_back(gone)
    with pytest.raises(NotReversible):
        record.life.reopen(gone, li_na.id)


def test_silence_is_asked_again_and_then_somebody_goes_there(
    record: Record, clock: Clock, li_na: Worker, grandma_wang: Person
) -> None:
    request = asked(record, person=grandma_wang.id)
    record.life.done(request, li_na.id)
    with pytest.raises(NotAskedEnough):
        record.life.end(request, li_na.id, "unanswered", "not met")
    clock.move(days=2)
    assert record.duties.run() == ()
    clock.move(days=1, minutes=1)
    record.duties.run()
    assert (record.request(request, EVERYTHING).asked, record.request(request, EVERYTHING).errand) == (1, False)
    assert record.duties.run() == ()
    clock.move(days=3, minutes=1)
    record.duties.run()
    waiting = row(record, request)
    assert (waiting.errand, waiting.worker, waiting.overdue, waiting.asks_person) == (True, li_na.id, False, False)
    assert whys(record, request).count("asked again") == 2
    clock.move(days=5, minutes=1)
    assert row(record, request).overdue
    record.duties.run()
    assert row(record, request).raised_name
    record.life.asked(request, li_na.id)
    assert not row(record, request).overdue
    record.life.end(request, li_na.id, "unanswered", "我们去了三次，没有见到您。")
    assert record.request(request, EVERYTHING).status == "unanswered"
    record.life.reopen(request, li_na.id)
    assert record.request(request, EVERYTHING).status == "taken"


def test_where_nobody_knows_who_asked_silence_sends_somebody_at_once(
    record: Record, request_id: str, clock: Clock, li_na: Worker
) -> None:
    record.life.done(request_id, li_na.id)
    clock.move(days=3, minutes=1)
    record.duties.run()
    assert row(record, request_id).errand


def test_a_missed_time_is_told_to_the_duty_then_to_the_supervisor_each_once(
    record: Record, clock: Clock, li_na: Worker, zhao: Worker
) -> None:
    request = asked(record, "ill")
    clock.move(hours=2, minutes=1)
    assert row(record, request).overdue
    (first,) = record.duties.run()
    assert first.request == request
    assert row(record, request).raised_to == li_na.id
    assert record.duties.run() == ()
    clock.move(hours=2)
    (second,) = record.duties.run()
    assert second.key.endswith(":2")
    assert row(record, request).raised_to == zhao.id
    clock.move(days=30)
    assert not [each for each in record.duties.run() if each.request]
    record.take(request, li_na.id)
    assert (row(record, request).raised_to, row(record, request).overdue) == (None, False)
    assert whys(record, request).count("raised") == 2
    clock.move(hours=2, minutes=1)
    assert len(record.duties.run()) == 1  # a new time was missed
    assert row(record, request).raised_to == zhao.id  # who has it in hand knows already


ACTS: dict[str, Callable[[Record, str, str], object]] = {
    "take": lambda record, request, worker: record.take(request, worker),
    "reply": lambda record, request, worker: record.reply(request, worker, "明天来。"),
    "visit": lambda record, request, worker: record.plan_visit(request, worker, record.clock() + timedelta(hours=20)),
    "done": lambda record, request, worker: record.life.done(request, worker),
}


@pytest.mark.parametrize("act", list(ACTS))
def test_whatever_is_done_sets_the_next_time(record: Record, clock: Clock, li_na: Worker, act: str) -> None:
    request = asked(record, "ill")
    clock.move(hours=3)
    record.duties.run()
    ACTS[act](record, request, li_na.id)
    file = record.request(request, EVERYTHING)
    assert file.next_at is not None
    assert file.next_at > clock.now
    assert (file.raised_name, row(record, request).overdue) == (None, False)


def test_what_an_earlier_version_closed_keeps_its_end_and_is_called_closed(
    record: Record, request_id: str, li_na: Worker
) -> None:
    old = {"status": "done", "outcome": "helped", "ended_at": record.status(request_id).asked_at.isoformat()}
    record.store.write(li_na.id, "closed", lambda writing: writing.update("requests", request_id, old))
    with Record.open(record.settings, clock=record.clock) as later:
        file = later.request(request_id, EVERYTHING)
    assert (file.status, file.outcome) == ("closed", "helped")
    assert file.history[-1].why == "old end named"
