"""What the page of a language's voice shows, in the words of the panel; pure: pages fetch, templates print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from admin import times
from admin.places import place
from admin.sentences import EVERY, SHOWN, Progress, Sentence, progress
from admin.words import Words


@dataclass(frozen=True)
class Line:
    """One sentence as the list and the desk show it."""

    sentence: Sentence
    words: Words
    told: Mapping[str, Any]
    """The files of the pack in the reader's language, for the names of screens and topics."""
    now: datetime

    @property
    def id(self) -> str:
        """In addresses."""
        return self.sentence.id

    @property
    def text(self) -> str:
        """The words."""
        return self.sentence.text

    @property
    def key(self) -> str:
        """Its name in the content files."""
        return self.sentence.fixed.keys[0]

    @property
    def where(self) -> str:
        """Where the kiosk says it."""
        told = place(self.key, self.words, self.told)
        more = len(self.sentence.fixed.keys) - 1
        return self.words.say("voice.where.more", place=told, n=more) if more else told

    @property
    def verdict(self) -> str:
        """``right``, ``wrong``, ``changed`` or ``unheard``."""
        for name in ("right", "wrong", "changed"):
            if getattr(self.sentence, name):
                return name
        return "unheard"

    @property
    def verdict_word(self) -> str:
        """The same in words."""
        return self.words.say(f"voice.verdict.{self.verdict}")

    @property
    def source(self) -> str:
        """``recorded`` or ``synthesis``."""
        return "recorded" if self.sentence.recorded else "synthesis"

    @property
    def source_word(self) -> str:
        """Whose voice it is."""
        made = self.sentence.made
        if self.sentence.own and made:
            when = times.moment(made.at, self.now, self.words)
            return self.words.say("voice.source.by", worker=made.worker, when=when)
        return self.words.say(f"voice.source.{self.source}")

    @property
    def source_short(self) -> str:
        """The same for a row."""
        return self.words.say(f"voice.source.{self.source}")

    @property
    def judged(self) -> str:
        """Who thought what of it, and when; empty where nobody has."""
        found = self.sentence.judgement
        if found is None:
            return ""
        when = times.moment(found.at, self.now, self.words)
        return self.words.say("voice.judged", verdict=self.verdict_word, worker=found.worker, when=when)

    @property
    def note(self) -> str:
        """What the listener wrote, while it holds."""
        found = self.sentence.judgement
        return found.note if found and self.verdict == "wrong" else ""

    @property
    def removable(self) -> bool:
        """Whether this station has a recording of it to throw away."""
        return self.sentence.own is not None


@dataclass(frozen=True)
class PartCard:
    """One part of the language: how far it is, as figures and as lengths of bars out of 100."""

    progress: Progress
    name: str
    current: bool
    href: str
    recorded: str
    heard: str

    @property
    def recorded_bar(self) -> float:
        """Per cent."""
        return self._share(self.progress.recorded)

    @property
    def right_bar(self) -> float:
        """Per cent."""
        return self._share(self.progress.right)

    @property
    def wrong_bar(self) -> float:
        """Per cent."""
        return self._share(self.progress.wrong)

    def _share(self, count: int) -> float:
        return round(100 * count / self.progress.total, 2) if self.progress.total else 0.0


@dataclass(frozen=True)
class Tab:
    """One link of a filter."""

    key: str
    word: str
    current: bool
    href: str
    count: int = 0

    @property
    def pressed(self) -> str:
        """For ``aria-pressed``."""
        return "true" if self.current else "false"


@dataclass(frozen=True)
class VoicePage:
    """Everything the template prints besides the desk."""

    language: str
    tag: str
    languages: Sequence[Tab]
    cards: Sequence[PartCard]
    tabs: Sequence[Tab]
    lines: Sequence[Line]
    part: str
    shown: str
    wrong: int
    dialects: Sequence[Tab] = ()
    """The voices of this language, the plain one first."""
    changes: bool = False
    """Whether the reader may record and choose."""


def cards(sentences: Sequence[Sentence], words: Words, part: str, hrefs: Mapping[str, str]) -> tuple[PartCard, ...]:
    """The progress of everything and of each part."""
    return tuple(
        PartCard(
            each,
            words.say(f"voice.part.{each.part}"),
            each.part == part,
            hrefs.get(each.part, ""),
            words.say("voice.recorded_of", n=each.recorded, total=each.total),
            words.say("voice.heard_of", n=each.right, wrong=each.wrong, total=each.total),
        )
        for each in progress(sentences)
    )


def tabs(
    sentences: Sequence[Sentence], words: Words, part: str, shown: str, hrefs: Mapping[str, str]
) -> tuple[Tab, ...]:
    """What the list can be narrowed to."""
    return tuple(
        Tab(
            each,
            words.say(f"voice.show.{each}"),
            each == shown,
            hrefs.get(each, ""),
            sum(one.fits(part, each) for one in sentences),
        )
        for each in SHOWN
    )


__all__ = ["EVERY", "Line", "PartCard", "Tab", "VoicePage", "cards", "tabs"]
