"""Whatever was sent can be taken back for ten minutes, by whoever sent it, and by nobody else."""

from __future__ import annotations

import pytest
from conftest import Clock

from casework.errors import AlreadyEnded, TooLateToTakeBack
from casework.persons.people import Person
from casework.record import Record
from casework.takebacks import TakeBacks, note_sent
from casework.takebacks.errors import NotSentHere
from casework.workers import Worker
from casework.writing import Writing


def send(record: Record, person: str | None = None, session: str | None = None) -> str:
    draft = record.requests.draft("zh", "ill", session, person)
    return record.requests.submit(draft).request


def test_the_person_and_the_visit_can_take_it_back_and_others_cannot(
    record: Record, grandma_wang: Person, xiao_li: Person
) -> None:
    request = send(record, grandma_wang.id, "monday")
    (sent,) = record.takebacks.possible(grandma_wang.id, "another visit")
    assert (sent.kind, sent.about) == ("request", request)
    assert record.takebacks.possible(None, "monday") == (sent,)
    assert record.takebacks.possible(xiao_li.id, None) == ()
    assert record.takebacks.possible(None, None) == ()
    for person, session in ((xiao_li.id, "tuesday"), (None, None)):
        with pytest.raises(NotSentHere):
            record.takebacks.take_back(sent.id, person, session)
    record.takebacks.take_back(sent.id, grandma_wang.id, None)
    record.takebacks.take_back(sent.id, grandma_wang.id, None)
    assert record.requests.status(request).status == "withdrawn"
    assert record.takebacks.possible(grandma_wang.id, "monday") == ()


def test_after_ten_minutes_it_is_too_late(record: Record, grandma_wang: Person, clock: Clock) -> None:
    send(record, grandma_wang.id)
    (sent,) = record.takebacks.possible(grandma_wang.id, None)
    clock.move(minutes=10)
    assert record.takebacks.possible(grandma_wang.id, None) == (sent,)
    clock.move(seconds=1)
    assert record.takebacks.possible(grandma_wang.id, None) == ()
    with pytest.raises(TooLateToTakeBack):
        record.takebacks.take_back(sent.id, grandma_wang.id, None)


def test_what_has_ended_otherwise_is_not_undone(record: Record, grandma_wang: Person, li_na: Worker) -> None:
    request = send(record, grandma_wang.id)
    (sent,) = record.takebacks.possible(grandma_wang.id, None)
    record.life.done(request, li_na.id)
    with pytest.raises(AlreadyEnded):
        record.takebacks.take_back(sent.id, grandma_wang.id, None)
    assert record.requests.status(request).status == "done"


def test_taken_back_by_its_number_it_is_not_offered_again(record: Record, grandma_wang: Person) -> None:
    request = send(record, grandma_wang.id)
    record.requests.take_back(request)
    assert record.takebacks.possible(grandma_wang.id, None) == ()


def test_any_other_kind_is_undone_by_its_own_way(record: Record, grandma_wang: Person, clock: Clock) -> None:
    def unname(writing: Writing, person: str) -> None:
        writing.update("persons", person, {"phone": None})

    def tell(writing: Writing) -> None:
        writing.update("persons", grandma_wang.id, {"phone": "139"})
        note_sent(writing, "phone", grandma_wang.id, grandma_wang.id, None)

    takebacks = TakeBacks(record.store, record.settings, clock, {"phone": unname})
    record.store.write("kiosk", "told", tell)
    (sent,) = takebacks.possible(grandma_wang.id, None)
    takebacks.take_back(sent.id, grandma_wang.id, None)
    assert record.people.get(grandma_wang.id).phone is None
    assert record.takebacks.possible(grandma_wang.id, None) == (), "a kind that nobody knows is offered to nobody"
