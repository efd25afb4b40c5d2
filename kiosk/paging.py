"""Cuts what is told into pages that fit the smallest kiosk screen, whole sentences first; pure, draws nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

Told = tuple[str, str]
"""The picture that stands beside a sentence, and the sentence."""

LINE = 46
"""Latin letters in a line; a Chinese character or Korean syllable takes the room of two."""
LINES = 6
"""Lines on a page (1280×800 is the smallest screen)."""
WIDE = 0x1100
"""Hangul and Chinese characters, which start here, are twice as wide as Latin letters."""
ENDS = re.compile(r"(?<=[。！？…])(?![。！？…”’」』）])|(?<=[.!?])\s+|\n+")
"""Where a sentence ends."""
BREATHS = re.compile(r"(?<=[，、；：])|(?<=[,;:])\s+")
"""Where a speaker breathes."""


def width(text: str) -> int:
    """How much room a text takes, in Latin letters."""
    return sum(2 if ord(letter) >= WIDE else 1 for letter in text)


def lines(text: str) -> int:
    """How many lines a sentence takes at most."""
    return max(1, -(-width(text) // LINE))


def sentences(text: str) -> tuple[str, ...]:
    """What somebody wrote, as sentences; long ones are cut where a speaker breathes, or anywhere."""
    found = [each.strip() for each in ENDS.split(text) if each and each.strip()]
    return tuple(part for each in found for part in _short(each))


def rows(text: str) -> tuple[str, ...]:
    """What somebody wrote as rows of one or two lines: short sentences share one, so that a page holds more."""
    found: list[str] = []
    for each in sentences(text):
        joined = f"{found[-1]}{_glue(found[-1])}{each}" if found else ""
        if joined and width(joined) <= 2 * LINE:
            found[-1] = joined
        else:
            found.append(each)
    return tuple(found)


def _glue(before: str) -> str:
    """Chinese is written without spaces."""
    return " " if ord(before[-1]) < WIDE else ""


def pages(told: Sequence[Sequence[Told]]) -> tuple[tuple[Told, ...], ...]:
    """Fill page after page with sentences in their order; there is always one page.

    Each inner sequence is told in one breath, e.g. who speaks and the first thing they say: it is never torn apart
    as long as it fits on one page.
    """
    found: list[tuple[Told, ...]] = []
    for group in told:
        for part in _fitting(group):
            if found and _height((*found[-1], *part)) <= LINES:
                found[-1] = (*found[-1], *part)
            else:
                found.append(part)
    return tuple(found) or ((),)


def _fitting(group: Sequence[Told]) -> Iterator[tuple[Told, ...]]:
    if _height(group) <= LINES:
        yield tuple(group)
    else:
        yield from ((each,) for each in group)


def _height(told: Sequence[Told]) -> int:
    return sum(lines(text) for _, text in told)


def _short(sentence: str) -> Iterator[str]:
    """The sentence, or its parts of less than half a page."""
    most = LINE * LINES // 2
    if width(sentence) <= most:
        yield sentence
        return
    part = ""
    for piece in (each for breath in BREATHS.split(sentence) for each in _cut(breath, most)):
        if part and width(part) + width(piece) + 1 > most:
            yield part
            part = ""
        part += (_glue(part) if part else "") + piece
    if part:
        yield part


def _cut(breath: str, most: int) -> Iterator[str]:
    """A breath that is too long by itself, cut between words or, where there are none, between letters."""
    while width(breath) > most:
        fits = sum(1 for each in accumulate(map(width, breath)) if each <= most)
        space = breath.rfind(" ", 1, fits + 1)
        end = space if space > 0 else fits
        yield breath[:end].strip()
        breath = breath[end:].strip()
    if breath:
        yield breath
