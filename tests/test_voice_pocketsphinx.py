"""PocketSphinx on natural speech: our sentences are understood; noise, other words and languages are refused."""

from __future__ import annotations

from functools import lru_cache

import pytest

import content
from content.screen import Phrase
from tests.spoken import english, korean, noise
from voice import whisper_files
from voice.engine import Engine
from voice.engine_pocketsphinx import PocketSphinxEngine
from voice.engine_scripted import ScriptedEngine
from voice.grammar import Grammar, build, of_screen
from voice.matching import understand
from voice.rejection import Piece, confidence, coverage, distance
from voice.understanding import Dictation, Heard, Understanding

TEMPLATES = {
    "choice:ill": ("[i am|i feel|somebody is] (ill|sick)", "i need a doctor", "my (head|chest|leg) hurts"),
    "choice:money": ("[it is about] money", "i have no money"),
    "choice:phone": ("[my] phone", "my phone is broken"),
    "choice:papers": ("papers", "i lost my identity card"),
    "digit:1": ("[number] one",),
    "digit:2": ("[number] two",),
    "digit:3": ("[number] three",),
    "command:back": ("[go] back",),
    "command:help": ("help [me]",),
    "command:again": ("[say that] again",),
}
GRAMMAR = build(tuple(Phrase(meaning, each) for meaning, ways in TEMPLATES.items() for each in ways), "en")


@lru_cache(maxsize=1)
def engine() -> PocketSphinxEngine:
    return PocketSphinxEngine()


def heard(sound: bytes, grammar: Grammar = GRAMMAR, by: Engine | None = None) -> Heard:
    listener = by or engine()
    listener.begin(grammar)
    for start in range(0, len(sound), 3200):
        listener.accept(sound[start : start + 3200])
    return listener.result()


def understood(sound: bytes, grammar: Grammar = GRAMMAR) -> Understanding:
    return understand(heard(sound, grammar), grammar)


@pytest.mark.parametrize(
    ("said", "outcome", "key"),
    [
        ("I am ill", "choice", "ill"),
        ("I need a doctor", "choice", "ill"),
        ("My chest hurts", "choice", "ill"),
        ("It is about money", "choice", "money"),
        ("My phone is broken", "choice", "phone"),
        ("I lost my identity card", "choice", "papers"),
        ("number three", "digit", "3"),
        ("number one", "digit", "1"),
        ("go back", "command", "back"),
        ("help me", "command", "help"),
        ("say that again", "command", "again"),
    ],
)
def test_natural_speech_is_understood(said: str, outcome: str, key: str) -> None:
    found = understood(english(said))
    assert (found.outcome, found.key) == (outcome, key)


@pytest.mark.parametrize("said", ["I am ill", "go back", "number three"])
def test_so_it_is_among_the_sentences_of_a_real_screen(said: str) -> None:
    found = understood(english(said), of_screen(content.load("en").screen("help")))
    assert (found.outcome, found.key) == {
        "I am ill": ("choice", "ill"),
        "go back": ("command", "back"),
        "number three": ("digit", "3"),
    }[said]


@pytest.mark.parametrize(
    "said",
    [
        "Where is the train station?",
        "Would you like some coffee?",
        "What a lovely morning it is.",
        "Yesterday we went to the cinema.",
        "The quick brown fox jumps over the lazy dog.",
        "television",
        "banana",
    ],
)
def test_other_words_are_refused(said: str) -> None:
    assert understood(english(said)).outcome == "nothing"


@pytest.mark.parametrize("said", ["도와주세요", "몸이 아파요", "커피 한 잔 주세요"])
def test_another_language_is_refused(said: str) -> None:
    assert understood(korean(said)).outcome == "nothing"


def test_silence_is_nothing_and_spoils_nothing() -> None:
    for _ in range(3):
        assert understood(bytes(64_000)).outcome == "nothing"
    assert understood(english("I am ill")).key == "ill"


def test_words_that_nobody_pronounces_are_named_and_the_rest_works() -> None:
    grammar = build((Phrase("choice:ill", "i am (ill|xqzzt)"), Phrase("choice:pay", "wechat")), "en")
    assert engine().begin(grammar) == ("xqzzt",)  # wechat is guessed from we and chat
    assert understood(english("I am ill"), grammar).key == "ill"
    assert understood(english("we chat"), grammar).key == "pay"


def test_a_grammar_of_unknown_words_only_hears_nothing_and_does_not_crash() -> None:
    grammar = build((Phrase("choice:it", "xqzzt"),), "en")
    assert engine().begin(grammar) == ("xqzzt",)
    assert understood(english("I am ill"), grammar).outcome == "nothing"


def test_many_grammars_after_another_do_not_mix() -> None:
    for word in (
        "one",
        "two",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "red",
        "green",
        "blue",
        "white",
    ):
        assert engine().begin(build((Phrase(f"choice:{word}", word),), "en")) == ()
    assert understood(english("number three")).key == "3"


