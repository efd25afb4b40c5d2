"""What the file says about voice letters: who, when, how it stands; never what was said; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from admin import times
from admin.words import Words
from casework.letters.letter import OUT, Letter

MOST = 20


@dataclass(frozen=True)
class LetterLine:
    """One letter."""

    title: str
    aside: str
    unreached: bool
    """Whether a link would let the relative hear it."""


def lines(letters: Sequence[Letter], open_ones: Sequence[Letter], now: datetime, words: Words) -> list[LetterLine]:
    """The newest first. ``open_ones``: those among them that may be heard just now."""
    heard = {each.id for each in open_ones}
    return list(_lines(letters[:MOST], heard, now, words))


def _lines(letters: Sequence[Letter], heard: set[str], now: datetime, words: Words) -> Iterator[LetterLine]:
    for each in letters:
        told = {"name": each.name, "length": times.clock(each.seconds)}
        title = words.say("letters.to", **told) if each.way == OUT else words.say("letters.from", **told)
        asides = [times.moment(each.at, now, words), _state(each, now, words)]
        if each.id not in heard:
            asides.append(words.say("letters.closed"))
        yield LetterLine(title, " · ".join(asides), each.state == "kept" and each.id in heard)


def _state(letter: Letter, now: datetime, words: Words) -> str:
    if letter.heard_at is not None:
        return words.say("letters.state.heard", when=times.moment(letter.heard_at, now, words))
    if letter.state == "kept":
        return words.say("letters.state.kept", name=letter.name)
    return words.say("letters.state.sent") if letter.way == OUT else words.say("letters.state.waiting")
