"""How people were understood, as lengths of bars: counts in, picture out; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from admin.places import screen_name
from admin.words import Words
from casework.turns import Count

MODES = ("speech", "touch", "digit")
WAYS = ("understood", "again", "pictures", "human")
"""What became of something spoken, from best to last resort."""
OUTCOMES = {
    **dict.fromkeys(("choice", "command", "digit", "number"), "understood"),
    **dict.fromkeys(("again", "unsure", "nothing", "silence", "unavailable"), "again"),
    "pictures": "pictures",
    "human": "human",
}
"""As the kiosk counts → as it is shown. What is not here (a recording, as the screen asked for) was no question."""
PAGES = ("topic", "listen")
"""Screens that are shown together: their pages differ by what is told, not by how people answer."""


@dataclass(frozen=True)
class Segment:
    """One piece of a bar; places and lengths out of 100."""

    key: str
    word: str
    count: int
    start: float
    length: float

    @property
    def told(self) -> str:
        """For whoever points at it or hears it read."""
        return f"{self.word}: {self.count}"


@dataclass(frozen=True)
class Bar:
    """One line of the picture."""

    name: str
    modes: Sequence[Segment]
    """How they answered; the whole bar is as long as there were answers, against the busiest line."""
    ways: Sequence[Segment]
    """What became of what was spoken; always the whole length, empty where nothing was."""
    total: int
    spoken: int
    understood: int

    @property
    def share(self) -> int | None:
        """Per cent of what was spoken that was understood at once; None where nothing was spoken."""
        return round(100 * self.understood / self.spoken) if self.spoken else None


@dataclass(frozen=True)
class Chart:
    """One language."""

    language: str
    name: str
    whole: Bar
    screens: Sequence[Bar]
    """The busiest first."""


def charts(counts: Iterable[Count], words: Words, told: Mapping[str, Any], order: Sequence[str]) -> tuple[Chart, ...]:
    """A picture for each language in which anybody answered. ``told``: names of screens in the reader's language."""
    found = list(counts)
    spoken_in = {each.language for each in found}
    return tuple(
        _chart(each, [one for one in found if one.language == each], words, told)
        for each in (*order, *sorted(spoken_in - set(order)))
        if each in spoken_in
    )


def _chart(language: str, counts: Sequence[Count], words: Words, told: Mapping[str, Any]) -> Chart:
    rooms: dict[str, list[Count]] = {}
    for each in counts:
        rooms.setdefault(_room(each.screen), []).append(each)
    most = max(sum(each.times for each in those) for those in rooms.values())
    named = Counter(screen_name(key, told) for key in rooms)
    bars = [
        _bar(_named(key, told, named), those, words, most)
        for key, those in sorted(rooms.items(), key=lambda each: -sum(one.times for one in each[1]))
    ]
    total = sum(each.times for each in counts)
    name = words.say(f"languages.{language}") if words.knows(f"languages.{language}") else language
    return Chart(language, name, _bar(name, counts, words, total), bars)


def _named(key: str, told: Mapping[str, Any], named: Mapping[str, int]) -> str:
    """The screen's title; with its name in the plan where two share one."""
    name = screen_name(key, told)
    return name if named[name] == 1 else f"{name} ({key})"


def _room(screen: str) -> str:
    above = screen.partition(".")[0]
    return above if above in PAGES else screen


def _bar(name: str, counts: Sequence[Count], words: Words, most: int) -> Bar:
    modes, ways = Counter[str](), Counter[str]()
    for each in counts:
        modes[each.mode] += each.times
        if each.mode == "speech" and each.outcome in OUTCOMES:
            ways[OUTCOMES[each.outcome]] += each.times
        elif each.outcome == "human":  # none of the pictures was it, said with a finger
            ways["human"] += each.times
    spoken = sum(ways.values())
    return Bar(
        name,
        _segments(modes, MODES, "works.mode", words, most),
        _segments(ways, WAYS, "works.way", words, spoken),
        sum(modes.values()),
        spoken,
        ways["understood"],
    )


def _segments(
    counts: Mapping[str, int], keys: Sequence[str], family: str, words: Words, whole: int
) -> tuple[Segment, ...]:
    found, start = [], 0.0
    for key in keys:
        length = 100 * counts[key] / whole if whole else 0.0
        if counts[key]:
            found.append(Segment(key, words.say(f"{family}.{key}"), counts[key], round(start, 2), round(length, 2)))
        start += length
    return tuple(found)
