"""What the page of one request shows, in the words of a language; pure: the record's file in, lines out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from admin import times
from admin.history import Sentence, sentences
from admin.request_forms import RequestForms
from admin.sign import Sign
from admin.standing import Standing
from admin.words import TAGS, Words
from casework.casefile import Heard, Note, RequestFile
from casework.history import FILE_OPENED, LISTENED
from casework.queue import is_overdue
from casework.status import ENDED, LIVE, Reply

SPEEDS = (0.75, 1.0, 1.25, 1.5)
LONG = 4.0
"""Seconds."""
SURE, HALF_SURE = 0.8, 0.55
"""Recogniser's confidence from which its words are called fairly sure, or not quite sure."""


@dataclass(frozen=True)
class Fact:
    """One line of the facts: its name and what is known."""

    name: str
    value: str


@dataclass(frozen=True)
class Sound:
    """One recording to listen to."""

    hash: str
    title: str
    length: str
    seconds: float

    @property
    def long(self) -> bool:
        """Whether listening faster or slower is worth a row of buttons."""
        return self.seconds >= LONG


@dataclass(frozen=True)
class Transcript:
    """What the machine made of a recording, and how far to trust it."""

    text: str
    level: str
    sure: str


@dataclass(frozen=True)
class Said:
    """One answer or note with who and when."""

    text: str
    who: str
    at: str
    voice: Sound | None = None
    """The answer as it was spoken."""


@dataclass(frozen=True)
class Speed:
    """One speed of the player."""

    rate: float
    word: str
    pressed: str


