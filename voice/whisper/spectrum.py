"""Sound as Whisper sees it: the loudness of 80 bands of pitch, a hundred times a second. Pure."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
BANDS = 80
WINDOW = 400
"""Samples looked at at once."""
STEP = 160
"""Samples from one look to the next."""
_LINEAR = 200 / 3
"""Hertz in one mel, up to ``_BEND``; above, each mel is the same ratio."""
_BEND = 1000.0
_RATIO = np.log(6.4) / 27


def spectrum(pcm: bytes, after: float = 0.5) -> NDArray[np.float32]:
    """16 kHz mono 16-bit sound with ``after`` seconds of silence behind it; one column a look."""
    sound = np.frombuffer(pcm[: len(pcm) // 2 * 2], "<i2").astype(np.float32) / 32768
    half = WINDOW // 2
    sound = np.pad(np.pad(sound, (0, int(after * RATE))), half, mode="reflect")
    looks = np.lib.stride_tricks.sliding_window_view(sound, WINDOW)[::STEP][:-1]
    power = np.abs(np.fft.rfft(looks * _window(), axis=1)) ** 2
    loud = np.log10(np.maximum(_bands() @ power.T, 1e-10))
    return np.asarray((np.maximum(loud, loud.max() - 8) + 4) / 4, np.float32)


@cache
def _window() -> NDArray[np.float32]:
    return np.hanning(WINDOW + 1)[:-1].astype(np.float32)


@cache
def _bands() -> NDArray[np.float64]:
    """Triangles over the frequencies, as wide as the ear's own bands (Slaney)."""
    frequencies = np.linspace(0, RATE / 2, WINDOW // 2 + 1)
    top = _BEND / _LINEAR + np.log(RATE / 2 / _BEND) / _RATIO
    edges = _hertz(np.linspace(0, top, BANDS + 2))
    rise = (frequencies - edges[:-2, None]) / np.diff(edges)[:-1, None]
    fall = (edges[2:, None] - frequencies) / np.diff(edges)[1:, None]
    return np.asarray(np.maximum(0, np.minimum(rise, fall)) * (2 / (edges[2:] - edges[:-2]))[:, None])


def _hertz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    bend = _BEND / _LINEAR
    return np.where(mel < bend, mel * _LINEAR, _BEND * np.exp(_RATIO * (np.maximum(mel, bend) - bend)))
