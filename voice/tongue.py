"""How one language is spoken here: its pack, lexicon, espeak voice and natural voice; it renders nothing."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cache, cached_property, lru_cache
from importlib.metadata import version
from pathlib import Path

import content
from content import clips, layers
from content.errors import BadContent, UnknownLanguage
from voice import loudness, mixed, sentences
from voice.errors import BadLexicon, NotPlayable, NoVoice, SpeakerDamaged
from voice.lexicon import Lexicon
from voice.speakers import Speaker, installed
from voice.synthesis import MOST_BYTES, Voice

LOG = logging.getLogger(__name__)
VERSION = 1
"""Raised when the same words come out of espeak differently: rendered sentences are then rendered again."""
NATURAL_VERSION = 3
"""The same for natural voices."""
MOST_NATURAL = 400
"""UTF-8 bytes of one phrase: Kokoro has places for 508 phonemes, and a longer one would take too long."""
SHORT = 24
"""Letters of a sentence, for example the pinyin of three or four syllables."""


@dataclass(frozen=True)
class Tongue:
    """One language's pack, voices and lexicon."""

    pack: content.Pack
    voice: Voice
    lexicon: Lexicon
    natural: Speaker | None = None
    stamp: object = None
    """Of the lexicon's files: a village writes its own while the station runs (see ``renewed``)."""
    readings: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)
    """What espeak gets to read, for texts that were compared before: reading Chinese takes milliseconds."""

    @cached_property
    def manner(self) -> str:
        """Everything besides the text that decides how espeak sounds."""
        return json.dumps([VERSION, asdict(self.voice), self.lexicon.fingerprint, _espeak_version()])

    @property
    def language(self) -> str:
        """Of the pack."""
        return self.pack.language

    def key(self, text: str) -> str:
        """Under which espeak's wav of this text is kept."""
        return self._key(self.manner, text)

    def natural_key(self, text: str, *, private: bool = False) -> str:
        """Under which the natural wav of this text is kept; another voice, model or reading keeps it under another.

        By the reading and not by the whole lexicon: one new word must not cost an hour of rendering everything.
        """
        told = [NATURAL_VERSION, self.natural.manner if self.natural else "", _espeak_version()]
        return self._key(json.dumps([*told, self.pieces(text) if private else self._reading(text)]), text)

    def parts(self, text: str) -> tuple[tuple[str, str], ...]:
        """The text as stretches of one language each: (language, stretch)."""
        return mixed.parts(text, self.language, self.lexicon.words)

    def pieces(self, text: str) -> tuple[str, ...]:
        """What espeak gets to read, one by one."""
        return tuple(self._pieces(text, MOST_BYTES))

    def natural_pieces(self, text: str) -> tuple[str, ...]:
        """What the natural voice gets to read; a short sentence together with its neighbour, said alone it sings."""
        found: list[str] = []
        for piece in self._pieces(text, MOST_NATURAL):
            if found and min(len(found[-1]), len(piece)) < SHORT and len(found[-1]) + len(piece) < MOST_NATURAL // 2:
                found[-1] += f" {piece}"
            else:
                found.append(piece)
        return tuple(found)

    def has_clip(self, text: str) -> bool:
        """Whether the pack has a recording of exactly this text."""
        return self.pack.clip_for(text) is not None

    def clip(self, text: str) -> bytes | None:
        """The pack's recording of exactly this text, at the common loudness; None when none can be played."""
        path = self.pack.clip_for(text)
        if path is None:
            return None
        try:
            samples, rate = loudness.read(path.read_bytes())
        except (NotPlayable, OSError) as error:
            LOG.warning("%s: %s", path, error)
            return None
        samples = loudness.levelled(loudness.trimmed(samples, rate), rate)
        return loudness.wav_of(samples, rate) if len(samples) else None

    def taught(self, words: Mapping[str, str]) -> Tongue:
        """The same with those words spoken so. Raises BadLexicon with every mistake at once."""
        return replace(self, lexicon=self.lexicon.with_words(words), readings={}) if words else self

    def sounding(self, text: str) -> str:
        """A mark that changes whenever this text would come out differently: another clip, voice or reading."""
        path = self.pack.clip_for(text)
        voices = [VERSION, asdict(self.voice), NATURAL_VERSION, self.natural.manner if self.natural else ""]
        told = ["clip", _sum(path)] if path else [voices, self._reading(text)]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]

    def _reading(self, text: str) -> tuple[str, ...]:
        if text not in self.readings:
            self.readings[text] = self.pieces(text)
        return self.readings[text]

    def _key(self, manner: str, text: str) -> str:
        return hashlib.sha256(f"{self.language}\n{manner}\n{text}".encode()).hexdigest()[:32]

    def _pieces(self, text: str, most: int) -> Iterable[str]:
        for sentence in sentences.split(text):
            for piece in sentences.capped(self.lexicon.spoken(sentence), most):
                if any(each.isalnum() for each in piece):
                    yield piece


def tongue_of(language: str, overlays: tuple[Path, ...], voices: Path | None) -> Tongue:
    """Of a shipped or overlaid language. Raises NoVoice, BadVoice, BadLexicon; leaves out a damaged natural voice."""
    try:
        pack = content.load(language, overlays)
    except UnknownLanguage as error:
        raise NoVoice(language) from error
    voice = Voice.of(language, pack.words["pack"].get("voice"))
    stamp = layers.stamp(pack.folders, "lexicon")
    lexicon = Lexicon.of(language, layers.read_layer(pack.folders, "lexicon"))
    natural = None
    try:
        natural = installed(language, voices) if voices else None
    except SpeakerDamaged as error:
        LOG.warning("%s", error)
    return Tongue(pack, voice, lexicon, natural, stamp)


def renewed(tongue: Tongue) -> Tongue:
    """With its lexicon as the files are now; as before where somebody has spoilt them."""
    folders = tongue.pack.folders
    stamp = layers.stamp(folders, "lexicon")
    if stamp == tongue.stamp:
        return tongue
    try:
        lexicon = Lexicon.of(tongue.language, layers.read_layer(folders, "lexicon"))
    except (BadContent, BadLexicon) as error:
        LOG.warning("words are spoken as before: %s", error)
        return replace(tongue, stamp=stamp)
    same = {text: told for text, told in tongue.readings.items() if not lexicon.differs(tongue.lexicon, text)}
    return replace(tongue, lexicon=lexicon, stamp=stamp, readings=same)


def edition(language: str, overlays: tuple[Path, ...]) -> str:
    """A mark that changes whenever clips or lexicon of that language do; it only asks the disk."""
    folders = content.load(language, overlays).folders
    return json.dumps([clips.edition(folders), layers.stamp(folders, "lexicon")])


@cache
def _espeak_version() -> str:
    return version("espeakng-loader")


def _sum(path: Path) -> str:
    told = path.stat()
    return _sum_of(path, told.st_mtime_ns, told.st_size)


@lru_cache(maxsize=4096)
def _sum_of(path: Path, *_: int) -> str:
    """Of a clip; read again only when it has changed."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
