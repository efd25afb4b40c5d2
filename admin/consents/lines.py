"""The ledger in lines: each answer, question and override in the words of a language; what was read is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from admin import times
from admin.consents.matters import label
from admin.words import TAGS, Words
from casework.consents.asking import Ask
from casework.consents.entry import FACE_TO_FACE, GUARDIAN
from casework.consents.file import ConsentFile, Entry
from casework.consents.overriding import Override
from casework.consents.purposes import KEEP, purpose


@dataclass(frozen=True)
class AnswerLine:
    """One entry of the ledger."""

    id: str
    picture: str
    title: str
    state: str
    """yes, soon, no, back, over."""
    state_word: str
    words: str
    """The exact question; empty for what was sent before it was kept."""
    tag: str
    """Of the language it was asked in."""
    how: str
    """In which language, how answered, by whom, who heard it, when."""
    voice: str
    """Name of the recording; empty without."""
    length: str
    can_go: bool
    """Whether it can be taken back."""


@dataclass(frozen=True)
class WaitingLine:
    """One question that waits for the person."""

    id: str
    picture: str
    title: str
    aside: str
    guardian: bool
    """Whether it waits for a guardian, who is asked face to face."""
    key: str
    """The matter, for the page on which the answer is written down."""


@dataclass(frozen=True)
class OverrideLine:
    """One wish to act without a yes."""

    id: str
    picture: str
    title: str
    reason: str
    state: str
    """waits, agreed (may be done), refused, lapsed, done."""
    state_word: str
    aside: str
    second_reason: str


@dataclass(frozen=True)
class Lines:
    """Makes the lines."""

    words: Words
    now: datetime
    """In the station's own time zone."""
    names: Mapping[str, str]
    """Worker's id → name."""

    def answers(self, entries: Sequence[Entry], person: str) -> list[AnswerLine]:
        """Answers, in their order."""
        return [self._answer(each, person) for each in entries]

    def asks(self, asks: Sequence[Ask], to_name: Mapping[str, str]) -> list[WaitingLine]:
        """Questions that wait."""
        return [
            WaitingLine(
                id=each.id,
                picture=purpose(each.purpose).picture,
                title=label(each.purpose, to_name.get(each.to or "", ""), self.words.language),
                aside=self._joined(
                    self._asked_by(each.worker_name, each.at), self._for_guardian(each), self._put_off(each), each.why
                ),
                guardian=each.giver == GUARDIAN,
                key=each.purpose + (f"|{each.to}" if each.to else ""),
            )
            for each in asks
        ]

    def overrides(self, overrides: Sequence[Override], to_name: Mapping[str, str]) -> list[OverrideLine]:
        """Wishes to act without a yes."""
        return [self.override(each, to_name.get(each.to or "", "")) for each in overrides]

    def override(self, told: Override, to_name: str) -> OverrideLine:
        """One of them."""
        state = self._state(told)
        second = self.names.get(told.second or "", "")
        when = told.used_at or told.decided_at or told.until
        return OverrideLine(
            id=told.id,
            picture=purpose(told.purpose).picture,
            title=label(told.purpose, to_name, self.words.language),
            reason=told.reason,
            state=state,
            state_word=self.words.say(f"consents.override.{state}", when=self.moment(when), name=second),
            aside=self._asked_by(self.names.get(told.worker, ""), told.at),
            second_reason=told.second_reason,
        )

    def moment(self, when: datetime) -> str:
        """Day and time."""
        return times.moment(when, self.now, self.words)

    def _state(self, told: Override) -> str:
        if told.used_at is not None:
            return "objected" if told.objected_at else "done"
        if told.decided_at is None:
            return "waits" if told.waits(self.now) else "lapsed"
        if not told.agreed:
            return "refused"
        return "agreed" if told.may_act(self.now) else "lapsed"

    def _answer(self, entry: Entry, person: str) -> AnswerLine:
        told, state = entry.consent, entry.state(self.now)
        until = self._day(told.until) if told.until else ""
        word = f"consents.state.{state}" if until or state not in ("yes", "over") else "consents.state.always"
        title = label(told.purpose, entry.to_name, self.words.language)
        limit = self.words.say("consents.only_request", number=entry.number) if entry.number else ""
        return AnswerLine(
            id=told.id,
            picture=purpose(told.purpose).picture,
            title=self._joined(title, limit),
            state=state,
            state_word=self.words.say(word, until=until),
            words=told.words,
            tag=TAGS.get(told.language, told.language),
            how=self._how(entry, person),
            voice=entry.voice.hash if entry.voice else "",
            length=times.clock(entry.voice.seconds) if entry.voice else "",
            can_go=told.holds(self.now) and told.purpose != KEEP,
        )

    def _how(self, entry: Entry, person: str) -> str:
        told, say = entry.consent, self.words.say
        language = f"languages.{told.language}"
        heard, by = "", say("consents.by", name=person) if person else ""
        if told.giver == GUARDIAN:
            by = say("consents.by_guardian", name=told.given_by or "")
        if told.asked_how == FACE_TO_FACE:
            heard = say("consents.heard_by", worker=entry.worker_name)
            heard += say("consents.and_witness", name=told.witness) if told.witness else ""
        return self._joined(
            by,
            say(language) if self.words.knows(language) else told.language,
            say(f"consents.how.{told.asked_how.replace(' ', '_')}"),
            heard,
            self.moment(told.at),
        )

    def _asked_by(self, worker: str, when: datetime) -> str:
        return self.words.say("consents.asked_by", worker=worker, when=self.moment(when))

    def _for_guardian(self, ask: Ask) -> str:
        return self.words.say("consents.for_guardian", name=ask.given_by or "") if ask.giver == GUARDIAN else ""

    def _put_off(self, ask: Ask) -> str:
        if ask.put_off_until is None or ask.put_off_until <= self.now:
            return ""
        return self.words.say("consents.put_off", when=self.moment(ask.put_off_until))

    def _day(self, when: datetime) -> str:
        return times.day(when.astimezone(self.now.tzinfo).date(), self.now.date(), self.words)

    def _joined(self, *parts: str) -> str:
        return " · ".join(each for each in parts if each)


def receiver_names(file: ConsentFile, name_of: Mapping[str, str]) -> Mapping[str, str]:
    """Receiver → name, for everything in that file."""
    return {**name_of, **{each.consent.to: each.to_name for each in file.entries if each.consent.to}}
