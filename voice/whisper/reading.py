"""What one sound says to Whisper, as plain data; made by ``voice.whisper.ear``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reading:
    """Held to a grammar, and freely."""

    sentences: tuple[tuple[str, float], ...]
    """Sentences of the grammar and their logarithmic probabilities, likeliest first."""
    free: str
    """What it says when nothing is asked for."""
    likely: float
    """The logarithmic probability of that."""
    own: float = 1.0
    """How likely it is the ear's own language, and none of the others that are spoken in these villages; 0 to 1."""
