"""When somebody has finished speaking: a pure state machine over speech probabilities; it hears nothing itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Ending = Literal["", "spoken", "silence", "cap"]
Said = Literal["part", "digits", "whole", "short", "open", "decided"]
"""How far a sentence has come: not whole yet · digits that may be followed by more · whole, but not sure yet or the
beginning of one that means something else · decided, but one word only · decided, but to be continued alike · decided
for good."""


@dataclass(frozen=True)
class Patience:
    """How long to wait for whom. Old people pause; nobody may be cut off. Seconds."""

    speech: float = 0.5
    """Probability (0 to 1) from which a window counts as speech."""
    pause: float = 2.5
    """Silence after speech that ends the turn."""
    pause_when_decided: float = 0.06
    """Silence that suffices when what was heard is understood beyond doubt, and no sentence goes on from there."""
    pause_when_open: float = 0.25
    """The same where sentences go on from there, but all of them mean the same."""
    pause_when_short: float = 0.35
    """The same after a single word: slow speakers pause after it."""
    pause_when_complete: float = 0.8
    """Silence that suffices when what was heard is a whole sentence, in doubt or with others to follow."""
    pause_when_extendable: float = 1.5
    """The same on a keypad, when more digits may follow the first."""
    before_speech: float = 8.0
    """Silence before anything is said that ends the turn."""
    cap: float = 20.0
    """The longest turn."""
    least_speech: float = 0.12
    """Speech shorter than that in all is a click or a cough."""


class Endpoint:
    """One turn. Feed it each window's probability; ``ending`` tells when and why it is over."""

    def __init__(self, patience: Patience | None = None) -> None:
        self._patience = patience or Patience()
        self.seconds = 0.0
        """Listened for so far."""
        self.speech = 0.0
        """Seconds of it that were speech."""
        self.quiet = 0.0
        """Seconds since the last speech."""
        self.began = 0.0
        """When somebody began to speak; 0 while nobody has."""
        self.ending: Ending = ""

    @property
    def span(self) -> tuple[float, float] | None:
        """From when to when somebody spoke so far; None while nobody has."""
        return (round(self.began, 2), round(self.seconds - self.quiet, 2)) if self.spoken else None

    @property
    def spoken(self) -> bool:
        """Whether anybody spoke at all."""
        return self.speech >= self._patience.least_speech

    def feed(self, probability: float, seconds: float, said: Said = "part") -> Ending:
        """One window, and how far the sentence has come."""
        if self.ending:
            return self.ending
        self.seconds += seconds
        if probability >= self._patience.speech:
            self.began = self.began or self.seconds
            self.speech += seconds
            self.quiet = 0.0
        else:
            self.quiet += seconds
        self.ending = self._judged(said)
        return self.ending

    def reconsider(self, said: Said) -> Ending:
        """The sentence is known to have come further than was thought when the last window was heard."""
        self.ending = self.ending or self._judged(said)
        return self.ending

    def _judged(self, said: Said) -> Ending:
        limits = self._patience
        if not self.spoken:
            over = self.quiet >= limits.before_speech or self.seconds >= limits.cap
            return "silence" if over else ""
        enough = {
            "part": limits.pause,
            "digits": limits.pause_when_extendable,
            "whole": limits.pause_when_complete,
            "short": limits.pause_when_short,
            "open": limits.pause_when_open,
            "decided": limits.pause_when_decided,
        }[said]
        if self.quiet >= enough:
            return "spoken"
        return "cap" if self.seconds >= limits.cap else ""
