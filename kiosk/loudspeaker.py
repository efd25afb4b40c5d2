"""The volume of one visit, applied to a sound before the box's loudspeaker plays it; the browser does its own."""

from __future__ import annotations

import numpy as np

from voice.loudness import read, wav_of

KNEE = 0.7
"""Amplitude above which loud parts are rounded instead of cut."""


def louder(wav: bytes, decibels: float) -> bytes:
    """The same sound, that many dB louder, never beyond full scale. Raises voice.errors.NotPlayable."""
    if not decibels:
        return wav
    samples, rate = read(wav)
    raised = samples * np.float32(10 ** (decibels / 20))
    over = np.abs(raised) > KNEE
    rounded = np.sign(raised) * (KNEE + (1 - KNEE) * np.tanh((np.abs(raised) - KNEE) / (1 - KNEE)))
    return wav_of(np.where(over, rounded, raised).astype(np.float32), rate)
