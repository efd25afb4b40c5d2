"""How long a child may talk now, and when again; pure: days, hours and minutes in, seconds and a moment out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta, tzinfo

GUARDIAN, SELF = "guardian", "self"
TOO_SHORT = 60.0
"""Seconds that are no call any more."""


@dataclass(frozen=True)
class Times:
    """When calls are made, letters heard and circles joined, on the clock of the place."""

    days: frozenset[int] = frozenset(range(7))
    """Monday is 0."""
    starts: str = "07:00"
    ends: str = "20:00"
    minutes: int = 40
    """A day, all of it together."""

    def left(self, now: datetime, used: float, zone: tzinfo) -> float:
        """Seconds that may be talked from now on; 0: not now. ``used``: seconds of today."""
        begins, ends = self._hours(now, zone)
        if now.astimezone(zone).weekday() not in self.days or not begins <= now < ends:
            return 0.0
        found = min((ends - now).total_seconds(), self.minutes * 60 - used)
        return found if found >= TOO_SHORT else 0.0

    def again(self, now: datetime, used: float, zone: tzinfo) -> datetime:
        """When calls are made again after now, while ``left`` is nothing."""
        enough_today = self.minutes * 60 - used >= TOO_SHORT
        for day in range(8):
            begins, _ = self._hours(now + timedelta(days=day), zone)
            if begins.weekday() in self.days and begins > now and (day > 0 or enough_today):
                return begins
        raise AssertionError("there is a day in every week")  # checked where times are agreed

    def _hours(self, day: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
        local = day.astimezone(zone).date()
        begins, ends = (datetime.combine(local, time.fromisoformat(each), zone) for each in (self.starts, self.ends))
        return begins, ends


USUAL = Times()
"""Holds until guardian and child have agreed on something: calling the parents is not made to wait for it."""


@dataclass(frozen=True)
class Yes:
    """What one of the two said to it: the guardian, or the child."""

    giver: str
    name: str
    answer: bool
    asked_how: str
    """``face`` or ``phone`` by a worker; ``touch``, ``digit`` or ``speech`` at the kiosk."""
    worker: str | None
    """Name of who wrote it down."""
    at: datetime


@dataclass(frozen=True)
class Agreed:
    """Times that were agreed on, or are being asked about."""

    id: str
    person: str
    times: Times
    at: datetime
    worker: str
    """Name of who wrote them down."""
    said: Sequence[Yes] = field(default=())
    """Every answer, the oldest first."""

    def of(self, giver: str) -> Yes | None:
        """The newest answer of that one."""
        return next((each for each in reversed(self.said) if each.giver == giver), None)

    @property
    def holds(self) -> bool:
        """Only with the guardian's yes and the child's own."""
        return all((said := self.of(each)) is not None and said.answer for each in (GUARDIAN, SELF))
