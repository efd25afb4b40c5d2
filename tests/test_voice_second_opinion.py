"""The thorough ear: it hears our sentences through a kitchen, weighs them against free speech, spells them."""

from __future__ import annotations

import json
from functools import lru_cache

import numpy as np
import pytest

from content.screen import Phrase
from tests.spoken import english, noise
from voice import whisper_files
from voice.grammar import Grammar, build
from voice.understanding import Heard
from voice.weighing import apart, once, weighed
from voice.whisper.ear import LONGEST, WhisperEar, parted
from voice.whisper.reading import Reading
from voice.whisper.spelling import Speller, writings


def grammar(*templates: str, language: str = "en") -> Grammar:
    return build(tuple(Phrase(f"choice:{number}", each) for number, each in enumerate(templates)), language)


HELP = grammar("i am ill", "i have no money", "my phone is broken", "i need a doctor (today|at twelve)", "money")


@lru_cache(maxsize=1)
def ear() -> WhisperEar:
    return WhisperEar("en")


@lru_cache(maxsize=1)
def speller() -> Speller:
    return Speller(json.loads(whisper_files.files("en")["vocabulary.json"]))


def drowned(sound: bytes, loudness: float) -> bytes:
    """With so much white noise over it."""
    samples = np.frombuffer(sound, "<i2").astype(np.float32)
    loud = np.frombuffer(noise(len(samples) / 16_000 + 1, loudness), "<i2")[: len(samples)]
    return bytes(np.clip(samples + loud, -32768, 32767).astype("<i2").tobytes())


@pytest.mark.parametrize("said", ["i have no money", "i need a doctor at twelve"])
def test_a_sentence_is_heard_in_loud_noise(said: str) -> None:
    found = ear().hear(drowned(english(said), 900), HELP)
    assert found.sentences[0][0] == said
    assert found.likely - found.sentences[0][1] < 3


def test_what_is_no_sentence_of_the_screen_is_far_likelier_when_heard_freely() -> None:
    found = ear().hear(english("Would you like some coffee?"), HELP)
    assert "coffee" in found.free
    assert not found.sentences or found.likely - found.sentences[0][1] > 9


def test_a_thought_that_nobody_waits_for_is_given_up() -> None:
    assert ear().hear(english("i am ill"), HELP, given_up=lambda: True).sentences == ()


def test_an_empty_grammar_is_only_heard_freely() -> None:
    found = ear().hear(english("my phone is broken"), grammar())
    assert found.sentences == ()
    assert "phone is broken" in found.free


def test_a_long_recording_is_cut_in_its_pauses() -> None:
    sound = noise(60.0, 3000)
    quiet = 18 * 32_000
    sound = sound[:quiet] + bytes(3200) + sound[quiet + 3200 :]
    pieces = parted(sound)
    assert b"".join(pieces) == sound
    assert len(pieces[0]) == quiet
    assert all(len(each) <= LONGEST * 32_000 for each in pieces)


def test_words_are_spelled_as_the_network_learned_them() -> None:
    for text in (" triple", " twelve", " I'd", "胸", "重庆", " café"):
        assert speller().text(speller().tokens(text)) == text
    assert len(speller().tokens(" twelve")) == 1


def test_a_word_may_be_written_large_in_figures_or_tied_to_the_one_before() -> None:
    assert writings("twelve", first=False) == [" twelve", " 12", " Twelve", "-twelve", "-12"]
    assert writings("twelve", first=True) == [" twelve", " 12", " Twelve"]


def test_sentences_without_spaces_are_spelled_character_by_character_or_more_at_once() -> None:
    spelled = speller().spelled(grammar("我生病了", language="zh"))
    token = speller().token("我")
    assert token in spelled.arcs[0]
    assert spelled.text(("我", "生", "病", "了")) == "我生病了"


