"""The parent's handle on speaking: a recorded clip, what was rendered before, a natural voice, at last espeak."""

from __future__ import annotations

import functools
import logging
import queue
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from voice import loudness
from voice.child import Child
from voice.errors import ChildFailed, ChildRefused, NoVoice, SpeechUnavailable, TextTooLong, UnknownVoice
from voice.mouth_child import WAYS
from voice.natural import Job, Natural, Urgency
from voice.settings import SpeakingSettings
from voice.speech_cache import SpeechCache
from voice.synthesis import SAMPLE_RATE
from voice.tongue import Tongue, edition, renewed, tongue_of

LOG = logging.getLogger(__name__)
MOST_WAITED = 6.0
"""Seconds that a phrase waits for others to be rendered first."""


class Mouth:
    """Says texts as wav files. Thread-safe; a child process starts when something must be rendered first.

    Espeak answers at once and always. Where a natural voice is put in, it renders behind espeak's back, and what it
    has rendered is heard from then on.
    """

    def __init__(
        self,
        settings: SpeakingSettings,
        overlays: tuple[Path, ...] = (),
        ways: Sequence[Child] | None = None,
        natural: Natural | None = None,
    ) -> None:
        """``ways``: the children to ask, the best first; by default one for each of ``voice.mouth_child.WAYS``."""
        self._settings = settings
        self._overlays = overlays
        self._cache = SpeechCache(settings.cache, settings.cache_most)
        self._private: OrderedDict[str, bytes] = OrderedDict()
        self._tongues: dict[str, Tongue] = {}
        self._ways = ways if ways is not None else [_child(way, settings) for way in WAYS]
        self._natural = natural or Natural(settings)
        self._queue: queue.SimpleQueue[tuple[str, str] | None] = queue.SimpleQueue()
        self._turn = threading.Condition()
        self._asked = 0
        """People waiting for a sentence now; preparing gives way to them."""
        self._preparing: threading.Thread | None = None
        self._warmed: set[str] = set()
        self._closed = False

    def say(self, text: str, language: str, private: bool = False, *, natural: bool = True) -> bytes:
        """A whole wav file, mono, 16 bit.

        ``private`` words (a name, a reply) are kept in memory only, and cannot be rendered ahead: a natural voice
        gets ``natural_within`` seconds for them. Not ``natural``: espeak, because the rest of the screen is espeak's
        (see ``natural_in``). Raises NoVoice, UnknownVoice, BadVoice, BadLexicon, TextTooLong, and SpeechUnavailable
        when no synthesiser answers.
        """
        with self._turn:
            self._asked += 1
        try:
            return self._say(text.strip(), language, private, natural)
        finally:
            with self._turn:
                self._asked -= 1
                self._turn.notify_all()

    def natural_in(self, lines: Iterable[tuple[str, str, bool]]) -> frozenset[str]:
        """The languages in which every line ``(text, language, private)`` of a screen can be heard naturally now.

        So that one screen has one voice: it is said naturally as a whole or not at all. What is missing is rendered
        for the next time. Raises like ``say``.
        """
        natural, plain = set[str](), set[str]()
        for text, language, private in lines:
            tongue = self._tongue(language)
            if tongue.natural is None:
                continue
            able = self._is_natural(tongue, text.strip(), private)
            (natural if able else plain).add(language)
        return frozenset(natural - plain)

    def spoken(self, text: str, language: str, words: Mapping[str, str] | None = None) -> tuple[str, ...]:
        """What the synthesiser gets to read, piece by piece; for checking the lexicon. Raises like ``say``.

        ``words``: as if the lexicon had these too.
        """
        tongue = self._tongue(language).taught(words or {})
        return tuple(piece for speaker, part, _ in self._told(tongue, text) for piece in speaker.pieces(part))

    def trial(self, text: str, language: str, words: Mapping[str, str]) -> bytes:
        """How espeak says it if the lexicon had these words too; no clip is used and nothing reaches the disk.

        Raises like ``say``, and BadLexicon where the words cannot be used.
        """
        return self._plainly(self._tongue(language).taught(words), text.strip(), private=True)

    def sounding(self, text: str, language: str) -> str:
        """A mark that changes whenever this text would come out differently; renders nothing. Raises like ``say``."""
        told = self._told(self._tongue(language), text.strip())
        marks = [speaker.sounding(part) for speaker, part, _ in told] if len(told) > 1 else []
        return " ".join([self._tongue(language).sounding(text.strip()), *marks])

    def edition(self, language: str) -> str:
        """A mark that changes whenever clips or lexicon of that language do; it only asks the disk."""
        return edition(language, self._overlays)

    def prepare(self, texts: Iterable[tuple[str, str]]) -> None:
        """Render ``(text, language)`` ahead, one by one, whenever nobody is waiting; returns at once."""
        for each in texts:
            self._queue.put(each)
        with self._turn:
            if self._preparing is None and not self._closed:
                self._preparing = threading.Thread(target=self._prepare, name="mouth-prepare", daemon=True)
                self._preparing.start()

    @property
    def unprepared(self) -> int:
        """Sentences that the natural voices have still to render."""
        return self._natural.waiting

    def close(self) -> None:
        """End the child processes; nothing can be rendered afterwards."""
        with self._turn:
            self._closed = True
            self._turn.notify_all()
        self._queue.put(None)
        self._natural.close()
        for each in self._ways:
            each.close()
        if self._preparing:
            self._preparing.join()

    def _say(self, text: str, language: str, private: bool, natural: bool) -> bytes:
        if len(text) > self._settings.most_characters:
            raise TextTooLong(len(text), self._settings.most_characters, "characters")
        tongue = self._tongue(language)
        found = tongue.clip(text)
        if found is None and natural and tongue.natural and len(tongue.parts(text)) == 1:
            found = self._naturally(tongue, text, private)
        return found or self._plainly(tongue, text, private)

    def _plainly(self, tongue: Tongue, text: str, private: bool) -> bytes:
        key = self._key(tongue, text)
        found = self._kept(key, private)
        if found is None:
            heard, close = list[loudness.Samples](), set[int]()
            for speaker, part, goes_on in self._told(tongue, text):
                if goes_on:
                    close.add(len(heard))
                heard += [loudness.samples_of(self._rendered(piece, speaker)) for piece in speaker.pieces(part)]
            found = loudness.joined(heard, SAMPLE_RATE, frozenset(close))
            self._keep(key, private, found)
        return found

    def _told(self, tongue: Tongue, text: str) -> list[tuple[Tongue, str, bool]]:
        """(who says it, what, whether it goes on within a sentence): names of other languages in their own voice."""
        told: list[tuple[Tongue, str, bool]] = []
        for language, part in tongue.parts(text):
            told.append((tongue if language == tongue.language else self._other(language, tongue), part, bool(told)))
        return told

    def _other(self, language: str, tongue: Tongue) -> Tongue:
        try:
            return self._tongue(language)
        except NoVoice:
            return tongue

    def _key(self, tongue: Tongue, text: str) -> str:
        """Under which espeak's wav is kept; other languages' voices count where they are heard."""
        others = sorted({speaker.manner for speaker, _, _ in self._told(tongue, text) if speaker is not tongue})
        return tongue.key("\n".join([text, *others])) if others else tongue.key(text)

    def _naturally(self, tongue: Tongue, text: str, private: bool) -> bytes | None:
        """What is there, or comes in time; else it comes for the next time."""
        key = tongue.natural_key(text, private=private)
        found = self._kept(key, private)
        if found is not None or self._natural.refuses(key):
            return found
        if not private:  # a fixed sentence is rendered ahead sooner or later, a touch is answered at once
            self._want(tongue, text, private, Urgency.MISSED)
            return None
        within = self._settings.natural_within
        hopeless = (self._natural.expected(tongue.language, _size(text)) or 0.0) > within
        job = self._want(tongue, text, private, Urgency.MISSED if hopeless else Urgency.LIVE)
        return None if hopeless else job.wait(within)

    def _is_natural(self, tongue: Tongue, text: str, private: bool) -> bool:
        """Whether it is there or is expected in time; otherwise it is wanted for the next time.

        What the voice cannot say keeps no screen from being natural.
        """
        key = tongue.natural_key(text, private=private)
        if tongue.has_clip(text) or self._has(key, private) or self._natural.refuses(key):
            return True
        if len(tongue.parts(text)) > 1:
            return True
        expected = self._natural.expected(tongue.language, _size(text)) if private else None
        in_time = expected is not None and expected <= self._settings.natural_within
        self._want(tongue, text, private, Urgency.LIVE if in_time else Urgency.MISSED)
        return in_time

    def _want(self, tongue: Tongue, text: str, private: bool, urgency: Urgency) -> Job:
        assert tongue.natural is not None  # noqa: S101 (callers looked)
        key = tongue.natural_key(text, private=private)
        job = Job(
            key=key,
            speaker=tongue.natural,
            size=_size(text),
            pieces=lambda: tongue.natural_pieces(text),
            keep=lambda wav: self._keep(key, private, wav),
        )
        return self._natural.want(job, urgency)

    def _rendered(self, piece: str, tongue: Tongue) -> bytes:
        """By the first of espeak's ways that works."""
        voice = tongue.voice
        asked = {"do": "render", "text": piece, "voice": asdict(voice)}
        reasons = []
        for way in self._ways:
            try:
                return way.ask(asked, timeout=self._settings.phrase_within, wait=MOST_WAITED)[1]
            except ChildRefused as error:
                if error.cause == UnknownVoice.__name__:
                    raise UnknownVoice(voice.espeak) from error
                reasons.append(str(error))
            except ChildFailed as error:
                reasons.append(str(error))
            LOG.warning("speaking another way: %s", reasons[-1])
        raise SpeechUnavailable(tongue.language, reasons)

    def _prepare(self) -> None:
        while (wanted := self._queue.get()) is not None:
            with self._turn:
                self._turn.wait_for(lambda: self._asked == 0 or self._closed)
            if self._closed:
                return
            text, language = wanted[0].strip(), wanted[1]
            try:
                tongue = self._tongue(language)
                self._warm(tongue)
                if tongue.has_clip(text):
                    continue
                if tongue.natural and self._cache.has(tongue.natural_key(text)):
                    continue
                if not self._cache.has(self._key(tongue, text)):
                    self._plainly(tongue, text, private=False)
                if tongue.natural:
                    self._want(tongue, text, False, Urgency.AHEAD)
            except Exception as error:  # noqa: BLE001 (one bad sentence must not end the others)
                LOG.warning("could not render %r ahead: %s", text, error)

    def _warm(self, tongue: Tongue) -> None:
        """Have the natural voice loaded and its pace known before somebody needs it live."""
        if tongue.natural and tongue.language not in self._warmed:
            self._warmed.add(tongue.language)
            greeting: str = tongue.pack.words["pack"]["greeting"]
            pieces = functools.partial(tongue.natural_pieces, greeting)
            job = Job(f"warm {tongue.language}", tongue.natural, _size(greeting), pieces, keep=lambda _: None)
            self._natural.want(job, Urgency.AHEAD)

    def _tongue(self, language: str) -> Tongue:
        known = self._tongues.get(language)
        found = renewed(known) if known else tongue_of(language, self._overlays, self._settings.voices)
        self._tongues[language] = found
        return found

    def _has(self, key: str, private: bool) -> bool:
        if private:
            with self._turn:
                return key in self._private
        return self._cache.has(key)

    def _kept(self, key: str, private: bool) -> bytes | None:
        if not private:
            return self._cache.get(key)
        with self._turn:
            if key in self._private:
                self._private.move_to_end(key)
            return self._private.get(key)

    def _keep(self, key: str, private: bool, wav: bytes) -> None:
        if not private:
            self._cache.put(key, wav)
            return
        with self._turn:
            self._private[key] = wav
            while len(self._private) > self._settings.private_kept:
                self._private.popitem(last=False)


def _child(way: str, settings: SpeakingSettings) -> Child:
    return Child(
        "voice.mouth_child",
        [way],
        name=f"mouth-{way}",
        start_within=settings.start_within,
        may_grow=settings.may_grow,
    )


def _size(text: str) -> int:
    return len(text.encode())
