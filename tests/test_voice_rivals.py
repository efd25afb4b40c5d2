"""How near a sentence comes to one of another meaning: counted in the automaton as sentence by sentence."""

from __future__ import annotations

import numpy as np
import pytest
from rapidfuzz.distance import Indel

from content.screen import Phrase
from voice.grammar import Grammar, build
from voice.rivals import distance
from voice.vad import SECONDS, WINDOW, clearness
from voice.weighing import QUIET, apart


def grammar(*templates: str, language: str = "en") -> Grammar:
    return build(tuple(Phrase(f"choice:{number}", each) for number, each in enumerate(templates)), language)


SMALL = grammar(
    "(i am|we are) ill [today]", "my phone [does not] ring[s]", "[please] call my (son|sister)", "call me a doctor"
)
CHINESE = grammar("我(不舒服|生病了)", "我手机坏了", "给(儿子|女儿)打电话", language="zh")


@pytest.mark.parametrize("words", [SMALL, CHINESE])
def test_it_is_the_distance_to_the_nearest_sentence_of_another_meaning(words: Grammar) -> None:
    for each in words.sentences:
        nearest = min(Indel.distance(each.text, one.text) for one in words.sentences if one.meaning != each.meaning)
        assert distance(each.text, words, 99) == nearest, each
        assert distance(each.text, words, nearest - 1) == nearest
        assert distance(each.text, words, 2) == min(3, nearest)


def test_what_means_nothing_or_two_things_is_as_near_as_can_be() -> None:
    assert distance("something else", SMALL, 9) == 0
    assert distance("listen", grammar("listen", "listen [again]"), 9) == 0


def test_millions_of_sentences_need_not_be_listed() -> None:
    sizes = "|".join(f"{a} {b}" for a in ("one", "two", "six", "ten") for b in ("red", "blue", "old", "new"))
    coffee = grammar(f"[({sizes});({sizes});({sizes})] (mocha|iced mocha)", f"[({sizes});({sizes});({sizes})] latte")
    assert not coffee.listable
    assert distance("one red six old ten new mocha", coffee, 20) == Indel.distance("mocha", "latte")


def test_a_word_in_a_long_sentence_is_believed_only_where_nothing_else_is_heard() -> None:
    words = grammar(
        "i would like to have a small light roast mocha", "i would like to have a small light roast latte"
    )
    said = "i would like to have a small light roast mocha"
    assert not apart(said, words)
    assert not apart(said, words, clear=QUIET - 1)
    assert apart(said, words, clear=QUIET)
    near = grammar(said, "i would like to have a small light roast mocca")
    assert not apart(said, near, clear=QUIET)


def test_how_far_a_voice_stands_out_is_told_by_what_is_heard_beside_it() -> None:
    chance = np.random.default_rng(0)
    rest, voice = chance.normal(0, 10, 20 * WINDOW), chance.normal(0, 3000, 30 * WINDOW)
    sound = bytes(np.concatenate([rest, voice, rest[: 2 * WINDOW]]).astype("<i2").tobytes())
    assert clearness(sound, 21 * SECONDS, 50 * SECONDS) == pytest.approx(20 * np.log10(300), abs=1)
    assert clearness(sound[: 4 * WINDOW], 0.0, 2 * SECONDS) == 0.0, "nothing else was heard"
