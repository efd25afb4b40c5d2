"""The sound of a small bell, for whoever wants to know whether a loudspeaker works; nothing is played here."""

from __future__ import annotations

from functools import cache

import numpy as np

from voice.loudness import wav_of

RATE = 22_050
SECONDS = 2.2
STRUCK = 698.5
"""Hertz of the note that a listener would sing; old ears hear it well."""
PARTIALS = (
    (0.5, 0.35, 1.4),
    (1.0, 1.0, 1.0),
    (1.2, 0.45, 0.8),
    (1.5, 0.3, 0.7),
    (2.0, 0.55, 0.55),
    (2.74, 0.3, 0.35),
)
"""Of a bell: times the note, loudness, and seconds until it has faded to a third."""
LOUDEST = 0.7
"""Amplitude; 1 is full scale."""


@cache
def bell() -> bytes:
    """Two strokes as a whole wav file, mono, 16 bit."""
    time = np.arange(int(RATE * SECONDS)) / RATE
    stroke = sum(
        loud * np.exp(-time / fades) * np.sin(2 * np.pi * STRUCK * times * time) for times, loud, fades in PARTIALS
    )
    stroke = np.asarray(stroke) * np.minimum(1.0, time / 0.004)  # no click at the stroke
    second = int(0.55 * RATE)
    both = stroke.copy()
    both[second:] += 0.8 * stroke[:-second]
    both *= np.minimum(1.0, (SECONDS - time) / 0.3)
    return wav_of((both / np.abs(both).max() * LOUDEST).astype(np.float32), RATE)
