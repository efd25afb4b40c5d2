"""An ear that understands what a test told it to, of the same interface as ``voice.ear.Ear``; it hears no sound."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from content.screen import Screen
from voice.understanding import Candidate, Dictation, Understanding

RATE = 16_000


@dataclass(frozen=True)
class Ability:
    """What it can do in a language."""

    engine: str | None
    commands: bool
    dictation: bool
    resting: bool = False


@dataclass(frozen=True)
class TurnState:
    """How the listening goes."""

    done: bool
    level: float
    seconds: float


class ScriptedTurn:
    """Ends after two seconds of sound, and answers with the next thing of the script that fits the screen."""

    def __init__(self, ear: ScriptedEar, screen: Screen) -> None:
        self._ear, self.screen, self.pcm = ear, screen, b""
        self._answer: Understanding | None = None

    def abandon(self) -> None:
        """Nobody waits for it."""

    def feed(self, pcm: bytes) -> TurnState:
        self.pcm += pcm
        seconds = len(self.pcm) / 2 / RATE
        return TurnState(seconds >= 2, -20.0, seconds)

    def finish(self) -> Understanding:
        if self._answer is None:
            self._answer = self._ear.answer(self.screen)
        return self._answer


class ScriptedEar:
    """Deaf in the languages that it is not given."""

    def __init__(self, languages: tuple[str, ...] = ("zh", "en", "ko")) -> None:
        self.languages = languages
        self.script: deque[Understanding] = deque()
        self.heard: list[Screen] = []
        self.warmed: list[str] = []
        self.dictated: list[bytes] = []
        self.closed = False
        self.resting = False

    def will_hear(self, outcome: str, key: str | None = None, *candidates: str) -> None:
        """The next utterance means this."""
        offered = tuple(Candidate(each, 65.0, "") for each in candidates)
        self.script.append(Understanding(outcome, key, offered, engine="scripted"))  # type: ignore[arg-type]

    def answer(self, screen: Screen) -> Understanding:
        self.heard.append(screen)
        return self.script.popleft() if self.script else Understanding("nothing")

    def ability(self, language: str) -> Ability:
        known, able = language in self.languages, language in self.languages and not self.resting
        return Ability("scripted" if known else None, able, able, known and self.resting)

    def unheard(self, _language: str, _phrases: object) -> tuple[str, ...]:
        return ()

    def warm(self, language: str) -> None:
        self.warmed.append(language)

    def turn(self, screen: Screen) -> ScriptedTurn:
        return ScriptedTurn(self, screen)

    def understand(self, _sound: bytes, screen: Screen) -> Understanding:
        return self.answer(screen)

    def dictate(self, pcm: bytes, _language: str) -> Dictation:
        self.dictated.append(pcm)
        return Dictation("my roof is leaking", 0.6, "scripted")

    def close(self) -> None:
        self.closed = True
