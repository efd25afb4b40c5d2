"""When somebody is asked how they are, and from when on silence is longer than they wished; pure, no record here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

RHYTHMS: Mapping[str, int] = {"daily": 1, "weekly": 7}
"""Days from one sign of the person to the next."""
HOURS: Mapping[str, str] = {"morning": "11:00", "afternoon": "17:00", "evening": "20:00"}
"""The hours that the kiosk offers, as pictures; a worker may write down any other full hour."""
WELL, SO_SO, UNWELL = "well", "so_so", "unwell"
SKIPPED, SEEN = "skipped", "seen"
"""Asked, and did not want to say; and not asked, but there."""
ANSWERS = (WELL, SO_SO, UNWELL, SKIPPED)


@dataclass(frozen=True)
class Wish:
    """How often one person wants to be asked, and by when something must have been heard."""

    id: str
    person: str
    rhythm: str
    """A word of ``RHYTHMS``."""
    hour: str
    """A full hour, ``HH:MM`` on the clock of the place."""
    since: datetime
    asked_how: str
    """``touch``, ``digit`` or ``speech`` at the kiosk; ``face``: written down by a worker, the person being there."""
    worker: str | None
    """Name of that worker."""

    def to_ask(self, last: datetime | None, now: datetime, zone: tzinfo) -> bool:
        """Whether it is time again; ``last``: when the person was last asked, None: never since the wish."""
        before = (last or self.since).astimezone(zone).date()
        return (now.astimezone(zone).date() - before).days >= RHYTHMS[self.rhythm]


@dataclass(frozen=True)
class Heard:
    """One sign of the person: an answer, or only that they were there."""

    answer: str
    """A word of ``ANSWERS``, or ``SEEN``."""
    at: datetime
    request: str | None
    """What was asked for because somebody was not well."""


def silent_from(last: datetime, rhythm: str, hour: str, zone: tzinfo) -> datetime:
    """From when on nothing was heard for longer than wished, in UTC; ``last``: the last sign, or the wish itself.

    By the clock of the place: so many days after the day of the last sign, at that hour.
    """
    day = last.astimezone(zone).date() + timedelta(days=RHYTHMS[rhythm])
    return datetime.combine(day, time.fromisoformat(hour), zone).astimezone(UTC)
