"""Known by three pictures: all twelve seen at once, by touch, digit or voice; kindly refused, a person offered."""

from __future__ import annotations

import pytest
from kiosk_house import Person, Seen, tone
from scripted_ear import ScriptedEar

from casework.persons.people import Person as Known
from casework.record import Record
from casework.signs import PICTURES
from casework.workers import Worker
from content.pack import load
from kiosk.scenes.signs import GROUPS

GROUP = {each.key: group for group in GROUPS for each in load("zh").choices(group)}


@pytest.fixture
def red_dog(record: Record, grandma_wang: Known, li_na: Worker) -> str:
    record.people.change(grandma_wang.id, li_na.id, {"colour": "red", "animal": "dog"})
    record.signs.choose(grandma_wang.id, ("tea", "sun", "drum"), li_na.id)
    return grandma_wang.id


def picks(person: Person, *pictures: str) -> Seen:
    """From the first screen on."""
    person.press("command:home", "mine", "signs", "red", "dog")
    for each in pictures:
        person.press(GROUP[each].removeprefix("signs."))
        seen = person.press(each)
    return seen


def test_all_twelve_are_seen_at_once(villager: Person, red_dog: str) -> None:
    seen = villager.press("zh", "mine", "signs", "red", "dog")
    assert seen.key == "signs"
    assert {f"/picture/{each}.svg" for each in PICTURES} <= set(seen.pictures)
    assert set(GROUP) == set(PICTURES)


def test_three_pictures_lead_to_their_person(villager: Person, red_dog: str) -> None:
    villager.press("zh")
    assert picks(villager, "drum", "tea", "sun").key == "known"


def test_by_digits_and_by_voice(villager: Person, scripted_ear: ScriptedEar, red_dog: str) -> None:
    villager.press("zh", "mine", "signs", "red", "dog")
    assert villager.keys(1, 3).key == "signs"  # food and drink: tea
    assert "tea" not in str(villager.look().body), "what was picked is not shown"
    for each in ("sun", "drum"):
        scripted_ear.will_hear("choice", each)
        seen = villager.speak(tone(1))
    assert seen.key == "known"


def test_wrong_ones_are_refused_kindly_and_in_the_end_a_person_helps(
    villager: Person, record: Record, red_dog: str
) -> None:
    villager.press("zh")
    for _ in range(5):
        seen = picks(villager, "rice", "apple", "tea")
        assert seen.key == "signs.wrong"
        assert {"again", "help"} <= set(seen.offered)
    locked = picks(villager, "drum", "tea", "sun")
    assert locked.key == "help"
    assert load("zh").sentences("signs.locked")[0] in locked.words


def test_the_other_way_of_asking_by_animal_is_as_before(villager: Person, red_dog: str) -> None:
    villager.press("zh", "mine", "signs", "command:home", "mine", "token", "red")
    assert villager.press("dog").key == "mine.not_found"
