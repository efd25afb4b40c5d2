"""Mandarin out of the box: a small Whisper model writes down freely what it hears, pause by pause.

It reads a whole stretch of speech at once. So it reads whenever the speaker pauses, in a thread of its own: when the
turn ends, the text is usually there already.
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from voice import whisper_files
from voice.engine import RATE
from voice.errors import ModelDamaged
from voice.grammar import Grammar
from voice.mel import HOP, Floats, log_mel
from voice.understanding import Dictation, Heard
from voice.vad import SECONDS, WINDOW, VoiceActivity

SPEECH = 0.5
"""Probability from which a window counts as speech."""
PAUSE = 0.25
"""Seconds of quiet after which what was said so far is read."""
AROUND = 0.3
"""Seconds of the room that are read before and after the speech."""
LONGEST = 10.0
"""Seconds of speech that are read for a choice: nobody takes longer to name one, and it is read within a second."""
AFTERWARDS = 3.0
"""Seconds of silence put after it: the model was made for half a minute, and repeats itself where there is no end."""
LONGEST_READING = 6.0
"""Seconds that a reading may take; a machine that is slower than that cannot listen in Chinese."""
READINGS = 3
MOST_PIECES = 60
"""Of a reading: what is longer names no choice."""
SURE, UNSURE = -0.7, -1.5
"""Logarithm of the model's own probability a piece from which on a reading is believed, and below which it is not."""
NOTHING_SAID = 0.8
"""The model's own probability that nobody spoke at all, from which on nothing is believed."""
STRETCH = 25.0
"""Seconds of a recording that are written down at once."""
CAREFUL = "以下是普通话的句子。"
"""Said before a recording, so that it goes on in simplified characters."""
DICTATION_CONFIDENCE = 0.5
"""The smallest models get a quarter of open Mandarin wrong; what they say of themselves is too kind."""
MARKS = ("<|transcribe|>", "<|notimestamps|>")
_DIGITS = str.maketrans("0123456789", "零一二三四五六七八九")
_AGAIN = re.compile(r"^(.{2,}?)\1+$")


