"""What one row of the queue shows, in the words of a language; pure: the record orders, the template prints."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from admin import times
from admin.sign import Sign
from admin.words import Words
from casework.queue import Waiting
from casework.status import ENDED, LIVE, NEW, PLANNED


@dataclass(frozen=True)
class Chip:
    """One short remark under a row's words."""

    kind: str
    word: str


@dataclass(frozen=True)
class QueueRow:
    """One request as a worker sees it in passing."""

    waiting: Waiting
    words: Words
    now: datetime
    """In the station's own time zone."""
    worker: str
    """Id of who looks."""

    @property
    def id(self) -> str:
        """The request."""
        return self.waiting.request

    @property
    def sign(self) -> Sign:
        """Token, reason, urgency."""
        each = self.waiting
        return Sign(self.words, each.category, each.colour, each.animal, each.urgency)

    @property
    def number(self) -> str:
        """The four digits of the receipt."""
        return self.waiting.number

    @property
    def village(self) -> str:
        """Where it was asked."""
        return self.waiting.village or self.words.say("none")

    @property
    def what(self) -> str:
        """The first words that were heard, else how long the recording is, else that only a picture was pressed."""
        if self.waiting.heard:
            return self.waiting.heard
        if self.waiting.seconds:
            return self.words.say("recorded_only", length=times.clock(self.waiting.seconds))
        return self.words.say("nothing_said")

    @property
    def has_recording(self) -> bool:
        """Whether there is something to listen to."""
        return self.waiting.has_recording

    @property
    def asked(self) -> str:
        """When it was asked, exactly."""
        return times.moment(self.waiting.asked_at, self.now, self.words)

    @property
    def asked_iso(self) -> str:
        """The same for machines."""
        return self.waiting.asked_at.isoformat(timespec="seconds")

    @property
    def age(self) -> str:
        """How long ago it was asked."""
        return times.age(self.waiting.asked_at, self.now, self.words)

    @property
    def overdue(self) -> bool:
        """The next step was not done by its time."""
        return self.waiting.overdue

    @property
    def due(self) -> str:
        """Time left or overdue until the next step; a visit that was set; else where it stands."""
        each = self.waiting
        if each.status == NEW or each.overdue or each.errand:
            return times.due(each.due_at, self.now, self.words)
        if each.visit and each.status == PLANNED:
            return self.words.say("queue.visit", when=times.moment(each.visit, self.now, self.words))
        return self.words.say(f"status.{each.status}")

    @property
    def mine(self) -> bool:
        """Whether the one who looks has it in hand."""
        return self.waiting.worker == self.worker

    @property
    def who(self) -> str:
        """Who has it in hand."""
        if self.mine:
            return self.words.say("queue.you")
        return self.waiting.worker_name or self.words.say("none" if self.ended else "queue.nobody")

    @property
    def ended(self) -> bool:
        """Whether nothing more is to be done."""
        return self.waiting.status in ENDED

    @property
    def free(self) -> bool:
        """Whether it can be taken."""
        return self.waiting.status in LIVE and self.waiting.worker is None

    @property
    def take_label(self) -> str:
        """What the button says to a screen reader."""
        return self.words.say("queue.take_this", number=self.number)

    @property
    def open_label(self) -> str:
        """What the link says to a screen reader."""
        return self.words.say("queue.open", number=self.number, what=self.what)

    @property
    def errand(self) -> bool:
        """Whether somebody has to go and ask the person."""
        return self.waiting.errand

    @property
    def chips(self) -> Sequence[Chip]:
        """What is special about it: nobody acted, it came back, it is somebody else's properly."""
        each, say = self.waiting, self.words.say
        told = []
        if each.called:
            told.append(Chip("called", say("queue.missed_call")))
        if each.checkin:
            told.append(Chip(f"checkin-{each.checkin}", say(f"queue.checkin.{each.checkin}")))
        if each.raised_name:
            told.append(Chip("raised", say("queue.raised", worker=each.raised_name)))
        if each.errand:
            told.append(Chip("errand", say("queue.errand")))
        if each.reopened:
            told.append(Chip("reopened", say("queue.reopened")))
        if each.handed is not None and not self.ended:
            last = each.handed.until.astimezone(self.now.tzinfo) - timedelta(minutes=1)
            day = times.day(last.date(), self.now.date(), self.words)
            key = "queue.handed_back" if each.handed.back else "queue.handed"
            told.append(Chip("handed", say(key, worker=each.handed.worker, day=day)))
        return told

    @property
    def mark(self) -> str:
        """Changes whenever anything the row shows changes."""
        shown = (self.waiting, self.age, self.due, self.words.language, self.mine)
        return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]