def test_the_sentence_on_which_both_ears_agree_wins_a_narrow_race() -> None:
    ways = (("make me a mocha", -8.3), ("make me a mocha with sweetener and soy milk", -9.2))
    reading = Reading(ways, "Make me a mojave, sweetener and sorma", -7.0)
    assert weighed(reading, Heard("make me a mocha with sweetener and skim milk"), HELP).text.endswith("soy milk")
    assert weighed(reading, Heard("make me a mocha"), HELP).text == "make me a mocha"


def test_a_sentence_that_is_far_less_likely_than_free_speech_is_not_believed() -> None:
    near, far = Reading((("money", -2.0),), "Money", -1.0), Reading((("money", -14.0),), "Honey", -1.0)
    assert weighed(near, Heard("money"), HELP).confidence == 1.0
    assert weighed(far, Heard("money"), HELP).confidence < 0.5
    assert weighed(Reading((), "Honey", -1.0), Heard("money"), HELP) == Heard("", dictation="Honey", confidence=0.7)


def test_a_sentence_that_the_free_reading_says_over_and_over_counts_once() -> None:
    assert once("my phone is broken my phone is broken my phone") == "my phone is broken"
    assert once("my phone is broken") == "my phone is broken"


def test_two_meanings_that_come_as_near_are_both_asked_back() -> None:
    reading = Reading((("i am ill", -2.0), ("money", -2.5)), "i am ill", -1.5)
    found = weighed(reading, Heard(""), HELP)
    assert (found.text, found.alternatives) == ("i am ill", ("money",))
    assert found.confidence < 0.75


def test_a_short_sentence_does_not_pass_for_long_speech() -> None:
    reading = Reading((("one", -6.0),), "The quick brown fox jumps over the lazy dog", -3.0)
    assert weighed(reading, Heard("one"), HELP).confidence < 0.6
    figures = Reading((("i need a doctor at twelve", -3.0),), "I need a doctor at 12", -2.0)
    assert weighed(figures, Heard(""), HELP).confidence == 1.0


def test_only_a_sentence_unlike_all_others_is_taken_from_the_quick_ear_alone() -> None:
    close = grammar("i have money", "i have honey", "my phone is broken")
    assert apart("my phone is broken", close)
    assert not apart("i have money", close)
    assert not apart("something else", close)


def test_a_sentence_in_another_language_is_not_taken_for_one_of_its_own_however_alike_in_meaning() -> None:
    foreign = Reading((("i am sick", -8.1),), "Mom is sick", -4.2, own=0.32)
    own = Reading((("i am sick", -8.1),), "I am sick", -4.2, own=0.99)
    grammar = build((Phrase("choice:ill", "i am sick"),), "en")
    assert weighed(foreign, Heard("money", confidence=0.4), grammar) == Heard("", confidence=0.0)
    assert weighed(own, Heard("money", confidence=0.4), grammar).text == "i am sick"


def test_of_a_single_word_that_both_heard_the_language_cannot_be_told() -> None:
    reading = Reading((("two", -2.3),), "2 2 2 2 2 2", -6.3, own=0.16)
    grammar = build((Phrase("digit:2", "two"), Phrase("digit:1", "one")), "en")
    assert weighed(reading, Heard("two", confidence=0.92), grammar) == Heard("two", confidence=1.0)
    assert weighed(reading, Heard("two", confidence=0.6), grammar).text == ""


def test_a_free_reading_that_found_no_end_says_nothing_against_a_word_that_both_heard() -> None:
    reading = Reading((("stop", -4.6), ("four", -9.1)), "star star star star star star", -5.0)
    grammar = build((Phrase("command:stop", "stop"), Phrase("digit:4", "four")), "en")
    assert weighed(reading, Heard("stop", confidence=0.73), grammar).confidence == 1.0
    assert weighed(reading, Heard("stop", confidence=0.4), grammar).confidence < 0.75
    assert weighed(reading, Heard("four", confidence=0.9), grammar).confidence < 0.75
