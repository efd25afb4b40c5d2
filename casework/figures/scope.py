"""Over whom and when somebody counts: the reader's own conditions, a village, a time; makes SQL conditions only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from casework.access import Clause, Reader
from casework.access.acts import COUNT, READ_PERSONS
from casework.access.reader import among, both
from casework.clock import as_time, written


@dataclass(frozen=True)
class Scope:
    """What is asked for."""

    reader: Reader
    now: datetime
    zone: ZoneInfo
    """The place's own, for months."""
    since: datetime | None = None
    """What happened earlier is left out."""
    village: str | None = None
    """Id of a village; None: all that the reader sees."""

    def requests(self, alias: str = "requests") -> Clause:
        """Sent requests that the reader may see, in that village."""
        sent = Clause(f"({alias}.status <> 'draft' and {alias}.submitted_at is not null)")
        return both(both(sent, self.reader.sees_requests(alias)), self._here(alias))

    def persons(self, alias: str = "persons") -> Clause:
        """Whose contacts may be counted: those whose file the reader may open.

        Who counts without opening files (the county) counts everybody in its villages; small numbers are guarded.
        """
        if self.reader.may(COUNT) and not self.reader.may(READ_PERSONS):
            return both(among(f"{alias}.village", self.reader.villages), self._here(alias))
        return both(self.reader.sees_persons(alias), self._here(alias))

    def within(self, field: str) -> Clause:
        """Happened in the time asked for."""
        return Clause("(1)") if self.since is None else Clause(f"({field} >= ?)", (written(self.since),))

    def month(self, at: str) -> str:
        """The month of a time as the tables keep it, at the place: 2026-11."""
        return f"{as_time(at).astimezone(self.zone):%Y-%m}"

    def hours_since(self, at: str) -> float:
        """From then until now."""
        return hours_between(at, written(self.now))

    def covers(self, village: str | None) -> bool:
        """Whether what is counted for a whole station of that village belongs to it."""
        theirs = self.reader.villages is None or village in self.reader.villages
        return theirs and self.village in (None, village)

    @property
    def guarded(self) -> bool:
        """Whether small numbers are not told."""
        return not self.reader.may(READ_PERSONS)

    def _here(self, alias: str) -> Clause:
        return among(f"{alias}.village", None if self.village is None else (self.village,))


def hours_between(begin: str, end: str) -> float:
    """Between two times as the tables keep them."""
    return (as_time(end) - as_time(begin)).total_seconds() / 3600
