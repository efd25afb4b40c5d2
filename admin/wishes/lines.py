"""What a person wishes, as the file shows it; pure: what the record knows in, lines out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from admin import times
from admin.words import Words
from casework.checkins import RHYTHMS
from casework.checkins.checkins import CheckInFile
from casework.childtimes import Agreed, Times, Yes
from casework.childtimes.childtimes import BY_GUARDIAN
from casework.quiet import Span

HOURS = tuple(f"{each:02}:00" for each in range(7, 22))
"""By which something is to have been heard, to choose from."""
USUAL = "17:00"
ALL_HOURS = tuple(f"{each:02}:00" for each in range(6, 23))
"""Between which a child can call, to choose from."""


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


@dataclass(frozen=True)
class QuietLines:
    """What the section about quiet hours prints."""

    own: Sequence[Span] | None
    """The person's wish; None: as the place has it."""
    place: Sequence[Span]
    words: Words

    @property
    def holds(self) -> str:
        """The hours that hold."""
        spans = self.place if self.own is None else self.own
        return told_spans(spans, self.words)

    @property
    def usual(self) -> bool:
        """Whether it is the default of the place."""
        return self.own is None


def told_spans(spans: Sequence[Span], words: Words) -> str:
    """Quiet hours as a worker reads them."""
    named = [f"{each.starts}–{each.ends}" for each in spans]
    return words.say("persons.comma").join(named) or words.say("quiet.none")


@dataclass(frozen=True)
class ChildTimesLines:
    """What the section about a child's times prints."""

    agreed: Agreed | None
    holding: Times
    """What holds now."""
    words: Words
    now: datetime

    @property
    def holds(self) -> str:
        """Days, hours and minutes that hold now."""
        return self._told(self.holding)

    @property
    def usual(self) -> bool:
        """Whether nothing agreed holds."""
        return self.agreed is None or not self.agreed.holds

    @property
    def asked(self) -> str:
        """What was agreed with the guardian and does not hold yet; empty where there is nothing."""
        return self._told(self.agreed.times) if self.agreed is not None and not self.agreed.holds else ""

    @property
    def said(self) -> Sequence[str]:
        """Every answer: who, what, how, when."""
        return [self._answer(each) for each in self.agreed.said] if self.agreed else []

    @property
    def child_said_no(self) -> bool:
        """Whether the child does not agree: somebody has to talk with it."""
        own = self.agreed.of("self") if self.agreed else None
        return own is not None and not own.answer

    @property
    def not_asked(self) -> bool:
        """Whether the child has not been asked yet."""
        return self.agreed is not None and self.agreed.of("self") is None

    @property
    def start(self) -> Times:
        """What a form begins with."""
        return self.agreed.times if self.agreed else self.holding

    @property
    def days(self) -> Sequence[tuple[int, str, bool]]:
        """To tick: number, name, whether it is one of them."""
        return [(each, self._day(each), each in self.start.days) for each in range(7)]

    @property
    def hours(self) -> Sequence[str]:
        """To choose from."""
        return ALL_HOURS

    @property
    def hows(self) -> Sequence[tuple[str, str]]:
        """How the guardian agreed."""
        return [(each, self.words.say(f"childtimes.how.{each}")) for each in BY_GUARDIAN]

    def _told(self, times: Times) -> str:
        every = len(times.days) == 7
        comma = self.words.say("persons.comma")
        days = self.words.say("childtimes.every_day") if every else comma.join(map(self._day, sorted(times.days)))
        hours = {"starts": times.starts, "ends": times.ends, "minutes": times.minutes}
        return self.words.say("childtimes.told", days=days, **hours)

    def _day(self, number: int) -> str:
        return self.words.say(f"times.weekday.{number + 1}")

    def _answer(self, each: Yes) -> str:
        key = f"childtimes.said.{each.giver}_{'yes' if each.answer else 'no'}"
        when = times.moment(each.at, self.now, self.words)
        told = {"name": each.name, "when": when, "worker": each.worker or ""}
        how = f" {self.words.say(f'childtimes.how.{each.asked_how}')}" if each.giver == "guardian" else ""
        return self.words.say(key, **told) + how
