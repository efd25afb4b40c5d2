"""In which order workers see what waits; pure, knows no record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from casework.status import NEW


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
    """3 now, 2 today, 1 this week."""
    asked_at: datetime
    due_at: datetime
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

    @property
    def has_recording(self) -> bool:
        """Whether there is something to listen to."""
        return self.recordings > 0


def is_overdue(status: str, due: datetime, now: datetime) -> bool:
    """Nobody has acted on it by the promised time (taking it is acting)."""
    return status == NEW and due < now


def in_order(waiting: Iterable[Waiting]) -> list[Waiting]:
    """Overdue first; then the most urgent; then what is due first; who asked first. Ended ones last, newest first."""
    told = list(waiting)
    live = [each for each in told if each.ended_at is None]
    ended = [(each.ended_at, each) for each in told if each.ended_at is not None]
    live.sort(key=lambda each: (not each.overdue, -each.urgency, each.due_at, each.asked_at, each.request))
    ended.sort(key=lambda each: (each[0], each[1].request), reverse=True)
    return [*live, *(each for _, each in ended)]
