"""The pre-flight in words for a translator: one line a language, and one a phrase where that is asked; pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from content.ears import Flight

HEAD = ("", "heard by", "phrases", "sentences", "words", "unheard", "not at all")
ANY, NOBODY = "any", "nobody: touch, digits, recordings"
"""What stands for the words of an engine that writes whatever it hears, and for a language without one."""


def table(flights: Iterable[Flight]) -> Iterator[str]:
    """What the ears will hear: how many words they cannot, and how many phrases not at all."""
    rows = [HEAD, *map(_row, flights)]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(HEAD))]
    yield ""
    for row in rows:
        left, right = row[:2], row[2:]
        padded = [each + " " * (width - _width(each)) for each, width in zip(left, widths, strict=False)]
        padded += [each.rjust(width) for each, width in zip(right, widths[2:], strict=True)]
        yield "  ".join(padded).rstrip()


def words_of(flight: Flight) -> Iterator[str]:
    """Each phrase, and the words of the model that its longest sentence is made of."""
    yield ""
    for template, words in flight.cut:
        yield f"{template}  →  {' · '.join(words) or '(cannot be heard)'}"
    if not flight.cut:
        told = "writes whatever it hears: nothing is cut" if flight.engine else "has no ear here"
        yield f"{flight.language} {told}."


def _row(flight: Flight) -> Sequence[str]:
    if not flight.engine:
        return (flight.language, NOBODY, str(flight.phrases), "–", "–", "–", "–")
    whole = len({each.template for each in flight.deaf if each.whole})
    words = ANY if flight.words is None else str(flight.words)
    counts = (flight.phrases, flight.sentences)
    return (flight.language, flight.engine, *map(str, counts), words, str(len(flight.deaf)), str(whole))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)
