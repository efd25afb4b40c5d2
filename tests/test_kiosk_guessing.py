"""Nobody finds a stranger's request by trying numbers, not even by beginning anew each time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from kiosk_house import Person

from casework.record import Record
from content.pack import load
from kiosk.guessing import MOST_WRONG, WrongTries


class Seconds:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds(kiosk: Flask) -> Seconds:
    clock = Seconds()
    desk = kiosk.extensions["desk"]
    kiosk.extensions["desk"] = replace(desk, wrong_tries=WrongTries(clock=clock))
    return clock


def test_wrong_tries_are_forgotten_one_by_one() -> None:
    clock = Seconds()
    tries = WrongTries(most=2, span=100, clock=clock)
    tries.note()
    clock.now = 60
    tries.note()
    assert tries.too_many
    clock.now = 100
    assert not tries.too_many, "the first one is forgotten"
    tries.note()
    clock.now = 159
    assert tries.too_many
    clock.now = 160
    assert not tries.too_many


def guess(app: Flask, number: str) -> Person:
    """A new visit, and one number."""
    person = Person(app)
    person.press("zh", "mine", "number", *(f"digit:{each}" for each in number))
    return person


def test_after_fifteen_wrong_ones_by_whomever_a_person_has_to_help(
    kiosk: Flask, record: Record, seconds: Seconds
) -> None:
    number = record.requests.submit(record.requests.draft("zh", category="money")).number
    wrong = "1111" if number != "1111" else "2222"
    for _ in range(MOST_WRONG - 1):
        assert guess(kiosk, wrong).look().key == "mine.not_found"
    assert guess(kiosk, number).look().key == "mine.status", "right numbers do not count"
    assert guess(kiosk, wrong).look().key == "help"
    refused = Person(kiosk)
    refused.press("zh", "mine", "number", *(f"digit:{each}" for each in number[:-1]))
    seen = refused.press(f"digit:{number[-1]}")
    assert seen.key == "help", "now not even the right number is told"
    assert load("zh").sentences("mine.too_many")[0] in seen.words
    receipt = record.requests.by_number(number)
    assert receipt is not None
    by_token = Person(kiosk)
    by_token.press("zh", "mine", "token", receipt.colour)
    animals = by_token.look().offered
    assert by_token.press(*(() if receipt.animal in animals else ("more",)), receipt.animal).key == "help"
    seconds.now += 1801
    assert guess(kiosk, number).look().key == "mine.status", "half an hour later it is"
