"""Three pictures and an animal: order does not matter, nothing readable is kept, and guessing is locked out."""

from __future__ import annotations

import json
from itertools import combinations

import pytest

from casework.persons.people import Person
from casework.record import Record
from casework.signs import PICTURES
from casework.signs.errors import NoToken, NotThree, SignsLocked
from casework.workers import Worker

THREE = ("tea", "sun", "drum")


@pytest.fixture
def red_dog(record: Record, grandma_wang: Person, li_na: Worker) -> str:
    record.people.change(grandma_wang.id, li_na.id, {"colour": "red", "animal": "dog"})
    record.signs.choose(grandma_wang.id, THREE, li_na.id)
    return grandma_wang.id


def test_the_same_three_are_known_in_any_order_with_the_right_animal_only(record: Record, red_dog: str) -> None:
    for shown in (THREE, THREE[::-1], ("sun", "tea", "drum")):
        holder = record.signs.holder("red", "dog", shown)
        assert holder is not None
        assert holder.person == red_dog
    assert record.signs.holder("blue", "dog", THREE) is None
    assert record.signs.holder("red", "dog", ("tea", "sun", "rice")) is None
    assert len(list(combinations(PICTURES, 3))) == 220


def test_neither_the_record_nor_the_journal_tells_which(record: Record, red_dog: str) -> None:
    with record.store.read() as database:
        told = json.dumps([dict(each) for each in database.query("select * from signs")])
        journal = json.dumps([dict(each) for each in database.query("select * from journal")])
    assert "$argon2id$" in told
    assert "$argon2id$" not in journal
    assert not any(each in told or f'"{each}"' in journal for each in THREE)


def test_the_fifth_wrong_try_locks_the_animal_for_a_day_and_a_worker_opens_it(
    record: Record, red_dog: str, li_na: Worker
) -> None:
    for shown in list(combinations(PICTURES, 3))[:5]:
        assert record.signs.holder("red", "dog", shown) is None
    with pytest.raises(SignsLocked):
        record.signs.holder("red", "dog", THREE)
    record.clock.move(hours=23)  # type: ignore[attr-defined]
    assert record.signs.locked("red", "dog")
    record.signs.choose(red_dog, THREE, li_na.id)
    assert record.signs.holder("red", "dog", THREE) is not None


def test_after_a_day_it_is_open_again_by_itself(record: Record, red_dog: str) -> None:
    for shown in list(combinations(PICTURES, 3))[:5]:
        record.signs.holder("red", "dog", shown)
    record.clock.move(hours=25)  # type: ignore[attr-defined]
    assert record.signs.holder("red", "dog", THREE) is not None


def test_many_wrong_tries_lock_the_station_for_an_hour(record: Record, red_dog: str) -> None:
    for number, shown in enumerate(list(combinations(PICTURES, 3))[:12]):
        record.signs.holder("blue", ("cat", "pig", "fish")[number % 3], shown)
    with pytest.raises(SignsLocked):
        record.signs.holder("red", "dog", THREE)
    record.clock.move(minutes=61)  # type: ignore[attr-defined]
    assert record.signs.holder("red", "dog", THREE) is not None


def test_pictures_that_ended_open_nothing_and_mistakes_are_told(
    record: Record, red_dog: str, xiao_li: Person, li_na: Worker
) -> None:
    record.signs.end(red_dog, li_na.id)
    assert not record.signs.has(red_dog)
    assert record.signs.holder("red", "dog", THREE) is None
    for chosen in (("tea", "sun"), ("tea", "tea", "sun"), ("tea", "sun", "dragon"), PICTURES[:4]):
        with pytest.raises(NotThree):
            record.signs.choose(red_dog, chosen, li_na.id)
    with pytest.raises(NoToken):
        record.signs.choose(xiao_li.id, THREE, li_na.id)
