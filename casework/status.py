"""What the person at the screen is told: the receipt, and later what became of it; nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

DRAFT = "draft"
NEW = "new"
TAKEN = "taken"
PLANNED = "planned"
DONE = "done"
WITHDRAWN = "withdrawn"
LIVE = (NEW, TAKEN, PLANNED)
"""Somebody still has to act."""
ENDED = (DONE, WITHDRAWN)


@dataclass(frozen=True)
class Receipt:
    """The promise given when a request is on the disk."""

    request: str
    number: str
    """Four digits."""
    colour: str
    animal: str
    who: str | None
    """Name of the worker on duty; None when nobody is."""
    by: datetime
    """Until when somebody acts, UTC."""
    language: str
    category: str


@dataclass(frozen=True)
class Reply:
    """What a worker answered."""

    text: str
    at: datetime
    worker: str
    """The worker's name."""


@dataclass(frozen=True)
class Status:
    """What became of a request."""

    request: str
    number: str
    colour: str
    animal: str
    category: str
    language: str
    status: str
    """new, taken, planned, done, withdrawn."""
    asked_at: datetime
    by: datetime
    """What the receipt promised."""
    worker: str | None
    """Name of who took it."""
    replies: tuple[Reply, ...]
    """The oldest first."""
    visit: datetime | None
    """When somebody will come, as last planned."""
    can_take_back: bool
