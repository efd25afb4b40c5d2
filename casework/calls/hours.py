"""The hours of a rota: whose turn it is, when somebody is there again, when to call back; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from casework.settings import WorkingHours

LOOKS_AHEAD = 14
"""Days."""
HOURS = (9, 14, 16, 19)
"""The hours at which somebody is called back: a few that are easily remembered."""
EARLIEST = timedelta(minutes=30)
"""Nobody is promised to be called back sooner."""
OFFERED = 3


@dataclass(frozen=True)
class Shift:
    """Somebody's hours on one day of every week."""

    id: str
    village: str
    worker: str
    name: str
    """The worker's."""
    weekday: int
    """Monday is 0."""
    starts: time
    ends: time
    place: int = 0
    """Who comes first is rung first."""

    def covers(self, local: datetime) -> bool:
        """Whether it goes on then, on the clock of the place."""
        return self.weekday == local.weekday() and self.starts <= local.time().replace(tzinfo=None) < self.ends


def on_shift(shifts: Iterable[Shift], local: datetime) -> list[Shift]:
    """Whose hours these are, whoever is rung first first; each worker once."""
    found = [each for each in shifts if each.covers(local)]
    found.sort(key=lambda each: (each.place, each.starts, each.name))
    return list({each.worker: each for each in reversed(found)}.values())[::-1]


def next_start(shifts: Sequence[Shift], local: datetime) -> datetime | None:
    """When the next hours begin, on the clock of the place; None where there are none."""
    begins = (
        datetime.combine(day, each.starts, local.tzinfo)
        for day in _days(local.date())
        for each in shifts
        if each.weekday == day.weekday()
    )
    return min((each for each in begins if each > local), default=None)


def times_to_call_back(shifts: Sequence[Shift], hours: WorkingHours, local: datetime) -> list[datetime]:
    """The next few times at which somebody will be there: by the rota, without one in the working hours."""
    found: list[datetime] = []
    for day in _days(local.date()):
        for hour in HOURS:
            moment = datetime.combine(day, time(hour), local.tzinfo)
            if moment >= local + EARLIEST and _somebody(shifts, hours, moment):
                found.append(moment)
                if len(found) == OFFERED:
                    return found
    return found


def _somebody(shifts: Sequence[Shift], hours: WorkingHours, moment: datetime) -> bool:
    if shifts:
        return bool(on_shift(shifts, moment))
    return moment.weekday() in hours.days and hours.opens <= moment.time() < hours.closes


def _days(first: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range(LOOKS_AHEAD))
