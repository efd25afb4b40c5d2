"""What became of one act of listening, as plain data; made by ``voice.matching``, read by the kiosk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Outcome = Literal["choice", "command", "digit", "number", "unsure", "nothing", "silence", "unavailable"]


@dataclass(frozen=True)
class Candidate:
    """One thing the person may have meant."""

    meaning: str
    """As in Phrase, or ``number:<digits>`` on a keypad."""
    score: float
    """0 to 100."""
    said: str
    """The sentence of the screen that came nearest."""


@dataclass(frozen=True)
class Heard:
    """What an engine heard."""

    text: str
    """Best reading within the grammar; empty when there was none."""
    alternatives: tuple[str, ...] = ()
    """Further readings, best first."""
    dictation: str | None = None
    """Reading without a grammar; None where there is none."""
    forced: bool = False
    """The engine had to answer in words of the grammar, whatever was said: ``text`` alone proves little."""
    confidence: float = 1.0
    """0 to 1: how sure the engine is that ``text`` was said at all, and not something else."""


@dataclass(frozen=True)
class Understanding:
    """Never a guess: below the threshold it is ``unsure`` (with candidates) or ``nothing``."""

    outcome: Outcome
    key: str | None = None
    """Choice key, command key, digit, or the digit string on a keypad; None without a clear meaning."""
    candidates: tuple[Candidate, ...] = ()
    """Best first, one per meaning."""
    transcript: str = ""
    score: float = 0.0
    """Of the best candidate, 0 to 100."""
    engine: str = ""
    times: Mapping[str, float] = field(default_factory=dict)
    """Milliseconds by part."""

    def as_data(self) -> dict[str, Any]:
        """For JSON."""
        return {**asdict(self), "times": dict(self.times)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Understanding:
        """The reverse of ``as_data``."""
        candidates = tuple(Candidate(**each) for each in data["candidates"])
        return cls(**{**data, "candidates": candidates})


@dataclass(frozen=True)
class Dictation:
    """Free text that was heard: a note for a worker, never acted upon."""

    text: str
    confidence: float
    """0 to 1."""
    engine: str
