"""Whether it is quiet just now, and until when; pure: spans of the day and a moment in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

from casework.quiet.errors import BadSpan


@dataclass(frozen=True)
class Span:
    """From one full hour of the place to another, over midnight where the end is earlier."""

    starts: str
    ends: str

    def __post_init__(self) -> None:
        """Raises BadSpan."""
        if self.starts == self.ends or not all(HOUR.fullmatch(each) for each in (self.starts, self.ends)):
            raise BadSpan(f"{self.starts}-{self.ends}")

    @property
    def text(self) -> str:
        """As it is kept, ``21:00-07:00``."""
        return f"{self.starts}-{self.ends}"

    def end(self, now: datetime, zone: tzinfo) -> datetime | None:
        """When it ends, if now is within it; None otherwise."""
        local = now.astimezone(zone)
        starts, ends = time.fromisoformat(self.starts), time.fromisoformat(self.ends)
        here = local.time()
        if starts < ends:
            return datetime.combine(local.date(), ends, zone) if starts <= here < ends else None
        if here >= starts:
            return datetime.combine(local.date() + timedelta(days=1), ends, zone)
        return datetime.combine(local.date(), ends, zone) if here < ends else None


HOUR = re.compile(r"([01][0-9]|2[0-3]):00")
NIGHT = Span("21:00", "07:00")
"""The default of a place where nobody has decided."""
NAP = Span("12:00", "15:00")


def spans_of(text: str) -> tuple[Span, ...]:
    """What ``Span.text`` wrote, with blanks between. Raises BadSpan."""
    found = []
    for each in text.split():
        starts, _, ends = each.partition("-")
        found.append(Span(starts, ends))
    return tuple(found)


def until(spans: Sequence[Span], now: datetime, zone: tzinfo) -> datetime | None:
    """Until when it is quiet, spans that touch taken together; None: it may ring."""
    moment: datetime | None = None
    for _ in range(len(spans) + 1):
        ends = [end for each in spans if (end := each.end(moment or now, zone)) is not None]
        if not ends:
            return moment
        moment = max(ends)
    return moment
