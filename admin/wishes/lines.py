"""The check-in as a person's file shows it; pure: what the record knows in, lines out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from admin import times
from admin.words import Words
from casework.checkins import RHYTHMS
from casework.checkins.checkins import CheckInFile

HOURS = tuple(f"{each:02}:00" for each in range(7, 22))
"""By which something is to have been heard, to choose from."""
USUAL = "17:00"


@dataclass(frozen=True)
class CheckInLines:
    """What the section prints."""

    file: CheckInFile
    words: Words
    now: datetime

    @property
    def holds(self) -> str:
        """How often and by when; empty where nothing is wished."""
        wish = self.file.wish
        return self.words.say(f"checkin.now.{wish.rhythm}", hour=wish.hour) if wish else ""

    @property
    def since(self) -> str:
        """Since when, and who wrote it down."""
        wish = self.file.wish
        if wish is None:
            return ""
        when = times.moment(wish.since, self.now, self.words)
        if wish.worker is None:
            return self.words.say("checkin.by_person", when=when)
        return self.words.say("checkin.by_worker", when=when, worker=wish.worker)

    @property
    def heard(self) -> Sequence[tuple[str, str, str]]:
        """Every sign: picture, word, when."""
        return [
            (
                each.answer if each.answer in ("well", "so_so", "unwell") else "known",
                self.words.say(f"checkin.heard.{each.answer}"),
                times.moment(each.at, self.now, self.words),
            )
            for each in self.file.heard
        ]

    @property
    def rhythms(self) -> Sequence[tuple[str, str, bool]]:
        """To choose from: key, word, whether it holds."""
        now = self.file.wish.rhythm if self.file.wish else ""
        return [(each, self.words.say(f"checkin.rhythm.{each}"), each == now) for each in RHYTHMS]

    @property
    def hours(self) -> Sequence[tuple[str, bool]]:
        """To choose from: hour, whether it holds."""
        now = self.file.wish.hour if self.file.wish else USUAL
        return [(each, each == now) for each in HOURS]
