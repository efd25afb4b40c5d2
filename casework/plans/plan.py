"""A plan as it is read: goals, steps, reviews; pure, and what is due of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

ENDS = ("reached", "not_wanted", "moved_away", "passed_on", "died")
"""How a plan can end."""
GOAL_ENDS = ("reached", "let_go")
DOERS = ("person", "worker", "family", "neighbour", "partner")
"""Who does a step."""


@dataclass(frozen=True)
class Goal:
    """What the person wants."""

    id: str
    words: str | None
    """As the person said it."""
    recording: str | None
    """Hash of the person's own voice saying it."""
    ended: str | None


@dataclass(frozen=True)
class Step:
    """One thing that somebody does for it."""

    id: str
    goal: str | None
    what: str
    doer: str
    """One of DOERS."""
    name: str | None
    """Who exactly."""
    until: date | None
    done_at: datetime | None
    dropped: bool

    def late(self, today: date) -> bool:
        """Whether it should have been done by now."""
        return self.open and self.until is not None and self.until < today

    @property
    def open(self) -> bool:
        """Whether it is still to be done."""
        return self.done_at is None and not self.dropped


@dataclass(frozen=True)
class Review:
    """One look back."""

    due_on: date
    said: str | None
    """The person's words."""
    decided: str
    worker: str
    """Name."""
    at: datetime


@dataclass(frozen=True)
class Plan:
    """A plan with everything in it."""

    id: str
    person: str
    worker: str
    """Id of who keeps it."""
    worker_name: str
    review_on: date
    at: datetime
    ended: str | None
    ended_at: datetime | None
    goals: tuple[Goal, ...]
    steps: tuple[Step, ...]
    reviews: tuple[Review, ...]

    @property
    def open(self) -> bool:
        """Whether somebody keeps it still."""
        return self.ended is None

    def due(self, today: date) -> bool:
        """Whether it has to be looked at."""
        return self.open and self.review_on <= today


@dataclass(frozen=True)
class DueReview:
    """A plan that has to be looked at, for the worker who keeps it."""

    plan: str
    person: str
    person_name: str
    worker: str
    worker_name: str
    review_on: date
