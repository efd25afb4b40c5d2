"""A person with a card chooses three pictures alone: touch, digits, voice; seen and heard once more, then kept."""

from __future__ import annotations

import pytest
from flask import Flask
from kiosk_house import Person, Seen, tone
from scripted_ear import ScriptedEar

from casework.persons.people import Person as Known
from casework.record import Record
from casework.signs.errors import SignsLocked
from casework.workers import Worker
from content.pack import load
from kiosk.scenes.signs import GROUPS

THREE = ("tea", "sun", "drum")
GROUP = {each.key: group.removeprefix("signs.") for group in GROUPS for each in load("zh").choices(group)}


@pytest.fixture
def person(kiosk: Flask) -> Person:
    return Person(kiosk, accompanied=True)


@pytest.fixture
def code(record: Record, grandma_wang: Known, li_na: Worker) -> str:
    return record.cards.issue(grandma_wang.id, li_na.id).code


@pytest.fixture
def token(record: Record, grandma_wang: Known, code: str) -> tuple[str, str]:
    file = record.people.get(grandma_wang.id)
    assert file.colour
    assert file.animal
    return file.colour, file.animal


def shows(person: Person, code: str) -> Seen:
    return person.sees(str(person.post("/card", {"code": code}).get_json()["goes"]))


def test_by_touch_after_the_question_who_is_there(
    person: Person, record: Record, grandma_wang: Known, code: str, token: tuple[str, str]
) -> None:
    assert "signs" in shows(person, code).offered
    assert person.press("signs").key == "alone", "nobody shall look on"
    asked = person.press("nobody")
    assert (asked.key, "none" in asked.offered) == ("signs.own", False)
    person.press("begin")
    for each in THREE:
        person.press(GROUP[each])
        seen = person.press(each)
    assert seen.key == "signs.keep"
    assert {f"/picture/{each}.svg" for each in THREE} <= set(seen.pictures)
    names = {each.key: each.sentence for group in GROUPS for each in load("zh").choices(group)}
    assert all(names[each] in seen.words for each in THREE)
    assert not record.signs.has(grandma_wang.id), "nothing is kept before the person says so"
    kept = person.press("keep")
    pack = load("zh")
    assert (kept.key, pack.text(f"animal.{token[1]}") in kept.words) == ("signs.kept", True)
    holder = record.signs.holder(*token, THREE[::-1])
    assert holder is not None
    assert holder.person == grandma_wang.id
    assert "none" in person.press("known", "signs").offered
    assert pack.text("signs.ended") in person.press("none").words
    assert record.signs.holder(*token, THREE) is None


def test_by_digits_and_by_voice_and_a_change_of_mind(
    person: Person, scripted_ear: ScriptedEar, record: Record, grandma_wang: Known, code: str, token: tuple[str, str]
) -> None:
    shows(person, code)
    scripted_ear.will_hear("choice", "signs")
    person.speak(tone(1))
    person.keys(1)  # nobody is there
    person.keys(1)  # begin
    person.keys(1, 3)  # food and drink: tea
    for each in ("tea", "sun", "drum"):  # the same twice counts once
        scripted_ear.will_hear("choice", each)
        seen = person.speak(tone(1))
    assert seen.key == "signs.keep"
    assert person.press("again").key == "signs"
    for each in ("rice", "sun", "drum"):
        scripted_ear.will_hear("choice", each)
        seen = person.speak(tone(1))
    assert person.keys(1).key == "signs.kept"
    assert record.signs.holder(*token, THREE) is None
    assert record.signs.holder(*token, ("rice", "sun", "drum")) is not None


def test_choosing_anew_opens_what_wrong_tries_have_locked(
    person: Person, record: Record, grandma_wang: Known, li_na: Worker, code: str, token: tuple[str, str]
) -> None:
    record.signs.choose(grandma_wang.id, THREE, li_na.id)
    for _ in range(5):
        record.signs.holder(*token, ("rice", "apple", "tea"))
    with pytest.raises(SignsLocked):
        record.signs.holder(*token, THREE)
    shows(person, code)
    person.press("signs", "nobody", "begin")
    for each in THREE:
        person.press(GROUP[each], each)
    person.press("keep")
    assert record.signs.holder(*token, THREE) is not None


def test_only_with_a_card_and_never_before_somebody_who_came_meanwhile(
    person: Person, record: Record, grandma_wang: Known, li_na: Worker, code: str, token: tuple[str, str]
) -> None:
    record.signs.choose(grandma_wang.id, THREE, li_na.id)
    person.press("zh", "mine", "signs", *token)
    for each in THREE:
        person.press(GROUP[each], each)
    assert person.look().key == "known"
    assert "signs" not in person.look().offered, "pictures alone do not change pictures"
    assert person.look("signs.own").key == "known"
    shows(person, code)
    person.press("signs", "nobody", "begin", "food")
    person.look("still_there")
    assert person.press("here").key == "alone"
    assert person.press("nobody").key == "signs.own"


def test_a_person_at_the_screen_stands_in_nobodys_name(record: Record, grandma_wang: Known, code: str) -> None:
    record.signs.choose(grandma_wang.id, THREE, "kiosk")
    with record.store.read() as database:
        (row,) = database.query("select made_by from signs")
    assert row["made_by"] is None