@dataclass(frozen=True)
class RequestPage:
    """One request as a worker sees it in full."""

    file: RequestFile
    words: Words
    now: datetime
    """In the station's own time zone."""
    worker: str
    """Id of who looks."""
    version: int
    """The record's version when the file was read."""
    once: str
    """Id under which a form of this page is kept once, however often it is sent."""
    opened: str = ""
    """The form that stands open after a mistake: note or end."""
    how: str = ""
    """The end that was chosen before a mistake."""

    @property
    def title(self) -> str:
        """Name of the page."""
        return self.words.say("request.title", number=self.file.number)

    @property
    def sign(self) -> Sign:
        """Token, reason, urgency."""
        return Sign(self.words, self.file.category, self.file.colour, self.file.animal, self.file.urgency)

    @property
    def status(self) -> str:
        """Where it stands."""
        return self.words.say(f"status.{self.file.status}")

    @property
    def overdue(self) -> bool:
        """The next step was not done by its time."""
        next_at = self.file.next_at or self.file.due_at
        return is_overdue(self.file.status, next_at, self.now, errand=self.file.errand)

    @property
    def due(self) -> str:
        """Time left or overdue until the next step; empty while only the person can say more."""
        waits = self.file.next_at is not None and (self.live or self.file.errand)
        return times.due(self.file.next_at, self.now, self.words) if waits and self.file.next_at else ""

    @property
    def live(self) -> bool:
        """Whether somebody still has to act."""
        return self.file.status in LIVE

    @property
    def ended(self) -> bool:
        """Whether it is over; then only notes can be added."""
        return self.file.status in ENDED

    @property
    def standing(self) -> Standing:
        """What the person is asked and has said."""
        return Standing(self.file, self.words, self.now)

    @property
    def free(self) -> bool:
        """Whether nobody has it in hand."""
        return self.file.worker is None

    @property
    def in_hand(self) -> str:
        """Who has it in hand."""
        if self.file.worker == self.worker:
            return self.words.say("take.mine")
        return self.words.say("take.others", worker=self.file.worker_name or "")

    @property
    def seen(self) -> int:
        """How much had happened, listening and reading apart: they change nothing that others could miss."""
        return seen(self.file)

    @property
    def language_tag(self) -> str:
        """The person's language for browsers and screen readers."""
        return TAGS.get(self.file.language, self.file.language)

    @property
    def language(self) -> str:
        """The person's language."""
        key = f"languages.{self.file.language}"
        return self.words.say(key) if self.words.knows(key) else self.file.language

    @property
    def facts(self) -> Sequence[Fact]:
        """Who, when, where, with whom."""
        told = [
            ("asker", self._asker()),
            ("language", self.language),
            ("asked", self._moment(self.file.asked_at)),
            ("due", self._moment(self.file.due_at)),
            ("village", self.file.village or self.words.say("none")),
            ("who", self.file.worker_name or self.words.say("request.nobody")),
        ]
        if self.file.for_other:
            told.insert(0, ("for_other", self.words.say("request.for_other_yes")))
        if self.file.raised_name:
            told.append(("raised", self.file.raised_name))
        if self.file.duty_name:
            told.append(("promised", self.file.duty_name))
        to_come = [each for each in self.file.visits if each.ended is None]
        if to_come:
            told.append(("visit", times.visit(to_come[-1].planned_for, self.now, self.words)))
        return [Fact(self.words.say(f"request.{key}"), value) for key, value in told]

    @property
    def recordings(self) -> Sequence[Sound]:
        """What can be listened to: the description first."""
        return [
            self._sound(each) for each in sorted(self.file.recordings, key=lambda each: each.kind != "description")
        ]

    @property
    def heard(self) -> Sequence[Transcript]:
        """What the machine wrote down."""
        return [self._transcript(each) for each in self.file.notes if each.kind == "dictation"]

    @property
    def unheard(self) -> bool:
        """Whether there is a recording of which the machine made nothing."""
        return bool(self.file.recordings) and not self.heard

    @property
    def replies(self) -> Sequence[Said]:
        """What was answered, the newest first."""
        return [
            Said(each.text, each.worker, self._moment(each.at), self._voice(each))
            for each in reversed(self.file.replies)
        ]

    @property
    def notes(self) -> Sequence[Said]:
        """What colleagues wrote down, the newest first."""
        told = [each for each in self.file.notes if each.kind == "note"]
        return [Said(each.text, each.worker or "", self._moment(each.at)) for each in reversed(told)]

    @property
    def history(self) -> Sequence[Sentence]:
        """Everything that happened, the newest first."""
        return sentences(self.file.history, self.now, self.words)

    @property
    def speeds(self) -> Sequence[Speed]:
        """The speeds of the player."""
        return [Speed(each, f"{each:g}×", str(each == 1.0).lower()) for each in SPEEDS]

    @property
    def forms(self) -> RequestForms:
        """What can be done with it."""
        opened = self.opened or ("note" if self.notes or self.ended else "")
        return RequestForms(
            self.words, self.now, self.file.language, self.language, opened, self.file.errand, self.how
        )

    def _asker(self) -> str:
        if self.file.person_name:
            return self.file.person_name
        spoken = any(each.kind == "name" for each in self.file.recordings)
        return self.words.say("request.name_spoken" if spoken else "request.no_name")

    def _sound(self, heard: Heard) -> Sound:
        title = self.words.say(f"request.recording.{'name' if heard.kind == 'name' else 'description'}")
        return Sound(heard.hash, title, times.clock(heard.seconds), round(heard.seconds, 1))

    def _voice(self, reply: Reply) -> Sound | None:
        if reply.recording is None:
            return None
        title = self.words.say("request.recording.reply")
        return Sound(reply.recording, title, times.clock(reply.seconds), round(reply.seconds, 1))

    def _transcript(self, note: Note) -> Transcript:
        sure = note.confidence or 0.0
        level = "high" if sure >= SURE else "middle" if sure >= HALF_SURE else "low"
        return Transcript(note.text, level, self.words.say(f"request.sure.{level}", percent=round(100 * sure)))

    def _moment(self, when: datetime) -> str:
        return times.moment(when, self.now, self.words)


def seen(file: RequestFile) -> int:
    """How much has happened to a request, listening and reading apart."""
    return sum(each.why not in (LISTENED, FILE_OPENED) for each in file.history)
