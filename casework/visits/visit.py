"""A visit as it is read; in which order a day's visits are best walked; what a row of refusals means; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

DONE, NOT_TODAY, NOT_THERE, MOVED, CALLED_OFF = "done", "not_today", "not_there", "moved", "called_off"
MET = "met"
OUTCOMES = (MET, NOT_TODAY, NOT_THERE)
"""What a visitor can report."""
PARTS = (("morning", 11), ("noon", 13), ("afternoon", 18), ("evening", 24))
"""Parts of a day, and the hour at which each ends."""
A_WHILE = timedelta(days=7)
"""After "not today", unless the person names a day."""
SOON = timedelta(days=1)
"""After nobody opened."""
TALK_AFTER = 2
"""Refusals in a row after which the worker asks whether visits are still wanted."""


@dataclass(frozen=True)
class Place:
    """Where a visit is, as a visitor finds it."""

    village: str | None
    village_route: int
    household: str | None
    route: int
    """The house's place on the way; 0: not yet known."""
    lane: str


@dataclass(frozen=True)
class Visit:
    """One visit."""

    id: str
    when: datetime
    worker: str
    worker_name: str
    person: str | None
    person_name: str | None
    request: str | None
    number: str | None
    """Of its request."""
    category: str | None
    purpose: str | None
    place: Place
    phone: str | None
    reach: str | None
    ended: str | None
    """How it ended; None: still to come."""
    words: str | None
    """What the person said, or why it was moved."""
    round: str | None
    moved_to: str | None = None
    """Id of the visit that took its place."""

    @property
    def open(self) -> bool:
        """Whether somebody still has to go."""
        return self.ended is None


@dataclass(frozen=True)
class Report:
    """What a visitor wrote down."""

    id: str
    outcome: str
    said: str | None
    """The person's own words."""
    done: str | None
    next: str | None
    worker: str
    """Name."""
    visited_at: datetime


@dataclass(frozen=True)
class Round:
    """Visits that come again and again."""

    id: str
    person: str
    worker: str
    worker_name: str
    every: int
    """Days."""
    hour: str
    purpose: str | None


def part_of(hour: int) -> int:
    """Which part of the day, counted from the morning."""
    return next(at for at, (_, ends) in enumerate(PARTS) if hour < ends)


def on_the_way(visits: Iterable[Visit], zone: object) -> list[Visit]:
    """A day's visits as they are best walked: part of the day, village, then house by house.

    A house without a place on the way comes after those that have one, by its lane and name. People of one house
    stay together. ``zone``: the time zone of the place.
    """

    def way(each: Visit) -> tuple[object, ...]:
        place = each.place
        local = each.when.astimezone(zone)  # type: ignore[arg-type]
        return (
            *(part_of(local.hour), place.village_route, place.village or "~"),
            *(place.route == 0, place.route, place.lane or "~", place.household or "~"),
            *(each.when, each.person_name or "", each.id),
        )

    return sorted(visits, key=way)


def refusals(ends: Sequence[str | None]) -> int:
    """How often in a row the person said "not today", from the newest on; a visit that took place ends the row."""
    count = 0
    for each in ends:
        if each == DONE:
            break
        count += each == NOT_TODAY
    return count


def again(when: datetime, outcome: str, now: datetime, every: int | None, wanted: date | None) -> datetime:
    """When to come again after nothing came of a visit: the day that was wished, else later, at the same hour.

    A round is never made slower by a refusal. ``when`` and ``now`` in the zone of the place.
    """
    if wanted is not None:
        return when.replace(year=wanted.year, month=wanted.month, day=wanted.day)
    wait = SOON if outcome == NOT_THERE else min(A_WHILE, timedelta(days=every or A_WHILE.days))
    then = when + wait
    while then <= now:
        then += wait
    return then


def next_of_round(visited: datetime, hour: str, every: int) -> datetime:
    """The next visit of a round: so many days after the last one, at its hour, in the zone of ``visited``."""
    hours, minutes = (int(each) for each in hour.split(":"))
    return (visited + timedelta(days=every)).replace(hour=hours, minute=minutes, second=0, microsecond=0)
