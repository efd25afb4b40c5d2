"""What happens by the clock happens once for ever, with its firing, and a failure holds up nothing else."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest

from casework.access import EVERYTHING
from casework.check import check
from casework.clock import as_time
from casework.connection import Row
from casework.duties.duties import Duties
from casework.duties.duty import Ask, Duty, Firing
from casework.errors import NothingSaid
from casework.record import Record
from casework.workers import Worker
from casework.writing import Writing
from station.minutes import Minutes
from tests.conftest import Clock


def live(ask: Ask, now: datetime) -> list[Row]:
    return ask("select * from requests where status = 'new'", ())


def due(rows: Iterable[Row], now: datetime) -> Iterable[Firing]:
    for each in rows:
        if as_time(each["due_at"]) < now:
            yield Firing(f"late:{each['id']}", as_time(each["due_at"]), request=each["id"], row=each)


def note(writing: Writing, firing: Firing) -> None:
    fields = {"request": firing.request, "kind": "note", "text": f"late {firing.row['number']}", "at": writing.at}
    writing.insert("notes", fields)


LATE = Duty("late", "overdue", live, due, note)


def asked(record: Record, category: str = "ill") -> str:
    return record.requests.submit(record.requests.draft("zh", category)).request


def texts(record: Record, request: str) -> list[str]:
    return [each.text for each in record.request(request, EVERYTHING).notes]


@pytest.fixture
def duties(record: Record, clock: Clock) -> Duties:
    return Duties(record.store, [LATE], clock)


def test_what_is_due_happens_once_and_the_history_of_its_request_tells_it(
    record: Record, duties: Duties, clock: Clock, li_na: Worker
) -> None:
    request = asked(record)
    assert duties.run() == ()
    clock.move(hours=3)
    (fired,) = duties.run()
    assert (fired.key, fired.request) == (f"late:{request}", request)
    clock.move(days=40)
    assert duties.run() == ()
    assert len(texts(record, request)) == 1
    told = record.request(request, EVERYTHING).history[-1]
    assert (told.who, told.why) == ("station", "overdue")
    assert {table for table, *_ in told.changes} == {"firings", "notes"}
    assert check(record) == []


def test_a_firing_that_cannot_be_done_leaves_nothing_is_tried_again_and_holds_up_nothing_else(
    record: Record, clock: Clock, li_na: Worker
) -> None:
    bad, good = asked(record), asked(record, "family")
    broken = [bad]

    def stumbling(writing: Writing, firing: Firing) -> None:
        note(writing, firing)
        if firing.request in broken:
            raise NothingSaid("reply")

    duties = Duties(record.store, [Duty("late", "overdue", live, due, stumbling), LATE], clock)
    clock.move(hours=5)
    assert [each.request for each in duties.run() if each.request == good] == [good]
    assert len(texts(record, good)) == 1
    broken.clear()
    duties.run()
    assert len(texts(record, bad)) == 1


def test_what_has_changed_before_its_turn_to_write_does_not_fire(record: Record, clock: Clock, li_na: Worker) -> None:
    first, second = asked(record), asked(record)

    def taking(writing: Writing, firing: Firing) -> None:
        """The first firing ends the other's reason."""
        for each in {first, second} - {firing.request}:
            writing.update("requests", each, {"status": "taken"})

    duties = Duties(record.store, [Duty("late", "overdue", live, due, taking)], clock)
    clock.move(hours=3)
    assert len(duties.run()) == 1


def test_many_processes_at_once_fire_everything_once(record: Record, clock: Clock, li_na: Worker) -> None:
    requests = [asked(record) for _ in range(6)]
    clock.move(hours=3)
    fired: list[Firing] = []
    threads = [
        threading.Thread(target=lambda: fired.extend(Duties(record.store, [LATE], clock).run())) for _ in range(4)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(each.key for each in fired) == sorted(f"late:{each}" for each in requests)
    assert all(len(texts(record, each)) == 1 for each in requests)


def test_a_running_station_asks_again_and_again_and_outlives_a_rule_that_fails(record: Record, clock: Clock) -> None:
    asked_twice, calls = threading.Event(), []

    def failing(ask: Ask, now: datetime) -> list[Row]:
        calls.append(now)
        if len(calls) > 1:
            asked_twice.set()
        raise ZeroDivisionError

    record.duties = Duties(record.store, [Duty("bad", "overdue", failing, due, note)], clock)
    minutes = Minutes(record, every=0.01)
    try:
        assert asked_twice.wait(10)
    finally:
        minutes.stop()
    assert len(calls) >= 2
    assert clock.now - calls[0] < timedelta(seconds=1)
