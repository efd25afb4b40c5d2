"""What one alarm shows, in the words of a language; pure: whom it reaches is the record's decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from admin import times
from admin.words import Words
from casework.alarms.alarm import Alarm


@dataclass(frozen=True)
class AlarmLine:
    """One alarm as a worker sees it."""

    alarm: Alarm
    words: Words
    now: datetime
    """In the station's own time zone."""
    me: str
    """Name of who looks."""

    @property
    def id(self) -> str:
        """The alarm."""
        return self.alarm.id

    @property
    def seconds(self) -> int:
        """Since it was raised."""
        return max(0, int((self.now - self.alarm.raised_at).total_seconds()))

    @property
    def clock(self) -> str:
        """The same as a running clock shows it: 0:42, 12:05, 3:12:05."""
        hours, rest = divmod(self.seconds, 3600)
        minutes, seconds = divmod(rest, 60)
        return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"

    @property
    def kinds(self) -> str:
        """What kind of danger, in words."""
        return self.words.say("alarms.and").join(self.words.say(f"alarms.kind.{each}") for each in self.alarm.kinds)

    @property
    def token(self) -> str:
        """How the request is called at the kiosk."""
        colour, animal = self.words.token(self.alarm.colour), self.words.token(self.alarm.animal)
        return self.words.say("queue.token", colour=colour, animal=animal)

    @property
    def village(self) -> str:
        """Where."""
        return self.alarm.village or self.words.say("none")

    @property
    def source(self) -> str:
        """What said so."""
        return self.words.say(f"alarms.source.{self.alarm.source}")

    @property
    def raised(self) -> str:
        """When, exactly."""
        return times.moment(self.alarm.raised_at, self.now, self.words)

    @property
    def mistaken(self) -> str:
        """That somebody at the screen called it a mistake; else empty."""
        when = self.alarm.mistaken_at
        return self.words.say("alarms.mistaken", time=times.moment(when, self.now, self.words)) if when else ""

    @property
    def answer(self) -> str:
        """The button: answering is done with one's name."""
        return self.words.say("alarms.answer", name=self.me)

    @property
    def answered(self) -> str:
        """Who has answered, when, and after how long; empty while nobody has."""
        when = self.alarm.answered_at
        if when is None:
            return ""
        after = times.length(when - self.alarm.raised_at, self.words)
        return self.words.say("alarms.answered", name=self.alarm.answered_name or "", after=after)

    @property
    def told(self) -> str:
        """Everybody who was told so far, each once."""
        names = list(dict.fromkeys(name for each in self.alarm.told for name in each.names))
        return self.words.say("alarms.told", names="、".join(names)) if names else self.words.say("alarms.nobody")

    @property
    def steps(self) -> Sequence[str]:
        """The whole trail, step by step."""
        return [
            self.words.say(
                "alarms.step",
                time=times.moment(each.at, self.now, self.words),
                level=self.words.say(f"alarms.level.{each.level}"),
                names="、".join(each.names) or self.words.say("alarms.nobody_there"),
            )
            for each in self.alarm.told
        ]

    @property
    def mark(self) -> str:
        """Changes when anything but the clock does."""
        shown = self.alarm
        return f"{shown.id}:{shown.step}:{','.join(shown.kinds)}:{bool(shown.mistaken_at)}:{self.words.language}"
