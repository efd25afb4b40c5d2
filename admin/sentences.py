"""Every fixed sentence of a language with what is known about its sound; pure, everything given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from casework.voicing import Clip, Judgement, sentence_id
from content.clips import PARTS, Fixed
from content.pack import Pack

SHOWN = ("all", "unrecorded", "unheard", "wrong")
EVERY = "all"


@dataclass(frozen=True)
class Sentence:
    """One fixed sentence and how it stands with it."""

    fixed: Fixed
    clip: Path | None
    """The recording that is played for it, from whichever folder."""
    own: str | None
    """The key under which this station recorded it."""
    made: Clip | None
    """Who recorded it here, and when."""
    judgement: Judgement | None
    """What was thought of it, as it sounded then."""
    holds: bool
    """Whether it still sounds so."""

    @property
    def id(self) -> str:
        """Its name in addresses."""
        return sentence_id(self.fixed.text)

    @property
    def text(self) -> str:
        """The words."""
        return self.fixed.text

    @property
    def part(self) -> str:
        """One of content.clips.PARTS."""
        return self.fixed.part

    @property
    def recorded(self) -> bool:
        """Whether a human voice says it."""
        return self.clip is not None

    @property
    def right(self) -> bool:
        """Whether somebody heard it as it sounds now and found it right."""
        return self.holds and self.judgement is not None and self.judgement.right

    @property
    def wrong(self) -> bool:
        """Whether somebody heard it as it sounds now and found it wrong."""
        return self.holds and self.judgement is not None and not self.judgement.right

    @property
    def changed(self) -> bool:
        """Whether somebody heard it, but it sounds otherwise now."""
        return self.judgement is not None and not self.holds

    def fits(self, part: str, shown: str) -> bool:
        """Whether it belongs into a list of that part and that kind."""
        kinds = {"unrecorded": not self.recorded, "unheard": not (self.right or self.wrong), "wrong": self.wrong}
        return part in (EVERY, self.part) and kinds.get(shown, True)


@dataclass(frozen=True)
class Progress:
    """How far a language, or a part of it, has come."""

    part: str
    """One of content.clips.PARTS, or ``all``."""
    total: int
    recorded: int
    right: int
    wrong: int

    @property
    def heard(self) -> int:
        """Listened to, right or wrong."""
        return self.right + self.wrong


def progress(sentences: Sequence[Sentence]) -> tuple[Progress, ...]:
    """Of everything, then of each part."""
    return tuple(_progress(part, [each for each in sentences if each.fits(part, EVERY)]) for part in (EVERY, *PARTS))


def _progress(part: str, sentences: Sequence[Sentence]) -> Progress:
    return Progress(
        part,
        len(sentences),
        sum(each.recorded for each in sentences),
        sum(each.right for each in sentences),
        sum(each.wrong for each in sentences),
    )


def sentences_of(
    pack: Pack,
    own: Callable[[Fixed], str | None],
    clips: Mapping[str, Clip],
    judgements: Mapping[str, Judgement],
    sounding: Callable[[str], str],
    *,
    dialect: bool = False,
) -> tuple[Sentence, ...]:
    """All of a language. ``own``: this station's key of a clip; ``sounding``: mark of how a text sounds now.

    In a ``dialect`` only its own recordings count: another voice helps out meanwhile, and is still to be replaced.
    """
    found = (_sentence(pack, fixed, own(fixed), clips, judgements, sounding) for fixed in pack.fixed())
    return tuple(replace(each, clip=None) if dialect and each.own is None else each for each in found)


def _sentence(
    pack: Pack,
    fixed: Fixed,
    own: str | None,
    clips: Mapping[str, Clip],
    judgements: Mapping[str, Judgement],
    sounding: Callable[[str], str],
) -> Sentence:
    judgement = judgements.get(sentence_id(fixed.text))
    holds = judgement is not None and judgement.sounding == sounding(fixed.text)
    return Sentence(fixed, pack.clip_for(fixed.text), own, clips.get(own or ""), judgement, holds)
