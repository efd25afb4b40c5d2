"""A figure in the words of the panel: its table, its picture, and the sentence that tells it; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from admin.drawing import Bar, Part, bars
from admin.words import Words
from casework.figures.figure import Figure, Line

MOST_PARTS = 5
"""More columns than this are drawn as one bar; the table has them all."""
BY_REASON = ("kinds", "unmet")
BY_MONTH = ("months", "words", "contact")


@dataclass(frozen=True)
class ShownLine:
    """One line of the table."""

    name: str
    cells: Sequence[str]


@dataclass(frozen=True)
class ShownFigure:
    """Everything the page, the file and the book print of one figure."""

    name: str
    title: str
    about: str
    """What is counted, and how it is meant."""
    head: str
    """What the lines are."""
    columns: Sequence[str]
    lines: Sequence[ShownLine]
    total: Sequence[str]
    """Empty where the lines may not be added up."""
    picture: Markup
    legend: Sequence[tuple[int, str]]
    """Number and word of each part; empty where a bar has one."""
    middle: str
    """How long the middle one waited; else empty."""
    empty: bool

    @property
    def table(self) -> list[list[str]]:
        """Heads, lines and sum, as a file has them."""
        told = [[self.head, *self.columns], *([each.name, *each.cells] for each in self.lines)]
        return [*told, list(self.total)] if self.total else told


def shown(figure: Figure, words: Words) -> ShownFigure:
    """The figure for that language."""
    several = len(figure.columns) > 1
    columns = [_column(each, figure, words) for each in figure.columns]
    lines = [_line(each, figure, words, several) for each in figure.lines]
    total: list[str] = []
    if figure.summed and len(figure.lines) > 1:
        whole = [None if None in figure.total else sum(each or 0 for each in figure.total)] if several else []
        total = [
            words.say("figures.together"),
            *(_cell(each, words, "figures.not_told") for each in (*figure.total, *whole)),
        ]
    title = words.say(f"figures.{figure.name}.title")
    together = [words.say("figures.together")] if several else []
    drawn = [_bar(each, figure, words, columns) for each in figure.lines]
    told = words.say("figures.stop").join(f"{each.name}: {each.number}" for each in drawn)
    return ShownFigure(
        name=figure.name,
        title=title,
        about=words.say(f"figures.{figure.name}.about"),
        head=words.say(f"figures.{figure.name}.head"),
        columns=[*columns, *together],
        lines=lines,
        total=total,
        picture=Markup() if figure.empty else bars(f"figure-{figure.name}", title, told, drawn),
        legend=list(enumerate(columns)) if 1 < len(columns) <= MOST_PARTS else [],
        middle="" if figure.middle is None else words.say("figures.middle", length=_length(figure.middle, words)),
        empty=figure.empty,
    )


def _line(line: Line, figure: Figure, words: Words, several: bool) -> ShownLine:
    cells = [_cell(each, words) for each in line.cells]
    if several:
        cells.append(_cell(line.whole, words, "figures.not_told"))
    return ShownLine(_name(line, figure, words), cells)


def _cell(value: int | None, words: Words, hidden: str = "figures.few") -> str:
    return words.say(hidden) if value is None else str(value)


def _bar(line: Line, figure: Figure, words: Words, columns: Sequence[str]) -> Bar:
    known = sum(each or 0 for each in line.cells)
    if line.whole is not None:
        number = str(known)
    else:
        number = words.say("figures.at_least", n=known) if known else words.say("figures.few")
    name = _name(line, figure, words)
    if len(columns) > MOST_PARTS:
        return Bar(name, [Part(0, known, f"{name}: {number}")], number)
    parts = [
        Part(place, value, f"{name}, {columns[place]}: {value}") for place, value in enumerate(line.cells) if value
    ]
    return Bar(name, parts, number)


def _name(line: Line, figure: Figure, words: Words) -> str:
    if line.name is not None:
        return line.name
    if figure.name in BY_REASON:
        return words.reason(line.key).label
    if figure.name in BY_MONTH:
        year, month = line.key.split("-")
        return words.say("figures.month", year=year, month=words.say(f"times.month.{int(month)}"))
    if figure.name == "overrides":
        return words.say(f"figures.overrides.purpose.{line.key.replace(' ', '_')}")
    return words.say(f"figures.{figure.name}.line.{line.key}")


def _column(key: str, figure: Figure, words: Words) -> str:
    if figure.name == "months":
        return words.reason(key).label
    return words.say(f"figures.column.{key}")


def _length(hours: float, words: Words) -> str:
    if hours < 1:
        return words.say("times.minutes", n=max(1, round(hours * 60)))
    if hours < 48:
        return words.say("times.hours", n=round(hours))
    return words.say("times.days", n=round(hours / 24))
