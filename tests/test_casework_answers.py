"""What workers do with a request, and who may not."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from conftest import Clock

from casework.access import EVERYTHING
from casework.errors import (
    AlreadyEnded,
    AlreadyTaken,
    CaseworkError,
    NaiveTime,
    NoSuchPerson,
    NoSuchRequest,
    NoSuchWorker,
    NothingSaid,
)
from casework.persons.people import Person
from casework.record import Record
from casework.workers import Worker


@pytest.fixture
def request_id(record: Record) -> str:
    return record.requests.submit(record.requests.draft("zh", "money")).request


def test_only_one_of_two_takes_it(record: Record, request_id: str, li_na: Worker, zhao: Worker) -> None:
    def take(worker: Worker) -> str:
        try:
            record.take(request_id, worker.id)
        except AlreadyTaken as error:
            return f"{error.worker} has it"
        return "mine"

    with ThreadPoolExecutor(2) as threads:
        told = sorted(threads.map(take, (li_na, zhao)))
    assert told in (["Li Na has it", "mine"], ["Zhao has it", "mine"])
    holder = record.request(request_id, EVERYTHING).worker
    assert holder is not None
    record.take(request_id, holder)
    assert [each.why for each in record.request(request_id, EVERYTHING).history].count("taken") == 1


def test_whoever_replies_first_has_taken_it(record: Record, request_id: str, li_na: Worker, zhao: Worker) -> None:
    record.reply(request_id, zhao.id, "  I have asked the office.  ")
    assert record.request(request_id, EVERYTHING).worker == zhao.id
    assert record.status(request_id).replies[0].text == "I have asked the office."
    with pytest.raises(AlreadyTaken):
        record.take(request_id, li_na.id)
    assert record.queue(EVERYTHING, worker=li_na.id) == []
    assert [each.request for each in record.queue(EVERYTHING, worker=zhao.id)] == [request_id]


def test_a_later_visit_replaces_the_earlier(record: Record, clock: Clock, request_id: str, li_na: Worker) -> None:
    for days in (3, 1):
        record.plan_visit(request_id, li_na.id, clock.now + timedelta(days=days))
        clock.move(minutes=1)
    assert record.status(request_id).visit == clock.now - timedelta(minutes=1) + timedelta(days=1)
    assert len(record.request(request_id, EVERYTHING).visits) == 2
    with pytest.raises(NaiveTime, match="has no time zone"):
        record.plan_visit(request_id, li_na.id, datetime(2026, 11, 24, 9, 0))


def test_words_workers_and_persons_must_exist(record: Record, request_id: str, li_na: Worker) -> None:
    with pytest.raises(NothingSaid, match="a reply needs words"):
        record.reply(request_id, li_na.id, " \n")
    with pytest.raises(NothingSaid):
        record.note(request_id, li_na.id, "")
    with pytest.raises(NoSuchWorker):
        record.take(request_id, "nobody")
    with pytest.raises(NoSuchPerson):
        record.name_person(request_id, li_na.id, "nobody")
    with pytest.raises(NoSuchRequest):
        record.take("nothing", li_na.id)
    with pytest.raises(NothingSaid):
        record.people.add("  ", who=li_na.id)


def test_nothing_can_be_done_to_a_draft(record: Record, li_na: Worker) -> None:
    draft = record.requests.draft("zh", "ill")
    for work in (
        lambda: record.take(draft, li_na.id),
        lambda: record.note(draft, li_na.id, "x"),
        lambda: record.reply(draft, li_na.id, "x"),
        lambda: record.life.done(draft, li_na.id),
    ):
        with pytest.raises(NoSuchRequest):
            work()


def test_an_ended_request_takes_notes_only(record: Record, request_id: str, li_na: Worker) -> None:
    record.life.end(request_id, li_na.id, "withdrawn")
    record.note(request_id, li_na.id, "she moved to her son")
    for work in (record.take, record.life.done):
        with pytest.raises(AlreadyEnded, match="is withdrawn"):
            work(request_id, li_na.id)
    with pytest.raises(CaseworkError):
        record.reply(request_id, li_na.id, "x")


def test_persons_are_found_by_one_character(record: Record, grandma_wang: Person, xiao_li: Person) -> None:
    assert record.people.named("王") == [grandma_wang]
    assert record.people.named("李") == [xiao_li]
    assert record.people.named("%") == []
    assert (grandma_wang.village, grandma_wang.household) == ("Wangjia", "Wang")
    with record.store.read() as database:
        assert database["households"].count == 1
    with pytest.raises(NoSuchPerson):
        record.people.get("nobody")
