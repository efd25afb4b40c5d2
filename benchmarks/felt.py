"""What fingers felt on slow hardware, from what the page noted (``slow.js``), as tables; no browser here."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

LATE = float("inf")
"""Nothing came before the next finger."""
PARTS = (("paints", "paint"), ("sounds", "sound"), ("words", "word"), ("screens", "screen"))
HEAD = f"{'':<38} {'must':>6} {'middle':>8} {'worst finger':>13} {'worst once':>11} {'unoptimised':>12} {'ratio':>6}"
LIMITS = (
    ("finger → next paint", "paints", 100.0),
    ("finger → first sound", "sounds", 150.0),
    ("finger → next screen on the glass", "screens", None),
    ("finger → first word of it", "words", None),
)


@dataclass
class Felt:
    """What one walk felt like; times in milliseconds from the finger, one per finger."""

    paints: list[float] = field(default_factory=list)
    """To the next picture on the glass, as the browser counts it: the slower of the finger's coming and going."""
    sounds: list[float] = field(default_factory=list)
    words: list[float] = field(default_factory=list)
    screens: list[float] = field(default_factory=list)
    """To the next screen, on the glass."""
    shift: float = 0.0
    shifted: list[str] = field(default_factory=list)
    weights: dict[str, float] = field(default_factory=dict)
    """Compressed kB of the first page beyond fonts, pictures and sounds, headers included, by kind."""

    @property
    def weight(self) -> float:
        """All of it."""
        return sum(self.weights.values())


def take(felt: Felt, log: dict[str, Any]) -> None:
    """What the page noted, by finger."""
    felt.shift, felt.shifted = log["shift"], log["shifted"]
    for place, tap in enumerate(log["taps"]):
        until = log["taps"][place + 1] if place + 1 < len(log["taps"]) else LATE
        painted = [each[1] for each in log["paints"] if tap - 1 <= each[0] < until - 1]
        felt.paints.append(max(painted, default=0.0))  # browsers tell of nothing below 16 ms
        for name in ("sounds", "words", "screens"):
            getattr(felt, name).append(min((each - tap for each in log[name] if tap <= each < until), default=LATE))


def usual(walks: Sequence[Felt], name: str) -> list[float]:
    """For each finger the median of its walks."""
    return [statistics.median(those) for those in zip(*(getattr(each, name) for each in walks), strict=True)]


def fingers(names: Sequence[str], ours: Sequence[Felt], theirs: Sequence[Felt]) -> Iterator[str]:
    """A line per finger: the median of its walks, and the same unoptimised, as far as that was walked."""
    yield f"{'':<34}" + "".join(f"{head:>8}{'plain':>7}" for _, head in PARTS) + "   ms"
    felt = [tuple(zip_longest(usual(ours, name), usual(theirs, name))) for name, _ in PARTS]
    for told, *pairs in zip(names, *felt, strict=True):
        yield f"{told:<34}" + "".join(
            f"{mine:8.0f}" + (f"{plain:7.0f}" if plain is not None else f"{'–':>7}") for mine, plain in pairs
        )


@dataclass(frozen=True)
class Row:
    """One number of the table."""

    what: str
    unit: str
    limit: float | None
    middle: float
    worst: float
    """Of all fingers, each by the median of its walks; this is what must be kept."""
    once: float
    """The worst that happened at all."""
    theirs: float
    """Median of the unoptimised."""
    beside: float
    """Ours on the same fingers."""

    @property
    def missed(self) -> bool:
        """Whether it is more than allowed."""
        return self.limit is not None and self.worst > self.limit

    def __str__(self) -> str:
        """As a line."""
        must = f"≤ {self.limit:g}" if self.limit is not None else "–"
        ratio = f"{self.theirs / self.beside:.1f}×" if self.beside else "–"
        told = f"{self.what:<38} {must:>6} {self.middle:8.3g} {self.worst:13.3g} {self.once:11.3g}"
        return f"{told} {self.theirs:12.3g} {ratio:>6}  {self.unit}{'  MISSED' if self.missed else ''}"


def table(ours: Sequence[Felt], theirs: Sequence[Felt]) -> list[Row]:
    """The numbers that must be kept, and what else is worth knowing."""
    rows = []
    for what, name, limit in LIMITS:
        felt, plain = usual(ours, name), usual(theirs, name)
        once, beside = max(max(getattr(each, name)) for each in ours), statistics.median(felt[: len(plain)])
        rows.append(
            Row(what, "ms", limit, statistics.median(felt), max(felt), once, statistics.median(plain), beside)
        )
    heavy = max(each.weight for each in ours)
    light = statistics.median(each.weight for each in ours)
    plain_weight = statistics.median(each.weight for each in theirs)
    rows.append(Row("page beyond fonts, pictures, sounds", "kB", 50.0, light, heavy, heavy, plain_weight, light))
    shift, plain_shift = (max(each.shift for each in those) for those in (ours, theirs))
    rows.append(Row("layout shift, whole walk", "", 0.0, shift, shift, shift, plain_shift, shift))
    return rows
