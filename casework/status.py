"""What the person at the screen is told: the receipt, and later what became of it; nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

DRAFT = "draft"
NEW = "new"
TAKEN = "taken"
PLANNED = "planned"
DONE = "done"
"""As the worker says; the person has not said so yet."""
CLOSED = "closed"
"""On the person's word."""
WITHDRAWN = "withdrawn"
REFUSED = "refused"
DUPLICATE = "duplicate"
REFERRED = "referred"
UNANSWERED = "unanswered"
"""Said to be done; the person could not be asked."""
LIVE = (NEW, TAKEN, PLANNED)
"""Somebody still has to act."""
OPEN = (*LIVE, DONE)
"""Not over: somebody acts, or the person is asked whether it is good now."""
ENDED = (CLOSED, WITHDRAWN, REFUSED, DUPLICATE, REFERRED, UNANSWERED)
REVERSIBLE = (REFUSED, DUPLICATE, REFERRED, UNANSWERED)
"""Ends that a worker decided, and may take back."""


def listed(states: tuple[str, ...]) -> str:
    """The states as SQL writes them behind ``in``."""
    return f"({', '.join(map(repr, states))})"


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
    """Empty when it was only spoken."""
    at: datetime
    worker: str
    """The worker's name."""
    recording: str | None = None
    """The worker's own voice, when it was spoken."""
    seconds: float = 0.0
    """Length of the recording."""


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
    """new, taken, planned, done (as the worker says), or one of ENDED."""
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
    reason: str = ""
    """Why it ended, in a worker's words for the person."""
    same_as: str | None = None
    """Number of the request that goes on in its place."""
    reopened: bool = False
    """Whether the person has said before that it was not good yet."""
