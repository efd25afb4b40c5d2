"""A receiver's view in the words of a language: field by field what is seen, and nothing else; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from admin import times
from admin.words import TAGS, Words
from casework.referrals.referral import Referral
from casework.referrals.steps import ACCEPTED, FIELDS, REVOKED, SENT, WAITING
from casework.referrals.view import View


@dataclass(frozen=True)
class FieldLine:
    """One thing that is seen."""

    key: str
    name: str
    value: str


@dataclass(frozen=True)
class SoundLine:
    """One recording that can be heard."""

    hash: str
    name: str
    length: str


@dataclass(frozen=True)
class Look:
    """The view as a template prints it."""

    view: View
    words: Words
    now: datetime
    """In the station's own time zone."""
    letter: str = ""

    @property
    def fields(self) -> Sequence[FieldLine]:
        """What is told, in one order always."""
        return [FieldLine(each, self._name(each), value) for each in FIELDS if (value := self._value(each))]

    @property
    def sounds(self) -> Sequence[SoundLine]:
        """What can be heard."""
        return [
            SoundLine(
                each.hash,
                self.words.say(f"request.recording.{'name' if each.kind == 'name' else 'description'}"),
                times.clock(each.seconds),
            )
            for each in self.view.recordings
        ]

    @property
    def tag(self) -> str:
        """Of the person's language, where it is told."""
        language = self.view.told.get("language", "")
        return TAGS.get(language, language)

    def _name(self, field: str) -> str:
        return self.words.say(f"handing.field.{field}")

    def _value(self, field: str) -> str:
        if field == "asked":
            return times.moment(self.view.asked_at, self.now, self.words) if self.view.asked_at else ""
        if field == "replies":
            return "\n".join(each.text for each in self.view.replies if each.text)
        told = self.view.told.get(field, "")
        if field == "category" and told:
            return self.words.reason(told).label
        if field == "language" and told:
            key = f"languages.{told}"
            return self.words.say(key) if self.words.knows(key) else told
        if field == "number" and told:
            number, colour, animal = told.split(" ", 2)
            token = self.words.say("queue.token", colour=self.words.token(colour), animal=self.words.token(animal))
            return f"{number} · {token}"
        return told


@dataclass(frozen=True)
class HandedLine:
    """One referral of a request, as its page lists it."""

    id: str
    title: str
    state: str
    state_word: str
    aside: str
    letter: str
    answer: str
    reason: str
    shared: str
    """What may be seen, by name."""
    opened: Sequence[str]
    """Who looked, and when."""
    may_revoke: bool
    may_link: bool
    linked: str
    """Until when a link opens; empty without one."""


def state_of(told: Referral) -> str:
    """waiting, sent, accepted, rejected, done, revoked, or stopped (by the person or by time)."""
    return "stopped" if told.stopped and told.status in (SENT, ACCEPTED) else told.status


def handed_line(
    told: Referral, opened: Sequence[str], linked: str, words: Words, now: datetime, *, may: bool
) -> HandedLine:
    """A referral in words. ``may``: whether the reader may take it back."""
    state = state_of(told)
    shared = words.say("persons.comma").join(
        dict.fromkeys(words.say(f"handing.field.{each.field}") for each in told.shares)
    )
    until = times.day(told.until.astimezone(now.tzinfo).date(), now.date(), words)
    alive = state in (WAITING, SENT, ACCEPTED)
    return HandedLine(
        id=told.id,
        title=words.say(f"handing.kind.{told.kind}", to=told.receiver_name),
        state=state,
        state_word=words.say(f"handing.state.{state}", by=told.answered_by or told.receiver_name),
        aside=" · ".join(
            each
            for each in (
                words.say("consents.asked_by", worker=told.sender_name, when=times.moment(told.at, now, words)),
                words.say("handing.until", day=until) if alive else "",
                words.say("handing.without_yes") if told.override else "",
            )
            if each
        ),
        letter=told.letter,
        answer=told.answer,
        reason=told.reason if state != REVOKED or told.reason else "",
        shared=shared,
        opened=opened,
        may_revoke=may and alive,
        may_link=told.kind == "refer" and told.open,
        linked=linked,
    )
