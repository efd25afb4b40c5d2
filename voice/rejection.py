"""Whether a recogniser's words were said at all: its path against a free loop of phones. Pure; no recogniser here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

CURVE = ((19.0, 1.0), (24.0, 0.75), (29.0, 0.6), (39.0, 0.2), (49.0, 0.0))
"""Points a frame by which the free loop explains the sound better, and how sure the words then still are. Orders of
real speakers heard right: 4 to 19, single short words up to 30; other sentences and languages: 27 to 60."""
LEAST_COVERED = 0.45
"""Share of the spoken frames that the words must lie over; less, and most of what was said is something else."""


@dataclass(frozen=True)
class Piece:
    """A stretch of 10 ms frames under one word or phone."""

    word: str
    first: int
    last: int
    score: float
    """Acoustic score of the whole stretch, in the recogniser's logarithms; higher is better."""

    @property
    def spoken(self) -> bool:
        """Neither silence nor a filler."""
        return not self.word.startswith(("<", "[", "(", "+", "SIL"))

    @property
    def frames(self) -> int:
        """How long."""
        return self.last - self.first + 1


def confidence(words: Sequence[Piece], phones: Sequence[Piece]) -> float:
    """How sure, 0 to 1, that the words were said; 0.75 lies where the two kinds part best."""
    spoken = [each for each in words if each.spoken]
    if not spoken or not phones:
        return 0.0
    covered = min(1.0, coverage(spoken, phones) / LEAST_COVERED)
    return on_curve(distance(words, phones)) * covered


def coverage(words: Sequence[Piece], phones: Sequence[Piece]) -> float:
    """Share of what the phone loop takes for speech that lies under the words."""
    first, last = words[0].first, words[-1].last
    said = sum(each.frames for each in phones if each.spoken)
    under = sum(max(0, min(last, each.last) - max(first, each.first) + 1) for each in phones if each.spoken)
    return under / said if said else 0.0


def distance(words: Sequence[Piece], phones: Sequence[Piece]) -> float:
    """Points a frame that the phones score above the words: over the words, or over all speech if that is more.

    Speech that the words leave to silence counts: a sentence could otherwise hide strange words in a pause.
    """
    frames = max(each.last for each in (*words, *phones)) + 1
    ours, theirs = _by_frame(words, frames), _by_frame(phones, frames)
    named = {at for each in words if each.spoken for at in range(each.first, each.last + 1)}
    said = named | {at for each in phones if each.spoken for at in range(each.first, each.last + 1)}
    return max(sum(theirs[at] - ours[at] for at in span) / len(span) for span in (named, said) if span)


def _by_frame(pieces: Sequence[Piece], frames: int) -> list[float]:
    found = [0.0] * frames
    for each in pieces:
        found[each.first : each.last + 1] = [each.score / each.frames] * each.frames
    return found


def on_curve(span: float, curve: Sequence[tuple[float, float]] = CURVE) -> float:
    """How sure it still is so far away, between the points of the curve."""
    if span <= curve[0][0]:
        return curve[0][1]
    for (low, high_value), (high, low_value) in pairwise(curve):
        if span <= high:
            return high_value + (low_value - high_value) * (span - low) / (high - low)
    return 0.0