class WhisperEngine:
    """See ``voice.engine.Engine``. Runs in a process of its own only: it takes some 300 MB."""

    name = "whisper"

    def __init__(self, language: str) -> None:
        """Raises ModelDamaged."""
        import ctranslate2

        self.language = language
        files = whisper_files.files(language)
        self._pieces = whisper_files.Pieces(files["vocabulary.json"])
        self._frames = ctranslate2.StorageView.from_array
        try:
            self._model = ctranslate2.models.Whisper(
                "whisper", device="cpu", compute_type="int8", intra_threads=min(4, os.cpu_count() or 1), files=files
            )
        except (RuntimeError, ValueError) as error:
            raise ModelDamaged("the packages of Whisper", language, str(error)) from error
        self._opening = [self._pieces.mark(each) for each in ("<|startoftranscript|>", f"<|{language}|>", *MARKS)]
        self._keypad = False
        self._rest()

    def begin(self, grammar: Grammar) -> tuple[str, ...]:
        """Listen from now on. There is no word that it could not write, so all may be heard."""
        self._keypad = grammar.length > 1
        self._rest()
        return ()

    def _rest(self) -> None:
        """As if nobody had spoken yet."""
        self._activity = VoiceActivity()
        self._sound = bytearray()
        self._windows = 0
        self._speech: tuple[int, int] | None = None
        self._reading: _Reading | None = None

    def accept(self, pcm: bytes, *, speech: bool = True) -> None:
        """The next piece of sound; read as soon as the speaker pauses."""
        self._sound += pcm
        for probability in self._activity.feed(pcm):
            if probability >= SPEECH:
                first = self._speech[0] if self._speech else self._windows
                self._speech = (first, self._windows)
            self._windows += 1
        if self._speech and (self._windows - self._speech[1]) * SECONDS > PAUSE:
            self._read()

    def pause(self, first: float, last: float) -> Heard | None:
        """It finds the pauses itself; what it read up to this one."""
        return self._reading.heard if self._reading and self._up_to_now else None

    @property
    def working(self) -> bool:
        """While it reads, but no longer than anybody waits for it."""
        self._read()
        reading = self._reading
        return reading is not None and reading.patience > 0 and not (self._up_to_now and reading.heard)

    def partial(self) -> str:
        """What was heard up to the last pause."""
        return self._reading.heard.text if self._reading and self._reading.heard else ""

    def result(self) -> Heard:
        """What was heard in all, freely: nothing is forced into the words of the grammar."""
        for _ in range(2):  # what it reads already may end before the last words
            self._read()
            if self._reading is not None:
                self._reading.wait()
        heard = self._reading.heard if self._reading and self._up_to_now else None
        self._rest()
        return heard or Heard("")

    def dictate(self, pcm: bytes) -> Dictation:
        """Free text, stretch by stretch, in simplified characters."""
        told = []
        opening = [self._pieces.mark("<|startofprev|>"), *self._pieces.numbers(CAREFUL), *self._opening]
        samples = _samples(pcm)
        for start in range(0, len(samples), int(STRETCH * RATE)):
            stretch = samples[start : start + int(STRETCH * RATE)]
            if self._spoken(stretch):
                found = self._written(stretch, opening, readings=1, most=220)
                told.append(self._pieces.text(found.sequences_ids[0]))
        text = " ".join(filter(None, told))
        return Dictation(text, DICTATION_CONFIDENCE if text else 0.0, self.name)

    @property
    def _up_to_now(self) -> bool:
        """Whether nothing was said since what is, or was, read."""
        return self._speech is not None and self._reading is not None and self._reading.to == self._speech[1]

    def _read(self) -> None:
        """Begin with everything said so far, unless nothing was said since the last time, or that is still read."""
        if self._speech is None or self._up_to_now or (self._reading and self._reading.busy):
            return
        around = int(AROUND * RATE)
        first, last = self._speech[0] * WINDOW - around, (self._speech[1] + 1) * WINDOW + around
        first = max(0, first, last - int(LONGEST * RATE) - 2 * around)
        samples = _samples(bytes(self._sound[2 * first : 2 * last]))
        self._reading = _Reading(self._speech[1], lambda: self._heard_in(samples))

    def _heard_in(self, samples: Floats) -> Heard:
        found = self._written(samples, self._opening, READINGS, MOST_PIECES)
        texts = list(dict.fromkeys(filter(None, map(self._said, found.sequences_ids))))
        sure = _sure(found) if texts else 0.0
        return Heard(texts[0] if texts else "", tuple(texts[1:]), confidence=sure)

    def _written(self, samples: Floats, opening: list[int], readings: int, most: int) -> Any:
        """What the library tells of the readings, the likeliest first."""
        frames = min(3000, len(samples) // HOP + int(AFTERWARDS * RATE / HOP)) // 2 * 2
        looked = self._model.encode(self._frames(log_mel(samples, frames)[None]))
        (found,) = self._model.generate(
            looked,
            [opening],
            beam_size=5,
            num_hypotheses=readings,
            max_length=len(opening) + most,
            return_scores=True,
            return_no_speech_prob=True,
        )
        return found

    def _said(self, numbers: list[int]) -> str:
        """A reading as people say it: digits as words, no marks, nothing told twice (but on a keypad it may be)."""
        text = re.sub(r"[\W_]+", "", self._pieces.text(numbers)).translate(_DIGITS)
        again = None if self._keypad else _AGAIN.match(text)
        return again[1] if again else text

    @staticmethod
    def _spoken(samples: Floats) -> bool:
        pcm = (samples * 32767).astype(np.int16).tobytes()
        return any(each >= SPEECH for each in VoiceActivity().feed(pcm))


class _Reading:
    """One stretch of speech being read, in a thread of its own."""

    def __init__(self, to: int, read: Callable[[], Heard]) -> None:
        """``to``: the last window of speech in it."""
        self.to = to
        self.heard: Heard | None = None
        self._deadline = time.monotonic() + LONGEST_READING
        self._thread = threading.Thread(target=self._work, args=(read,), daemon=True)
        self._thread.start()

    @property
    def busy(self) -> bool:
        return self._thread.is_alive()

    @property
    def patience(self) -> float:
        """Seconds that are left."""
        return self._deadline - time.monotonic()

    def wait(self) -> None:
        """For the end, but no longer than that."""
        self._thread.join(max(0.0, self.patience))

    def _work(self, read: Callable[[], Heard]) -> None:
        self.heard = read()


def _samples(pcm: bytes) -> Floats:
    return np.frombuffer(pcm[: len(pcm) // 2 * 2], np.int16).astype(np.float32) / np.float32(32768)


def _sure(found: Any) -> float:
    """0 to 1, from what the model says of its first reading."""
    if found.no_speech_prob >= NOTHING_SAID:
        return 0.0
    return float(max(0.0, min(1.0, (found.scores[0] - UNSURE) / (SURE - UNSURE))))
