"""The parent's handle on speaking: a recorded clip, else what was rendered before, else a child process."""

from __future__ import annotations

import hashlib
import json
import logging
import queue
import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

import numpy as np

import content
from content.errors import UnknownLanguage
from voice import loudness, sentences
from voice.child import Child
from voice.errors import ChildFailed, ChildRefused, NotPlayable, NoVoice, SpeechUnavailable, TextTooLong, UnknownVoice
from voice.lexicon import Lexicon
from voice.mouth_child import WAYS
from voice.settings import SpeakingSettings
from voice.speech_cache import SpeechCache
from voice.synthesis import MOST_BYTES, SAMPLE_RATE, Voice

LOG = logging.getLogger(__name__)
VERSION = 1
"""Raised when the same words come out differently: rendered sentences are then rendered again."""
PAUSE = 0.2
"""Seconds between two sentences, besides the silence that each keeps at its ends."""


@dataclass(frozen=True)
class Speaker:
    """One language's pack, voice and lexicon."""

    pack: content.Pack
    voice: Voice
    lexicon: Lexicon

    @cached_property
    def manner(self) -> str:
        """Everything besides the text that decides how it sounds."""
        return json.dumps([VERSION, asdict(self.voice), self.lexicon.fingerprint, version("espeakng-loader")])


