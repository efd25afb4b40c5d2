"""A line of somebody's file, and what all its sections tell in the same way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from admin import times
from admin.request_forms import Choice
from admin.words import Words


@dataclass(frozen=True)
class Line:
    """One line: what, about it, where it leads."""

    title: str
    aside: str = ""
    id: str = ""
    marked: bool = False


@dataclass(frozen=True)
class Teller:
    """Tells moments, days and choices in the reader's words."""

    words: Words
    now: datetime
    """In the station's own time zone."""

    @property
    def today(self) -> date:
        """The day, where the station stands."""
        return self.now.date()

    def day(self, day: date) -> str:
        """A day, as near as people say it."""
        return times.day(day, self.today, self.words)

    def moment(self, when: datetime) -> str:
        """A day and a time."""
        return times.moment(when, self.now, self.words)

    def choices(self, keys: Sequence[str], under: str) -> Sequence[Choice]:
        """Keys with their words, which stand under one name."""
        return [Choice(each, self.words.say(f"{under}.{each}")) for each in keys]
