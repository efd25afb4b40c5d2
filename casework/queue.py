"""In which order workers see what waits; pure, knows no record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from casework.status import DONE, LIVE

CRISIS = 4
"""Urgency above which nothing stands, overdue or not."""


@dataclass(frozen=True)
class Handed:
    """A request that was handed on because somebody is away."""

    worker: str
    """Name of who is away."""
    until: datetime
    back: datetime | None
    """Since when it is back with that worker; None while it is with the other."""


@dataclass(frozen=True)
class Waiting:
    """One row of the workers' queue; with ``ended_at`` it waits no more."""

    request: str
    number: str
    colour: str
    animal: str
    category: str
    language: str
    village: str | None
    person: str | None
    """The person's name, once a worker has set it."""
    status: str
    urgency: int
    """4 crisis, 3 now, 2 today, 1 this week."""
    asked_at: datetime
    due_at: datetime
    """Until when the next step is due; until somebody has acted, what the receipt promised."""
    overdue: bool
    worker: str | None
    """Id of who took it."""
    worker_name: str | None
    recordings: int
    replies: int
    visit: datetime | None

    heard: str
    """What a recogniser made of the description; empty when nothing."""
    seconds: float
    """Length of what was recorded as the description."""
    ended_at: datetime | None
    village_id: str | None = None
    errand: bool = False
    """Said to be done, and somebody has to go and ask the person whether it is good now."""
    reopened: int = 0
    """How often the person said that it was not good yet."""
    called: bool = False
    """Whether it is a call that nobody answered."""
    checkin: str = ""
    """Of a check-in: ``silent``, ``heard`` (again, since), ``unwell``; empty for everything else."""
    raised_to: str | None = None
    """Id of whom a delay was told to."""
    raised_name: str | None = None
    handed: Handed | None = None
    """Handed on while its worker is away, or just back."""

    @property
    def asks_person(self) -> bool:
        """Said to be done: only the person can say more, at the next visit."""
        return self.status == DONE and not self.errand

    @property
    def has_recording(self) -> bool:
        """Whether there is something to listen to."""
        return self.recordings > 0


def is_overdue(status: str, due: datetime, now: datetime, *, errand: bool = False) -> bool:
    """The next step was not done by its time. While only the person can say more, nothing is overdue."""
    return (status in LIVE or (status == DONE and errand)) and due < now


def in_order(waiting: Iterable[Waiting]) -> list[Waiting]:
    """A crisis first; then what is overdue; then by urgency, by what is due first, by who asked first.

    What only waits for the person's word comes after that, and what has ended last, the newest first.
    """
    told = list(waiting)
    live = [each for each in told if each.ended_at is None]
    ended = [(each.ended_at, each) for each in told if each.ended_at is not None]
    live.sort(key=_place)
    ended.sort(key=lambda each: (each[0], each[1].request), reverse=True)
    return [*live, *(each for _, each in ended)]


def _place(each: Waiting) -> tuple[bool, bool, bool, int, datetime, datetime, str]:
    crisis = each.urgency >= CRISIS and not each.asks_person
    return not crisis, each.asks_person, not each.overdue, -each.urgency, each.due_at, each.asked_at, each.request
