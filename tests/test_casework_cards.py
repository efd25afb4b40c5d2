"""A card is known by what only the card itself keeps; a new one ends the old one, and a lost one opens nothing."""

from __future__ import annotations

import json

import pytest

from casework.cards.errors import NoSuchCard
from casework.cards.secret import as_read, new_code
from casework.errors import NoSuchPerson, UnknownWord
from casework.persons.people import Person
from casework.record import Record
from casework.workers import Worker


def test_whoever_holds_the_card_is_known(record: Record, grandma_wang: Person, li_na: Worker) -> None:
    issued = record.cards.issue(grandma_wang.id, li_na.id)
    holder = record.cards.holder(f" {issued.code.lower()}\n")
    assert holder is not None
    assert holder.person == grandma_wang.id
    assert record.cards.holder(new_code()) is None
    for other in ("", "6901234567892", issued.card.number, issued.code[:-1]):
        assert record.cards.holder(other) is None


def test_the_secret_is_nowhere_in_the_record(record: Record, grandma_wang: Person, li_na: Worker) -> None:
    issued = record.cards.issue(grandma_wang.id, li_na.id)
    with record.store.read() as database:
        rows = [dict(each) for each in database.query("select * from cards")]
        journal = [dict(each) for each in database.query("select * from journal where \"table\" = 'cards'")]
    told = json.dumps([rows, journal])
    assert issued.code not in told
    assert rows[0]["secret"] not in json.dumps(journal), "the journal does not even repeat its hash"


def test_a_new_card_ends_the_old_one(record: Record, grandma_wang: Person, li_na: Worker) -> None:
    old = record.cards.issue(grandma_wang.id, li_na.id)
    new = record.cards.issue(grandma_wang.id, li_na.id)
    assert record.cards.holder(old.code) is None
    assert record.cards.holder(new.code) is not None
    assert (old.card.colour, old.card.animal) == (new.card.colour, new.card.animal), "it is still her animal"
    assert [each.ended_why for each in record.cards.of(grandma_wang.id)] == [None, "replaced"]


def test_a_lost_card_opens_nothing(record: Record, grandma_wang: Person, li_na: Worker) -> None:
    issued = record.cards.issue(grandma_wang.id, li_na.id)
    record.cards.end(issued.card.id, li_na.id, "lost")
    record.cards.end(issued.card.id, li_na.id, "unwanted")
    assert record.cards.holder(issued.code) is None
    assert record.cards.of(grandma_wang.id)[0].ended_why == "lost", "the first time counts"


def test_a_whole_village_gets_animals_that_differ(record: Record, li_na: Worker) -> None:
    persons = [record.people.add(f"Person {each}", who=li_na.id) for each in range(60)]
    issued = record.cards.issue_all(persons, li_na.id)
    assert len({(each.card.colour, each.card.animal) for each in issued}) == 60
    assert len({each.card.number for each in issued}) == 60


def test_an_animal_that_the_file_has_already_is_on_the_card(record: Record, li_na: Worker) -> None:
    person = record.people.add("Aunt Chen", li_na.id, colour="red", animal="tiger", languages="ko zh")
    issued = record.cards.issue(person, li_na.id)
    assert (issued.card.colour, issued.card.animal, issued.name) == ("red", "tiger", "Aunt Chen")
    holder = record.cards.holder(issued.code)
    assert holder is not None
    assert holder.language == "ko", "what she speaks best"


def test_the_card_of_a_file_that_was_merged_opens_the_one_that_stays(
    record: Record, grandma_wang: Person, li_na: Worker, zhao: Worker
) -> None:
    other = record.people.add("Wang Xiuying", li_na.id)
    codes = [record.cards.issue(each, li_na.id).code for each in (grandma_wang.id, other)]
    record.people.merges.merge(grandma_wang.id, other, zhao.id, "the same person")
    assert {holder.person for each in codes if (holder := record.cards.holder(each))} == {grandma_wang.id}


def test_all_are_issued_or_none(record: Record, grandma_wang: Person, li_na: Worker) -> None:
    with pytest.raises(NoSuchPerson):
        record.cards.issue_all([grandma_wang.id, "nobody"], li_na.id)
    assert record.cards.of(grandma_wang.id) == ()


def test_mistakes_are_told(record: Record, grandma_wang: Person, li_na: Worker) -> None:
    with pytest.raises(NoSuchCard):
        record.cards.end("nothing", li_na.id, "lost")
    with pytest.raises(UnknownWord):
        record.cards.end(record.cards.issue(grandma_wang.id, li_na.id).card.id, li_na.id, "eaten")


def test_codes_are_random_and_short_enough_for_a_small_picture() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(as_read(each) == each and each.isalnum() and each.isupper() for each in codes)
