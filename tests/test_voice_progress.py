"""How soon it is acted upon: at once where nothing can follow, later where more may, never on what was taken back."""

from __future__ import annotations

import pytest

from content.screen import Phrase
from voice.endpoint import Patience, Said
from voice.grammar import Grammar, build
from voice.progress import PAUSE, Progress
from voice.staging import judged
from voice.understanding import Candidate, Heard, Understanding

HELP = build(
    (
        Phrase("command:help", "help [me]"),
        Phrase("choice:papers", "papers"),
        Phrase("choice:listen", "listen [again]"),
        Phrase("command:again", "listen [again]"),
        Phrase("choice:money", "help me with money"),
        Phrase("choice:ill", "i am ill [today]"),
        Phrase("choice:phone", "my phone is broken"),
    ),
    "en",
)
KEYPAD = build(tuple(Phrase(f"digit:{place}", word) for place, word in enumerate(["zero", "one"])), "en", 3)
SPEAKING, QUIET = [0.9] * 30, 0.1
FOUND = Understanding("choice", "ill", (Candidate("choice:ill", 100.0, "i am ill"),), "i am ill", 100.0)


@pytest.mark.parametrize(
    ("text", "grammar", "stage"),
    [
        ("my phone is", HELP, "part"),
        ("my phone is broken", HELP, "decided"),
        ("i am ill", HELP, "open"),
        ("i am ill today", HELP, "decided"),
        ("help me", HELP, "whole"),
        ("papers", HELP, "short"),
        ("listen", HELP, "short"),
        ("one", KEYPAD, "digits"),
        ("one zero one", KEYPAD, "decided"),
    ],
)
def test_what_may_follow_decides_how_long_it_is_waited_for(text: str, grammar: Grammar, stage: Said) -> None:
    assert judged(Heard(text), text, grammar)[0] == stage


def test_what_is_in_doubt_is_never_acted_upon_early() -> None:
    assert judged(Heard("my phone is broken", confidence=0.7), "my phone is broken", HELP) == ("whole", None)
    assert judged(Heard(""), "", HELP) == ("part", None)


def test_what_was_heard_freely_need_not_be_our_sentence_to_the_letter() -> None:
    assert judged(Heard("my phone is broke"), "my phone is broke", HELP)[0] == "whole"


def test_a_sentence_that_only_fits_because_it_must_is_waited_for_as_half_a_one() -> None:
    assert judged(Heard("my phone is broken"), "my phone", HELP) == ("part", None)


def progressed(stage: Said, pause: float) -> Progress:
    """Somebody spoke; the ear answers in the first pause; then it stays quiet for so long."""
    progress = Progress(Patience())
    progress.hear(SPEAKING)
    progress.hear([QUIET] * 2)
    progress.told({"said": stage, "found": FOUND.as_data()}, progress.pause)
    progress.hear([QUIET] * round(pause / 0.032 - 2))
    return progress


def test_a_sentence_that_is_over_needs_no_further_sound_to_be_known_for_it() -> None:
    progress = progressed("decided", 0.064)
    assert progress.endpoint.ending == "", "the ear answered after the last window"
    progress.reconsider()
    assert progress.endpoint.ending == "spoken"
    other = progressed("open", 0.064)
    other.reconsider()
    assert other.endpoint.ending == ""


@pytest.mark.parametrize(
    ("stage", "waits", "ends"),
    [("decided", 0.064, 0.1), ("open", 0.2, 0.26), ("short", 0.3, 0.4), ("whole", 0.75, 0.85), ("part", 2.4, 2.55)],
)
def test_the_silence_that_is_waited_for(stage: Said, waits: float, ends: float) -> None:
    assert progressed(stage, waits).endpoint.ending == ""
    assert progressed(stage, ends).endpoint.ending == "spoken"
    assert progressed(stage, ends).decided == FOUND


def test_what_was_decided_in_a_pause_counts_no_more_when_somebody_speaks_on() -> None:
    progress = progressed("open", 0.2)
    assert progress.pause is not None
    progress.hear(SPEAKING)
    assert (progress.pause, progress.decided, progress.said) == (None, None, "whole")
    progress.hear([QUIET] * 20)  # an answer that comes late is about the sentence before
    assert progress.endpoint.ending == ""
    assert progress.endpoint.quiet > PAUSE
