"""What a figure is: lines of numbers under columns, with keys instead of words; pure, drawn elsewhere."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

FEW = 3
"""A number below this, and above nought, could point at somebody: who may not open files reads "fewer than three"."""


@dataclass(frozen=True)
class Line:
    """One line of a figure."""

    key: str
    """A reason, a month (2026-11), a span: the panel has words for it; or the id of a village or worker."""
    cells: tuple[int | None, ...]
    """A number for each column; None: one or two, which this reader is not told."""
    name: str | None = None
    """As the record has it, for villages and workers."""

    @property
    def whole(self) -> int | None:
        """All of its columns together; None when one of them is not told."""
        return None if None in self.cells else sum(each or 0 for each in self.cells)


@dataclass(frozen=True)
class Figure:
    """One table, and the picture that is drawn of it."""

    name: str
    """One word; the panel has a title, an explanation and words for its lines and columns under it."""
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    summed: bool = True
    """Whether the lines may be added up: nobody stands in two of them."""
    middle: float | None = None
    """Where the lines are spans of time: the middle one of all, in hours."""

    @property
    def total(self) -> tuple[int | None, ...]:
        """Every column added up; nothing is told where adding up would tell what is left out."""
        told: list[int | None] = []
        for place in range(len(self.columns)):
            cells = [each.cells[place] for each in self.lines]
            told.append(None if None in cells else sum(each or 0 for each in cells))
        return tuple(told)

    @property
    def empty(self) -> bool:
        """Whether there was nothing at all to count."""
        return all(each == 0 for line in self.lines for each in line.cells)


def counted(
    name: str, columns: Sequence[str], found: Iterable[tuple[str, str]], order: Sequence[str] = (), **more: bool
) -> Figure:
    """A figure of pairs (line, column), each counting one; ``order``: lines that are there even when nobody is."""
    table: dict[str, dict[str, int]] = {each: dict.fromkeys(columns, 0) for each in order}
    for line, column in found:
        cells = table.setdefault(line, dict.fromkeys(columns, 0))
        cells[column] += 1
    lines = tuple(Line(key, tuple(cells.values())) for key, cells in table.items())
    return Figure(name, tuple(columns), lines, **more)


def named(figure: Figure, names: Mapping[str, str]) -> Figure:
    """The lines with the names of villages or workers, the fullest first."""
    lines = [replace(each, name=names.get(each.key)) for each in figure.lines]
    return replace(figure, lines=tuple(sorted(lines, key=lambda each: (-(each.whole or 0), each.name or ""))))


def guarded(figure: Figure) -> Figure:
    """The same without small numbers, for who may not open files."""

    def cell(value: int | None) -> int | None:
        return value if value is None or value == 0 or value >= FEW else None

    lines = tuple(replace(each, cells=tuple(map(cell, each.cells))) for each in figure.lines)
    few = sum(each.whole or 0 for each in figure.lines) < FEW
    return replace(figure, lines=lines, middle=None if few else figure.middle)


def span_of(hours: float, spans: Sequence[tuple[str, float]], beyond: str) -> str:
    """The first span that is long enough; ``spans``: name and hours, the shortest first."""
    return next((name for name, most in spans if hours <= most), beyond)


def middle_of(values: Sequence[float]) -> float | None:
    """The median; None of nothing."""
    told = sorted(values)
    if not told:
        return None
    half = len(told) // 2
    return told[half] if len(told) % 2 else (told[half - 1] + told[half]) / 2


def months_between(found: Iterable[Hashable]) -> tuple[str, ...]:
    """Every month (2026-11) from the first to the last one found, none left out."""
    told = sorted(map(str, found))
    if not told:
        return ()
    year, month = map(int, told[0].split("-"))
    between = []
    while (here := f"{year:04d}-{month:02d}") <= told[-1]:
        between.append(here)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return tuple(between)
