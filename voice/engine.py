"""The one interface of all recognisers; each engine is a file of its own and runs in the ear's child process."""

from __future__ import annotations

from typing import Protocol

from voice.grammar import Grammar
from voice.understanding import Dictation, Heard

RATE = 16_000
"""Samples a second that every engine takes: 16 bit, one channel, little endian."""


class Engine(Protocol):
    """One loaded model. One utterance at a time: ``begin``, then ``accept`` and ``partial``, then ``result``.

    Loading is the constructor's business; it raises a ModelDamaged when the model cannot be used.
    """

    name: str
    language: str

    def begin(self, grammar: Grammar) -> tuple[str, ...]:
        """Listen for these sentences from now on. Returns the words that this model cannot hear."""

    def accept(self, pcm: bytes, *, speech: bool = True) -> None:
        """The next piece of sound, any length. ``speech``: whether anybody speaks in it, or may."""

    def pause(self, first: float, last: float) -> Heard | None:
        """Nobody speaks just now; somebody did between these seconds. It may not be the end yet.

        What was heard, where that is known already; None where it is not, or only ``result`` tells it.
        """

    @property
    def working(self) -> bool:
        """Whether ``result`` would have to wait for something that is worked out beside the questions.

        Not for ever: an engine that thinks too long gives up by itself.
        """

    def partial(self) -> str:
        """What was heard so far."""

    def result(self) -> Heard:
        """What was heard in all; ends the utterance."""

    def dictate(self, pcm: bytes) -> Dictation:
        """Free text of a whole recording, with an honest confidence."""
