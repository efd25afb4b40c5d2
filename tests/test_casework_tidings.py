"""What a person is to be told is added once, waits for its person alone, and is told once."""

from __future__ import annotations

import pytest

from casework.errors import UnknownWord
from casework.persons.people import Person
from casework.record import Record
from casework.tidings import KINDS


def add(record: Record, person: Person, about: str = "a request", kind: str = "reply") -> str:
    return record.store.write("kiosk", "replied", lambda writing: record.tidings.add(writing, person.id, kind, about))


def test_it_waits_for_its_person_until_it_is_told(record: Record, grandma_wang: Person, xiao_li: Person) -> None:
    first = add(record, grandma_wang)
    assert [each.about for each in record.tidings.waiting(grandma_wang.id)] == ["a request"]
    assert record.tidings.waiting(xiao_li.id) == ()
    record.tidings.told(first, "aloud")
    assert record.tidings.waiting(grandma_wang.id) == ()


def test_the_same_is_not_told_twice_but_something_new_about_it_is(record: Record, grandma_wang: Person) -> None:
    first = add(record, grandma_wang)
    assert add(record, grandma_wang) == first
    record.tidings.told(first, "handset")
    assert add(record, grandma_wang) != first
    assert len(record.tidings.waiting(grandma_wang.id)) == 1


def test_it_is_added_with_what_brings_it_about_or_not_at_all(record: Record, grandma_wang: Person) -> None:
    def half(writing: object) -> None:
        record.tidings.add(writing, grandma_wang.id, "reply", "x")  # type: ignore[arg-type]
        raise RuntimeError("the reply itself fails")

    with pytest.raises(RuntimeError):
        record.store.write("kiosk", "replied", half)
    assert record.tidings.waiting(grandma_wang.id) == ()


def test_what_is_not_true_any_more_is_told_to_nobody(record: Record, grandma_wang: Person) -> None:
    add(record, grandma_wang)
    record.store.write("kiosk", "taken back", lambda writing: record.tidings.forget(writing, "reply", "a request"))
    assert record.tidings.waiting(grandma_wang.id) == ()


def test_unknown_kinds_and_ways_are_refused(record: Record, grandma_wang: Person) -> None:
    with pytest.raises(UnknownWord):
        add(record, grandma_wang, kind="gossip")
    with pytest.raises(UnknownWord):
        record.tidings.told(add(record, grandma_wang), "shouted")
    assert "reply" in KINDS
