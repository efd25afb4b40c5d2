"""One circle as people know it: its name, who belongs to it, and when it meets next; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

EARLY = timedelta(minutes=10)
"""Before the hour, from when on the screen offers a circle that has not begun."""
LATE = timedelta(minutes=20)
"""After the hour, until when it is still expected to begin."""
WEEK = timedelta(days=7)
Kind = Literal["person", "worker", "relation"]


@dataclass(frozen=True)
class Member:
    """Somebody who belongs to a circle."""

    id: str
    kind: Kind
    who: str
    """Id of the person, the worker or the relation."""
    name: str
    near: str = ""
    """Of a relation: the name of the person whose relative it is."""
    near_id: str = ""
    """The id of that person."""


@dataclass(frozen=True)
class Circle:
    """A group that meets in a call."""

    id: str
    name: str
    organiser: str
    """Id of the worker who made it."""
    on_day: date
    starts: time
    weekly: bool
    people: tuple[Member, ...] = ()
    home: str = ""
    """The village in which it is led; empty where that is here."""

    def next(self, local: datetime) -> datetime | None:
        """When it begins next, or began just now; None where it met once and that is past."""
        begins = datetime.combine(self.on_day, self.starts, local.tzinfo)
        if self.weekly and begins + LATE < local:
            begins += WEEK * -((begins + LATE - local) // WEEK)
        return begins if begins + LATE >= local else None

    def soon(self, local: datetime) -> bool:
        """Whether it begins within minutes, or should have begun a few minutes ago."""
        begins = self.next(local)
        return begins is not None and begins - EARLY <= local
