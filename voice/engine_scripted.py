"""A recogniser that hears what its script says, for tests of everything around it; held to the Engine's contract."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence

from voice.grammar import Grammar, plain
from voice.understanding import Dictation, Heard

CRASH, HANG = "!crash", "!hang"
"""Lines of a script: the process dies in the middle of the utterance, or never answers again."""


class ScriptedEngine:
    """See ``voice.engine.Engine``.

    Each utterance with any sound in it takes the next line, round and round; digital silence is heard as nothing.
    """

    name = "scripted"

    def __init__(self, language: str, lines: Sequence[str]) -> None:
        self.language = language
        self._lines = tuple(lines) or ("",)
        self._next = 0
        self._loud = False
        self._listening = False

    def begin(self, grammar: Grammar) -> tuple[str, ...]:
        """Hears every word there is."""
        self._loud, self._listening = False, bool(grammar.phrases)
        return ()

    def accept(self, pcm: bytes, *, speech: bool = True) -> None:
        """The next piece of sound."""
        if self._listening and any(pcm):
            self._loud = True
            if self._line == CRASH:
                os._exit(3)
            if self._line == HANG:
                time.sleep(3600)

    def pause(self, first: float, last: float) -> Heard | None:
        """Nothing is worked out before the end."""
        return None

    @property
    def working(self) -> bool:
        """Everything is worked out while it is heard."""
        return False

    def partial(self) -> str:
        """The whole line as soon as there was any sound."""
        return self._line if self._loud else ""

    def result(self) -> Heard:
        """The line of this utterance."""
        loud, self._loud, self._listening = self._loud, False, False
        if not loud:
            return Heard("")
        line = self._line
        self._next += 1
        return Heard(plain(line, self.language))

    def dictate(self, pcm: bytes) -> Dictation:
        """The same line as free text."""
        text = self._line if any(pcm) else ""
        return Dictation(text, 0.5 if text else 0.0, self.name)

    @property
    def _line(self) -> str:
        return self._lines[self._next % len(self._lines)]