def test_dictation_hears_free_words_and_makes_none_up_in_silence() -> None:
    found = engine().dictate(english("Where is the train station?"))
    assert "train station" in found.text
    assert 0 < found.confidence <= 1
    assert engine().dictate(noise(2.0, 300)) == Dictation("", 0.0, "whisper")


def test_without_the_second_ear_dictation_is_humble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whisper_files, "packed", lambda: False)
    alone = PocketSphinxEngine()
    found = alone.dictate(english("Where is the train station?"))
    assert "train station" in found.text
    assert 0 < found.confidence < 0.5
    assert understand(heard(english("My phone is broken"), by=alone), GRAMMAR).key == "phone"


@pytest.fixture(params=["pocketsphinx", "scripted"])
def contracted(request: pytest.FixtureRequest) -> Engine:
    return engine() if request.param == "pocketsphinx" else ScriptedEngine("en", ["number three"])


def test_contract_hears_the_sentence(contracted: Engine) -> None:
    assert heard(english("number three"), by=contracted).text == "number three"


def test_contract_partial_grows_while_speaking(contracted: Engine) -> None:
    contracted.begin(GRAMMAR)
    assert contracted.partial() == ""
    contracted.accept(english("number three"))
    assert "number" in contracted.partial()
    assert contracted.result().text == "number three"


def test_contract_silence_and_nothing_begun_give_nothing(contracted: Engine) -> None:
    assert understand(heard(bytes(32_000), by=contracted), GRAMMAR).outcome == "nothing"
    assert contracted.result() == Heard("")
    contracted.accept(english("number three"))
    assert contracted.partial() == ""
    assert contracted.result() == Heard("")


def test_contract_an_empty_grammar_hears_nothing(contracted: Engine) -> None:
    assert heard(english("number three"), build((), "en"), by=contracted).text == ""


def test_contract_odd_bytes_and_pieces_of_any_length(contracted: Engine) -> None:
    sound = english("number three")
    contracted.begin(GRAMMAR)
    for start in range(0, len(sound), 10_000):
        contracted.accept(sound[start : start + 10_000])
    contracted.accept(b"\0")
    contracted.accept(b"")
    assert contracted.result().text == "number three"


def test_contract_a_new_turn_forgets_the_old_one(contracted: Engine) -> None:
    contracted.begin(GRAMMAR)
    contracted.accept(english("I am ill"))
    assert understand(heard(bytes(32_000), by=contracted), GRAMMAR).outcome == "nothing"


def test_whoever_speaks_on_after_a_whole_sentence_is_heard_from_the_beginning() -> None:
    first, rest = english("my phone", after=0.3), english("is broken", before=0.3)
    engine().begin(GRAMMAR)
    engine().accept(first)
    engine().pause(0.25, len(first) / 32_000 - 0.3)
    assert engine().partial() == "my phone"
    assert engine()._quick.heard().text == "my phone"
    engine().accept(bytes(9_600), speech=False)
    assert engine().partial() == "my phone", "silence changes nothing"
    engine().accept(rest)
    engine().accept(b"")
    assert engine().partial().startswith("my phone is")
    assert engine().result().text == "my phone is broken"


def test_a_long_sentence_is_heard_again_bit_by_bit() -> None:
    engine().begin(GRAMMAR)
    engine().accept(bytes(220_000))
    engine()._quick.heard()
    engine().accept(english("go back"))
    looks = 0
    while engine().working and looks < 20:
        engine().accept(b"", speech=False)
        looks += 1
    assert 0 < looks < 20
    assert engine().result().text == "go back"


def test_rejection_weighs_words_against_phones() -> None:
    words = [Piece("<sil>", 0, 9, -10), Piece("ill", 10, 19, -100), Piece("<sil>", 20, 29, -10)]
    near = [Piece("SIL", 0, 9, -10), Piece("IH", 10, 14, -25), Piece("L", 15, 19, -25), Piece("SIL", 20, 29, -10)]
    far = [Piece("SIL", 0, 9, -10), Piece("K", 10, 14, 200), Piece("AO", 15, 19, 200), Piece("SIL", 20, 29, -10)]
    assert distance(words, near) == 5
    assert confidence(words, near) == 1.0
    assert confidence(words, far) < 0.6


def test_rejection_wants_the_words_to_cover_what_was_said() -> None:
    words = [Piece("ill", 0, 9, 0)]
    phones = [Piece("IH", 0, 9, 0), Piece("K", 10, 99, 0)]
    assert coverage(words, phones) == 0.1
    assert confidence(words, phones) < 0.6
    assert confidence([], phones) == confidence(words, []) == 0.0


def test_where_the_second_ear_has_no_time_to_think_it_is_asked_back_not_acted_upon(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("voice.engine_pocketsphinx.SURE", 1.1)  # the quick ear is never sure enough alone
    monkeypatch.setattr("voice.engine_pocketsphinx.DOUBTFUL", (0.0, 1.1))  # and always in doubt
    monkeypatch.setattr("voice.second_opinion.PATIENCE", (0.0, 0.0))
    assert understood(english("I am ill.")).outcome != "choice"
