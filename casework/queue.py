"""In which order workers see what waits; pure, knows no record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from casework.status import NEW


@dataclass(frozen=True)
class Waiting:
    """One row of the workers' queue."""

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

    @property
    def has_recording(self) -> bool:
        """Whether there is something to listen to."""
        return self.recordings > 0


def is_overdue(status: str, due: datetime, now: datetime) -> bool:
    """Nobody has acted on it by the promised time (taking it is acting)."""
    return status == NEW and due < now


def in_order(waiting: Iterable[Waiting]) -> list[Waiting]:
    """Overdue first; then the most urgent; then what is due first; then who asked first."""
    return sorted(
        waiting, key=lambda each: (not each.overdue, -each.urgency, each.due_at, each.asked_at, each.request)
    )
