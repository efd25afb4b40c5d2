"""What is asked of a synthesiser and what it gives back; the engines are in ``voice.pyttsx`` and ``voice.espeak``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from voice.errors import BadVoice

SAMPLE_RATE = 22050
"""Samples a second of everything an engine renders."""
MOST_BYTES = 1000
"""UTF-8 bytes of one phrase: espeak-ng segfaults far above."""
RATES = range(80, 451)
PITCHES = range(100)


@dataclass(frozen=True)
class Voice:
    """Who speaks, as the ``voice:`` block of a content pack says."""

    espeak: str
    """Name of an espeak-ng voice, with a variant after a plus: ``cmn+f2``."""
    rate: int = 170
    """Words a minute; slower synthetic speech is understood worse, not better."""
    pitch: int = 50
    """0 low … 99 high."""
    range: int = 50
    """0 monotonous … 99 lively; a language with tones needs more than espeak gives by itself."""

    @classmethod
    def of(cls, language: str, told: Mapping[str, Any] | None) -> Voice:
        """From a pack; a pack that says nothing gets the espeak voice named like the language. Raises BadVoice."""
        block = {"espeak": language, **(told or {})}
        for key in block:
            if key not in ("espeak", "rate", "pitch", "range"):
                raise BadVoice(language, f"{key!r} is no setting; there are espeak, rate, pitch and range")
        voice = cls(**block)
        if not isinstance(voice.espeak, str) or not voice.espeak:
            raise BadVoice(language, "espeak must be the name of a voice")
        if voice.rate not in RATES:
            raise BadVoice(language, f"rate must be {RATES.start}-{RATES.stop - 1} words a minute")
        if voice.pitch not in PITCHES or voice.range not in PITCHES:
            raise BadVoice(language, f"pitch and range must be {PITCHES.start}-{PITCHES.stop - 1}")
        return voice


class Synthesiser(Protocol):
    """One engine, in a process of its own."""

    def render(self, text: str, voice: Voice) -> bytes:
        """Mono 16-bit samples at ``SAMPLE_RATE``.

        Raises UnknownVoice, TextTooLong (over ``MOST_BYTES``), SynthesisFailed.
        """
        ...


class NaturalSynthesiser(Protocol):
    """A slower engine with one natural voice, in a process of its own."""

    def render(self, text: str) -> tuple[bytes, int]:
        """Mono 16-bit samples and their rate. ``text`` is as ``voice.lexicon`` speaks it, one sentence.

        Raises TextTooLong, SynthesisFailed.
        """
        ...