class Mouth:
    """Says texts as wav files. Thread-safe; a child process starts when something must be rendered first."""

    def __init__(
        self, settings: SpeakingSettings, overlays: tuple[Path, ...] = (), ways: Sequence[Child] | None = None
    ) -> None:
        """``ways``: the children to ask, the best first; by default one for each of ``voice.mouth_child.WAYS``."""
        self._settings = settings
        self._overlays = overlays
        self._cache = SpeechCache(settings.cache, settings.cache_most)
        self._private: OrderedDict[str, bytes] = OrderedDict()
        self._speakers: dict[str, Speaker] = {}
        self._ways = ways if ways is not None else [_child(way, settings) for way in WAYS]
        self._queue: queue.SimpleQueue[tuple[str, str] | None] = queue.SimpleQueue()
        self._turn = threading.Condition()
        self._asked = 0
        """People waiting for a sentence now; preparing gives way to them."""
        self._preparing: threading.Thread | None = None
        self._closed = False

    def say(self, text: str, language: str, private: bool = False) -> bytes:
        """A whole wav file, mono, 16 bit.

        ``private`` words (a name, a reply) are kept in memory only. Raises NoVoice, UnknownVoice, BadVoice,
        BadLexicon, TextTooLong, and SpeechUnavailable when no synthesiser answers.
        """
        with self._turn:
            self._asked += 1
        try:
            return self._say(text.strip(), language, private)
        finally:
            with self._turn:
                self._asked -= 1
                self._turn.notify_all()

    def spoken(self, text: str, language: str) -> tuple[str, ...]:
        """What the synthesiser gets to read, piece by piece; for checking the lexicon. Raises like ``say``."""
        return _pieces(self._speaker(language), text)

    def prepare(self, texts: Iterable[tuple[str, str]]) -> None:
        """Render ``(text, language)`` ahead, one by one, whenever nobody is waiting; returns at once."""
        for each in texts:
            self._queue.put(each)
        with self._turn:
            if self._preparing is None and not self._closed:
                self._preparing = threading.Thread(target=self._prepare, name="mouth-prepare", daemon=True)
                self._preparing.start()

    def close(self) -> None:
        """End the child processes; nothing can be rendered afterwards."""
        with self._turn:
            self._closed = True
            self._turn.notify_all()
        self._queue.put(None)
        for each in self._ways:
            each.close()
        if self._preparing:
            self._preparing.join()

    def _say(self, text: str, language: str, private: bool) -> bytes:
        if len(text) > self._settings.most_characters:
            raise TextTooLong(len(text), self._settings.most_characters, "characters")
        speaker = self._speaker(language)
        clip = _clip(speaker, text)
        if clip:
            return clip
        key = _key(speaker, text)
        found = self._remembered(key) if private else self._cache.get(key)
        if found is None:
            found = self._render(speaker, text)
            if private:
                self._remember(key, found)
            else:
                self._cache.put(key, found)
        return found

    def _render(self, speaker: Speaker, text: str) -> bytes:
        heard = []
        for piece in _pieces(speaker, text):
            pcm = loudness.samples_of(self._rendered(piece, speaker))
            heard += [loudness.trimmed(pcm, SAMPLE_RATE), loudness.silence(PAUSE, SAMPLE_RATE)]
        if not heard:  # nothing but marks: a moment of silence is the right reading
            return loudness.wav_of(loudness.silence(PAUSE, SAMPLE_RATE), SAMPLE_RATE)
        return loudness.wav_of(loudness.levelled(np.concatenate(heard[:-1]), SAMPLE_RATE), SAMPLE_RATE)

    def _rendered(self, piece: str, speaker: Speaker) -> bytes:
        """By the first way that works."""
        voice = speaker.voice
        asked = {"do": "render", "text": piece, "voice": asdict(voice)}
        reasons = []
        for way in self._ways:
            try:
                return way.ask(asked, timeout=self._settings.phrase_within)[1]
            except ChildRefused as error:
                if error.cause == UnknownVoice.__name__:
                    raise UnknownVoice(voice.espeak) from error
                reasons.append(str(error))
            except ChildFailed as error:
                reasons.append(str(error))
            LOG.warning("speaking another way: %s", reasons[-1])
        raise SpeechUnavailable(speaker.pack.language, reasons)

    def _prepare(self) -> None:
        while (wanted := self._queue.get()) is not None:
            with self._turn:
                self._turn.wait_for(lambda: self._asked == 0 or self._closed)
            if self._closed:
                return
            text, language = wanted
            try:
                speaker = self._speaker(language)
                if not self._cache.has(_key(speaker, text.strip())):
                    self._say(text.strip(), language, private=False)
            except Exception as error:  # noqa: BLE001 (one bad sentence must not end the others)
                LOG.warning("could not render %r ahead: %s", text, error)

    def _speaker(self, language: str) -> Speaker:
        if language not in self._speakers:
            try:
                pack = content.load(language, self._overlays)
            except UnknownLanguage as error:
                raise NoVoice(language) from error
            voice = Voice.of(language, pack.words["pack"].get("voice"))
            self._speakers[language] = Speaker(pack, voice, Lexicon.of(language, pack.words.get("lexicon")))
        return self._speakers[language]

    def _remembered(self, key: str) -> bytes | None:
        with self._turn:
            if key in self._private:
                self._private.move_to_end(key)
            return self._private.get(key)

    def _remember(self, key: str, wav: bytes) -> None:
        with self._turn:
            self._private[key] = wav
            while len(self._private) > self._settings.private_kept:
                self._private.popitem(last=False)


def _child(way: str, settings: SpeakingSettings) -> Child:
    return Child("voice.mouth_child", [way], name=f"mouth-{way}", start_within=settings.start_within)


def _pieces(speaker: Speaker, text: str) -> tuple[str, ...]:
    return tuple(
        piece
        for sentence in sentences.split(text)
        for piece in sentences.capped(speaker.lexicon.spoken(sentence), MOST_BYTES)
        if any(each.isalnum() for each in piece)
    )


def _key(speaker: Speaker, text: str) -> str:
    told = f"{speaker.pack.language}\n{speaker.manner}\n{text}"
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def _clip(speaker: Speaker, text: str) -> bytes | None:
    """The pack's recording of exactly this text, at the common loudness; None when none can be played."""
    path = speaker.pack.clip_for(text)
    if path is None:
        return None
    try:
        samples, rate = loudness.read(path.read_bytes())
    except (NotPlayable, OSError) as error:
        LOG.warning("%s: %s", path, error)
        return None
    samples = loudness.levelled(loudness.trimmed(samples, rate), rate)
    return loudness.wav_of(samples, rate) if len(samples) else None
