"""How loud sound is while it comes in: a level for the meter, and whether there was any sound at all."""

from __future__ import annotations

import math
from collections import deque

import numpy as np

RATE = 16_000
FULL = 32768.0
QUIETEST = -90.0
"""dBFS told for digital silence."""
AUDIBLE = -55.0
"""dBFS that some tenth of a second must reach; a whisper across a room does, an empty room does not."""
WINDOW = RATE // 10
"""Samples over which loudness is measured."""
CUT = 24_000
"""Amplitude that the tops of cut-off sound reach at least; browsers turn it down a little after it was cut."""
CUT_TOP, CUT_SHARE = 0.9, 0.04
"""Sound is cut off where more than this share of a window lies within a tenth of its peak: its tops are flat."""
CUT_WINDOWS = 3
"""Windows of the last second that must be cut off."""


class Loudness:
    """Fed piece by piece with 16 kHz s16le."""

    def __init__(self) -> None:
        self.size = 0
        """Bytes so far."""
        self.level = QUIETEST
        """dBFS of the last tenth of a second that was whole."""
        self.loudest = QUIETEST
        """dBFS of the loudest tenth of a second."""
        self.clipped = False
        """Whether the sound was ever far too loud for the microphone."""
        self._cut: deque[bool] = deque(maxlen=10)
        self._peak = 0
        self._rest = np.zeros(0, dtype=np.int16)

    @property
    def seconds(self) -> float:
        """How long it is."""
        return self.size / 2 / RATE

    @property
    def silent(self) -> bool:
        """Whether nobody can have spoken."""
        return self.loudest < AUDIBLE

    def deaf(self, after: float) -> bool:
        """Whether there was nothing but zeros for that many seconds: no working microphone sounds like that."""
        return self.seconds >= after and self._peak <= 1

    @property
    def clipping(self) -> bool:
        """Whether it is far too loud for the microphone just now."""
        return sum(self._cut) >= CUT_WINDOWS

    def feed(self, pcm: bytes) -> None:
        """Measure one more piece."""
        self.size += len(pcm)
        samples = np.concatenate((self._rest, np.frombuffer(pcm, dtype="<i2")))
        if samples.size:
            self._peak = max(self._peak, int(np.abs(samples.astype(np.int32)).max()))
        whole = samples.size // WINDOW * WINDOW
        for window in samples[:whole].reshape(-1, WINDOW):
            self.level = _dbfs(window)
            self.loudest = max(self.loudest, self.level)
            self._cut.append(_flat(window))
            self.clipped = self.clipped or self.clipping
        self._rest = samples[whole:]


def _flat(window: np.ndarray) -> bool:
    heights = np.abs(window.astype(np.int32))
    peak = int(heights.max())
    return peak >= CUT and float(np.mean(heights >= CUT_TOP * peak)) > CUT_SHARE


def _dbfs(window: np.ndarray) -> float:
    power = float(np.mean(window.astype(np.float64) ** 2))
    return max(QUIETEST, 10 * math.log10(power / FULL**2)) if power else QUIETEST
