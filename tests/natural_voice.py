"""A natural voice at the browser's microphone: what it says next is a file that headless Chromium takes for sound."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
from spoken import RATE, english, noise

BROWSER_RATE = 48_000
"""Samples a second that Chromium wants in that file."""


class FakeMicrophone:
    """A microphone into which somebody speaks anew each time the page opens it; silence follows what is said."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.hears_nothing()

    @property
    def flag(self) -> str:
        """What Chromium is started with; ``noloop`` says it once, not over and over."""
        return f"--use-file-for-fake-audio-capture={self.file}%noloop"

    def hears(self, sentence: str) -> float:
        """The next time the microphone is opened, this English sentence is spoken into it. Seconds it lasts."""
        return self._write(english(sentence, before=0.6))

    def hears_a_voice_for(self, seconds: float) -> None:
        """Somebody who goes on talking, about nothing that any screen listens for."""
        talk = english("The seven little ducks swam over the river, and then the old boat went slowly home again.")
        self._write((talk * int(1 + seconds * RATE * 2 / len(talk)))[: int(seconds * RATE) * 2])

    def hears_nothing(self) -> None:
        """A quiet room: a little hiss, as every real microphone has, and nobody speaks."""
        self._write(noise(1.0, loudness=6))

    def _write(self, pcm: bytes) -> float:
        samples = np.frombuffer(pcm, "<i2").astype(float)
        times = np.arange(len(samples) * BROWSER_RATE // RATE) * RATE / BROWSER_RATE
        sound = np.interp(times, np.arange(len(samples)), samples).astype("<i2")
        new = self.file.with_suffix(".new")
        with wave.open(str(new), "wb") as wav:
            wav.setnchannels(1)
            wav.setsampwidth(2)
            wav.setframerate(BROWSER_RATE)
            wav.writeframes(sound.tobytes())
        new.replace(self.file)
        return len(samples) / RATE
