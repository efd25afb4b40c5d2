"""Sound as the loudness of eighty pitches, every 10 ms, as Whisper's models take it; pure, no model."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

RATE = 16_000
BANDS = 80
WINDOW, HOP = 400, 160
"""Samples of one look, and from one look to the next."""
LINEAR_UP_TO = 1000.0
"""Hertz; above that, pitches are told apart by their ratio."""
STEP = 200 / 3
"""Hertz of one mel below ``LINEAR_UP_TO``."""
RATIO = float(np.log(6.4) / 27)
"""Logarithm of what one mel multiplies above it."""
RANGE = 8.0
"""Powers of ten that are told apart; what is quieter counts as silence."""

Floats = npt.NDArray[np.float32]


def log_mel(samples: Floats, frames: int) -> Floats:
    """``BANDS`` × ``frames``; shorter sound is followed by silence, longer one is cut off."""
    sound = samples[: frames * HOP]
    sound = np.pad(sound, (0, frames * HOP - len(sound)))
    sound = np.pad(sound, WINDOW // 2, mode="reflect")
    looks = np.lib.stride_tricks.sliding_window_view(sound, WINDOW)[::HOP][:frames]
    power = np.abs(np.fft.rfft(looks * _window(), axis=1)) ** 2
    told = np.log10(np.maximum(_bands() @ power.T, 1e-10))
    told = np.maximum(told, told.max() - RANGE)
    found: Floats = ((told + 4.0) / 4.0).astype(np.float32)
    return found


@lru_cache(maxsize=1)
def _window() -> Floats:
    return np.hanning(WINDOW + 1)[:-1].astype(np.float32)


@lru_cache(maxsize=1)
def _bands() -> Floats:
    """How much of each frequency each band takes: triangles of equal area (Slaney's)."""
    frequencies = np.fft.rfftfreq(WINDOW, 1 / RATE)
    edges = _hertz(np.linspace(0.0, float(_mels(np.array([RATE / 2]))[0]), BANDS + 2))
    away = edges[:, None] - frequencies[None]
    widths = np.diff(edges)
    rising, falling = -away[:-2] / widths[:-1, None], away[2:] / widths[1:, None]
    triangles = np.maximum(0.0, np.minimum(rising, falling))
    return (triangles * (2.0 / (edges[2:] - edges[:-2]))[:, None]).astype(np.float32)


def _mels(hertz: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    above = LINEAR_UP_TO / STEP + np.log(np.maximum(hertz, 1e-9) / LINEAR_UP_TO) / RATIO
    return np.where(hertz >= LINEAR_UP_TO, above, hertz / STEP)


def _hertz(mels: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    above = LINEAR_UP_TO * np.exp(RATIO * (mels - LINEAR_UP_TO / STEP))
    return np.where(mels >= LINEAR_UP_TO / STEP, above, mels * STEP)
