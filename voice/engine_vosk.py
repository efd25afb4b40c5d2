"""Any language whose Vosk model is installed: grammar lists of words the model knows, and free dictation."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from content.screen import Phrase
from voice.engine import RATE
from voice.errors import ModelDamaged
from voice.grammar import Grammar, without_garbage
from voice.understanding import Dictation, Heard
from voice.vocabulary import cut, words_of

UNKNOWN = ("[unk]", "<UNK>", "<unk>")
"""How models write what they take for none of their words; in a grammar it soaks up other speech."""
DICTATION_CONFIDENCE = 0.6
"""Small models get a fifth to a third of open speech wrong; their own confidence says nothing."""
LAG = 2.0
"""Seconds that hearing twice may fall behind the speaker; then the second reading is given up for this turn."""


class VoskEngine:
    """See ``voice.engine.Engine``. Runs in a process of its own only: damaged models may take it down."""

    name = "vosk"

    def __init__(self, language: str, model: Path) -> None:
        """``model``: a folder, never a name (that would go to the network). Raises ModelDamaged."""
        import vosk

        vosk.SetLogLevel(-1)
        self.language = language
        self._recogniser = vosk.KaldiRecognizer
        self._words = words_of(model)
        try:
            self._model = vosk.Model(str(model))
            self._recogniser(self._model, RATE)  # some damage shows only here
        except Exception as error:  # the library raises bare Exception
            raise ModelDamaged(model, language, str(error)) from error
        self._unknown = next((each for each in UNKNOWN if each in self._words), "")
        self._lists: dict[Grammar, tuple[str, tuple[str, ...]]] = {}
        self._running: Any = None
        self._free: Any = None
        self._said: list[str] = []
        self._also_said: list[str] = []
        self._behind = 0.0

    def begin(self, grammar: Grammar) -> tuple[str, ...]:
        """Listen for these sentences; those that cannot be cut into words of the model are left out and named."""
        if grammar not in self._lists:
            self._lists[grammar] = self._list(grammar)
        sentences, unheard = self._lists[grammar]
        self._running = self._recogniser(self._model, RATE, sentences) if sentences else None
        self._free = self._recogniser(self._model, RATE) if sentences else None
        self._said, self._also_said, self._behind = [], [], 0.0
        return unheard

    def accept(self, pcm: bytes, *, speech: bool = True) -> None:
        """The next piece of sound, heard twice: within the grammar, and free, to know whether it was ours at all.

        Where Vosk itself sees an end, the turn goes on: it cuts off whoever pauses.
        """
        if not self._running:
            return
        started = time.perf_counter()
        _hear(self._running, pcm, self._said)
        if self._free:
            _hear(self._free, pcm, self._also_said)
            spent = time.perf_counter() - started
            self._behind = max(0.0, self._behind + spent - len(pcm) / (2 * RATE))
            if self._behind > LAG:
                self._free = None

    def pause(self, first: float, last: float) -> Heard | None:
        """What both ways of hearing make of it so far; without the free one nothing is known before the end."""
        if not self._running or not self._free:
            return None
        return Heard(self.partial(), dictation=_so_far(self._free, self._also_said), forced=True)

    @property
    def working(self) -> bool:
        """Everything is worked out while it is heard."""
        return False

    def partial(self) -> str:
        """What was heard so far."""
        if not self._running:
            return ""
        return _so_far(self._running, self._said)

    def result(self) -> Heard:
        """What was heard in all: words of the grammar in any order, to be matched against its sentences."""
        if not self._running:
            return Heard("", forced=True)
        text = _ended(self._running, self._said)
        free = _ended(self._free, self._also_said) if self._free else None
        self._running = self._free = None
        return Heard(text, dictation=free, forced=True)

    def dictate(self, pcm: bytes) -> Dictation:
        """Free text."""
        recogniser = self._recogniser(self._model, RATE)
        parts: list[str] = []
        for start in range(0, len(pcm), RATE):
            _hear(recogniser, pcm[start : start + RATE], parts)
        text = without_garbage(_ended(recogniser, parts)).strip()
        return Dictation(" ".join(text.split()), DICTATION_CONFIDENCE if text else 0.0, self.name)

    def _list(self, grammar: Grammar) -> tuple[str, tuple[str, ...]]:
        """The grammar as Vosk takes it (JSON, empty when nothing can be heard: an empty list would crash it)."""
        heard: dict[str, None] = {}
        unheard: list[str] = []
        for text in _texts(grammar):
            pieces = cut(text, self._words)
            if pieces:
                heard[" ".join(pieces)] = None
            else:
                unheard.append(text)
        if not heard:
            return "", tuple(unheard)
        return json.dumps([*heard, *filter(None, [self._unknown])], ensure_ascii=False), tuple(unheard)


def _texts(grammar: Grammar) -> Iterator[str]:
    for phrase in grammar.phrases:
        yield from grammar.spaced(phrase)
    digits = [_shortest(grammar, each) for each in grammar.phrases if each.meaning.startswith("digit:")]
    if grammar.length > 1 and digits:  # so that digits may follow each other
        yield " ".join(digits)
        yield " ".join(reversed(digits))


def _shortest(grammar: Grammar, phrase: Phrase) -> str:
    return min(grammar.spaced(phrase), key=len)


def _hear(recogniser: Any, pcm: bytes, said: list[str]) -> None:
    if recogniser.AcceptWaveform(pcm):
        said.append(json.loads(recogniser.Result()).get("text", ""))


def _so_far(recogniser: Any, said: list[str]) -> str:
    return _joined([*said, json.loads(recogniser.PartialResult()).get("partial", "")])


def _ended(recogniser: Any, said: list[str]) -> str:
    return _joined([*said, json.loads(recogniser.FinalResult()).get("text", "")])


def _joined(parts: list[str]) -> str:
    return " ".join(part for part in parts if part)
