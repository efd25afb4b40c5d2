"""Who may need a visit though nobody asked: plain rules with numbers that workers may change; pure, and no score."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Life:
    """What the rules look at in one file."""

    person: str
    name: str
    village: str | None
    age: int | None
    circumstances: Mapping[str, str | None]
    """Those that hold, each with since when (a day, a month, a year) or None."""
    last_seen: date | None
    """When the person last asked, was visited or was at the station; None: never."""
    written_on: date
    """When the file was begun."""
    phones: int
    """How many people who matter can be reached by phone."""
    cared_for: bool
    """Whether a plan or a request of theirs is in somebody's hands: then no rule looks at them."""

    def unseen(self, today: date) -> int:
        """Days since anybody met the person, counted at least from the day the file was begun."""
        return (today - (self.last_seen or self.written_on)).days


@dataclass(frozen=True)
class Rule:
    """One rule. In content ``watch.rule.<key>`` says it in plain words, with the numbers put in."""

    key: str
    numbers: Mapping[str, int]
    """Name → what it is unless workers changed it."""
    holds: Callable[[Life, Mapping[str, int], date], bool]
    bounds: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Name → smallest and largest."""

    def bound(self, name: str) -> tuple[int, int]:
        """What a number may be."""
        return self.bounds.get(name, (1, 120) if name == "years" else (1, 365))


@dataclass(frozen=True)
class Setting:
    """A rule as this station has it."""

    rule: Rule
    active: bool
    numbers: Mapping[str, int]


@dataclass(frozen=True)
class Candidate:
    """Somebody whom a rule names, and which."""

    person: str
    name: str
    village: str | None
    rules: tuple[str, ...]
    """Keys of every rule that names them: the reasons, not a measure."""
    unseen: int
    """Days."""


def _old_and_alone(life: Life, numbers: Mapping[str, int], today: date) -> bool:
    alone = life.circumstances.keys() & {"lives_alone", "left_behind_elder"}
    return bool(alone) and (life.age or 0) > numbers["years"] and life.unseen(today) >= numbers["days"]


def _child_left_behind(life: Life, numbers: Mapping[str, int], today: date) -> bool:
    left = life.circumstances.keys() & {"left_behind_child", "raised_by_grandparents", "orphan"}
    return bool(left) and life.unseen(today) >= numbers["days"]


def _nobody_to_call(life: Life, numbers: Mapping[str, int], today: date) -> bool:  # noqa: ARG001 - as every rule
    return (life.age or 0) > numbers["years"] and life.phones == 0


def _hardly_moves(life: Life, numbers: Mapping[str, int], today: date) -> bool:
    bound = life.circumstances.keys() & {"disability", "long_illness", "needs_care", "moves_hardly"}
    return bool(bound) and life.unseen(today) >= numbers["days"]


def _lost_somebody(life: Life, numbers: Mapping[str, int], today: date) -> bool:
    since = day_of(life.circumstances.get("recent_loss"))
    known = "recent_loss" in life.circumstances and (since is None or (today - since).days <= numbers["within"])
    return known and life.unseen(today) >= numbers["days"]


RULES: tuple[Rule, ...] = (
    Rule("old_and_alone", {"years": 75, "days": 30}, _old_and_alone),
    Rule("child_left_behind", {"days": 21}, _child_left_behind),
    Rule("nobody_to_call", {"years": 70}, _nobody_to_call),
    Rule("hardly_moves", {"days": 45}, _hardly_moves),
    Rule("lost_somebody", {"within": 180, "days": 14}, _lost_somebody),
)
BY_KEY = {each.key: each for each in RULES}


def candidates(lives: Iterable[Life], settings: Iterable[Setting], today: date) -> tuple[Candidate, ...]:
    """Whom the active rules name, by village and then who was not seen for longest; nobody is ranked by reasons."""
    active = [each for each in settings if each.active]
    found = []
    for life in lives:
        why = tuple(each.rule.key for each in active if each.rule.holds(life, each.numbers, today))
        if why and not life.cared_for:
            found.append(Candidate(life.person, life.name, life.village, why, life.unseen(today)))
    return tuple(sorted(found, key=lambda each: (each.village or "", -each.unseen, each.name, each.person)))


def day_of(since: str | None) -> date | None:
    """The last day that a loosely written one can mean: 2026, 2026-05, 2026-05-03; None when it is none of these."""
    parts = (since or "").split("-")
    try:
        numbers = [int(each) for each in parts]
        if len(numbers) == 3:
            return date(*numbers)
        if len(numbers) == 2:
            return date(numbers[0], numbers[1], 28)
        return date(numbers[0], 12, 31)
    except (ValueError, IndexError):
        return None
