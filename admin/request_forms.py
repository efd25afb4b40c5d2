"""What the forms on a request's page offer, in the words of a language; pure: reading them is in ``forms``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from admin import forms, times
from admin.words import Words
from casework.life.ends import HONEST
from casework.status import UNANSWERED

A_SECOND = {"zh": 4.0, "ko": 5.0, "en": 14.0}
"""Characters that the kiosk speaks in a second, per language."""


@dataclass(frozen=True)
class Choice:
    """One choice of a form."""

    key: str
    word: str
    current: bool = False


@dataclass(frozen=True)
class RequestForms:
    """Reply, visit, note, closing."""

    words: Words
    now: datetime
    """In the station's own time zone."""
    language: str
    """The person's language, in which replies are spoken."""
    language_word: str
    """The same as a word."""
    opened: str
    """The form that stands open without being asked: note, end, or empty."""
    errand: bool = False
    """Somebody has gone, or is to go, and ask the person."""
    how: str = ""
    """The end that was chosen before a mistake."""

    @property
    def reply_advice(self) -> str:
        """How to write for the ear, and in which language it is spoken."""
        return self.words.say("reply.advice", language=self.language_word)

    @property
    def reply_most(self) -> int:
        """Most characters of a reply."""
        return forms.REPLY_MOST

    @property
    def count_pattern(self) -> str:
        """The live count, for the script to fill in."""
        return self.words.say("reply.count", n="{n}", most=forms.REPLY_MOST, seconds="{seconds}")

    @property
    def characters_a_second(self) -> float:
        """How fast the kiosk speaks this language."""
        return A_SECOND.get(self.language, 5.0)

    @property
    def seconds_pattern(self) -> str:
        """The length of a recording, for the script to fill in."""
        return self.words.say("voice.record.seconds", n="{n}")

    @property
    def today(self) -> str:
        """The first day a visit can be set for."""
        return self.now.date().isoformat()

    @property
    def visit_day(self) -> str:
        """The day offered first."""
        return (self.now + timedelta(days=1)).date().isoformat()

    @property
    def parts(self) -> Sequence[Choice]:
        """Parts of the day, then a set time."""
        return parts_of_day(self.words)

    @property
    def ends(self) -> Sequence[Choice]:
        """How a worker can end a request; unanswered only after somebody went to ask."""
        return [
            Choice(each, self.words.say(f"end.{each}"), each == self.how)
            for each in HONEST
            if each != UNANSWERED or self.errand
        ]

    @property
    def note_open(self) -> bool:
        """Whether the note's form stands open."""
        return self.opened == "note"

    @property
    def end_open(self) -> bool:
        """Whether the form for an end stands open."""
        return self.opened == "end"


def parts_of_day(words: Words) -> Sequence[Choice]:
    """Parts of the day, each with its hour, then a set time: what a visit can be planned for."""
    parts = [
        Choice(key, words.say("visit.part_with_hour", part=words.say(f"visit.parts.{key}"), hour=hour))
        for key, hour in times.PARTS_OF_DAY.items()
    ]
    return [*parts, Choice(forms.EXACT, words.say("visit.exact"))]
