"""The numbers that every screen must meet, and what was measured against them; opens no browser."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

ROUNDING = 0.02
"""Browsers lay out in 64ths of a pixel."""


@dataclass(frozen=True)
class Rule:
    """One number that every screen must meet."""

    what: str
    limit: float
    unit: str = ""
    least: bool = True
    """Whether the limit is the least that is allowed, or the most."""
    of: str = ""
    """Where the number comes from."""

    def broken(self, value: float) -> bool:
        """Whether that value does not do."""
        return value < self.limit - ROUNDING if self.least else value > self.limit + ROUNDING

    def worse(self, one: float, other: float) -> bool:
        """Whether the one is nearer to the limit, or further beyond it."""
        return one < other if self.least else one > other


RULES = {
    "choices": Rule("choices on a screen", 6, least=False, of="mission, principle 1"),
    "target": Rule("choices and keys, shorter side", 20, "mm", of="own floor"),
    "dp": Rule("choices and keys, shorter side", 60, "px", of="MIIT 67/2021 annex 2"),
    "other": Rule("every other button, shorter side", 44, "px", of="WCAG 2.5.5"),
    "spacing": Rule("from a button to the nearest other", 2, "mm", of="MIIT 67/2021"),
    "capitals": Rule("height of capitals", 4.8, "mm", of="ADA 707.5"),
    "text contrast": Rule("contrast of text, both themes", 7, ":1", of="WCAG 1.4.6"),
    "letter contrast": Rule("contrast of letters drawn as pictures", 4.5, ":1", of="WCAG 1.4.6"),
    "border contrast": Rule("contrast of borders and rings, both themes", 3, ":1", of="WCAG 1.4.11"),
    "icon contrast": Rule("contrast of pictograms' outlines, both themes", 3, ":1", of="WCAG 1.4.11"),
    "picture": Rule("picture on a choice", 10, "mm", of="own floor"),
    "length": Rule("length of a line (40 Chinese, 80 Latin characters)", 40, "em", least=False, of="WCAG 1.4.8"),
    "height": Rule("height of a line", 1.5, "em", of="WCAG 1.4.8"),
    "paragraph": Rule("from paragraph to paragraph, of a line's height", 1.5, "×", of="WCAG 1.4.8"),
    "justified": Rule("justified texts", 0, least=False, of="WCAG 1.4.8"),
    "cut": Rule("letters beyond their card", 1, "px", least=False, of="no truncation"),
    "truncated": Rule("texts cut short", 0, least=False, of="no truncation"),
    "torn": Rule("words torn in two by a line's end", 0, least=False, of="no truncation"),
    "scrolls": Rule("screen beyond the glass", 0, "px", least=False, of="no overflow"),
    "overlap": Rule("parts lying on one another", 1, "px", least=False, of="no overflow"),
    "badge": Rule("digit lying on a picture", 0, "px", least=False, of="no overflow"),
    "focus": Rule("ring around what has the focus", 4, "px", of="WCAG 2.4.7, 2.4.13"),
    "moves": Rule("things that move by themselves", 0, least=False, of="WCAG 2.2.2, MIIT 2.3"),
    "place": Rule("home, back, microphone, again, help out of place", 1, "px", least=False, of="WCAG 3.2.6"),
    "axe": Rule("violations found by axe-core", 0, least=False, of="WCAG 2.2 A to AAA, as far as machines can"),
}


@dataclass(frozen=True)
class Seen:
    """One value of one rule on one screen."""

    rule: str
    value: float
    where: str
    what: str


@dataclass
class Findings:
    """The worst of every rule, and everything that breaks one."""

    worst: dict[str, Seen] = field(default_factory=dict)
    broken: list[Seen] = field(default_factory=list)
    measured: Counter[str] = field(default_factory=Counter)
    places: dict[str, list[int]] = field(default_factory=dict)

    def add(self, rule: str, value: float, where: str, what: str) -> None:
        """Take one value in."""
        seen, told = Seen(rule, value, where, what), RULES[rule]
        self.measured[rule] += 1
        if rule not in self.worst or told.worse(value, self.worst[rule].value):
            self.worst[rule] = seen
        if told.broken(value):
            self.broken.append(seen)

    def take(self, rows: Iterable[list[Any]], where: str, frame: str) -> None:
        """The rows of one screen; ``frame`` names what has its buttons in the same place everywhere."""
        for rule, value, what in rows:
            if str(rule).startswith("place "):
                first = self.places.setdefault(f"{frame} {rule}", value)
                self.add("place", max(abs(a - b) for a, b in zip(first, value, strict=True)), where, str(rule)[6:])
            else:
                self.add(str(rule), float(value), where, str(what))

    def join(self, other: Findings) -> None:
        """Take in what was found of other screens."""
        for rule, seen in other.worst.items():
            if rule not in self.worst or RULES[rule].worse(seen.value, self.worst[rule].value):
                self.worst[rule] = seen
        self.broken += other.broken
        self.measured += other.measured
