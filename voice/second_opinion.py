"""A slower, better ear beside a quick one: it thinks in a thread of its own while silence is waited out."""

from __future__ import annotations

import logging
import threading
import time

from voice.errors import VoiceError
from voice.grammar import Grammar
from voice.vad import VoiceActivity
from voice.whisper.ear import WhisperEar
from voice.whisper.reading import Reading

BEFORE = 0.3
"""Seconds kept before the first speech and after the last."""
BYTES_A_SECOND = 32_000
SPEECH = 0.5
"""Probability from which a window of sound counts as speech."""
PATIENCE = (1.5, 0.5)
"""Seconds that an answer is waited for, and so many more for each second of speech. It takes a tenth to a third of
the time that the sentence took; on a machine that is slower than that the quick ear decides alone."""


class SecondOpinion:
    """One network, one thought at a time. A thought about a sentence that went on after all is given up."""

    def __init__(self, language: str) -> None:
        """Loads in the background; ``ready`` tells when."""
        self._language = language
        self._ear: WhisperEar | None = None
        self._thought: _Thought | None = None
        self._loading = threading.Thread(target=self._load, name="second-opinion-load", daemon=True)
        self._loading.start()

    @property
    def ready(self) -> bool:
        """Whether it can be asked."""
        return self._ear is not None

    def prepare(self, grammar: Grammar) -> None:
        """In the background: so that its first answer about this grammar comes as soon as the next ones."""
        self.forget()
        if self._ear is not None:
            threading.Thread(target=self._ear.prepare, args=(grammar,), daemon=True).start()

    def think(self, pcm: bytes, speech: tuple[float, float], grammar: Grammar) -> None:
        """Begin, unless this is thought about already. ``speech``: seconds from where to where somebody spoke."""
        if self._ear is None or (self._thought and self._thought.speech == speech):
            return
        self.forget()
        self._thought = _Thought(self._ear, spoken(pcm, speech), speech, grammar)

    def reading(self, pcm: bytes, speech: tuple[float, float], grammar: Grammar) -> Reading | None:
        """What it makes of that sound, waited for; None where it cannot be asked."""
        self.think(pcm, speech, grammar)
        return self._thought.wait() if self._thought else None

    @property
    def thinking(self) -> bool:
        """Whether an answer may still come."""
        return self._thought is not None and self._thought.working

    @property
    def worth_waiting(self) -> bool:
        """Whether an answer may still come in time."""
        return self._thought is not None and self._thought.working and self._thought.patience > 0

    def known(self) -> Reading | None:
        """What it made of the sound it was last asked about, if it is done."""
        return self._thought.reading if self._thought else None

    def dictate(self, pcm: bytes) -> tuple[str, float] | None:
        """Free text and how sure, 0 to 1; None where it cannot be asked. Waits until it has loaded."""
        self._loading.join()
        if self._ear is None:
            return None
        if not any(each >= SPEECH for each in VoiceActivity().feed(pcm)):  # it makes words up where there are none
            return "", 0.0
        return self._ear.dictate(pcm)

    def forget(self) -> None:
        """Nobody wants to know any more."""
        if self._thought is not None:
            self._thought.given_up.set()
            self._thought = None

    def _load(self) -> None:
        try:
            self._ear = WhisperEar(self._language)
        except VoiceError as error:
            logging.getLogger("voice.second_opinion").warning("no second opinion: %s", error)


class _Thought:
    """One sound being worked at."""

    def __init__(self, ear: WhisperEar, pcm: bytes, speech: tuple[float, float], grammar: Grammar) -> None:
        self.speech = speech
        self.reading: Reading | None = None
        self.given_up = threading.Event()
        self._deadline = time.monotonic() + PATIENCE[0] + PATIENCE[1] * len(pcm) / BYTES_A_SECOND
        self._work = threading.Thread(target=self._think, args=(ear, pcm, grammar), daemon=True)
        self._work.start()

    @property
    def patience(self) -> float:
        """Seconds that are left."""
        return self._deadline - time.monotonic()

    @property
    def working(self) -> bool:
        return self._work.is_alive()

    def wait(self) -> Reading | None:
        self._work.join(max(0.0, self.patience))
        return self.reading

    def _think(self, ear: WhisperEar, pcm: bytes, grammar: Grammar) -> None:
        found = ear.hear(pcm, grammar, self.given_up.is_set)
        if not self.given_up.is_set():
            self.reading = found


def spoken(pcm: bytes, speech: tuple[float, float]) -> bytes:
    """The sound without the silence around the speech."""
    first, last = speech
    start = max(0, int((first - BEFORE) * BYTES_A_SECOND) // 2 * 2)
    return pcm[start : max(start, int((last + BEFORE) * BYTES_A_SECOND) // 2 * 2)]
