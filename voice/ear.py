"""The ears of the station: what can be heard, turns of listening, dictation; recognising runs in children."""

from __future__ import annotations

import importlib.util
import json
import logging
import threading
import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from content.screen import Phrase, Screen
from voice import models, wav, whisper_files
from voice.child import Child
from voice.errors import NoEngine, VoiceError
from voice.preflight import preflight
from voice.settings import ONE_AT_A_TIME, HearingSettings
from voice.turn import BYTES_A_SECOND, Turn, TurnState
from voice.understanding import Candidate, Dictation, Understanding

__all__ = ["Ability", "Candidate", "Dictation", "Ear", "HearingSettings", "Turn", "TurnState", "Understanding"]

CHUNK = BYTES_A_SECOND // 10
POLL = 0.1
"""Seconds between two looks at a dictation."""


@dataclass(frozen=True)
class Ability:
    """What can be heard in a language here."""

    engine: str | None
    commands: bool
    dictation: bool
    resting: bool = False
    """Whether the engine failed too often and is given a rest; it is tried again behind the screen."""


class Ear:
    """Owns one child process per language, started on first use and again when it died or hung. Thread-safe."""

    def __init__(self, settings: HearingSettings) -> None:
        self._settings = settings
        self._children: dict[str, Child] = {}
        self._lock = threading.Lock()
        self._closed = False
        self._log = logging.getLogger("voice.ear")

    def ability(self, language: str) -> Ability:
        """What can be heard in that language just now; looks at files only, loads nothing."""
        engine, model = self._engine_of(language)
        child = self._children.get(f"{language} {engine} {model}")
        resting = child is not None and child.down
        able = bool(engine) and not resting
        return Ability(engine or None, commands=able, dictation=able, resting=resting)

    def unheard(self, language: str, phrases: Iterable[Phrase]) -> tuple[str, ...]:
        """Words of these phrases that no engine here can hear; reads the model's vocabulary. Raises ModelDamaged."""
        flight = preflight(language, tuple(phrases), self._settings.models)
        return tuple(dict.fromkeys(each.word for each in flight.deaf))

    def warm(self, language: str) -> None:
        """Load that language in the background, so that the first turn need not wait."""
        child = self._child(language)
        if child is not None and child.pid is None:
            threading.Thread(target=self._start, args=(child,), daemon=True).start()

    def load(self, language: str) -> None:
        """The same, waited for. Raises ChildFailed."""
        child = self._child(language)
        if child is not None:
            child.start()

    def turn(self, screen: Screen) -> Turn:
        """Begin to listen for what this screen offers. One turn per language at a time: the newest."""
        engine, _ = self._engine_of(screen.language)
        return Turn(screen, self._child(screen.language), engine, self._settings)

    def understand(self, sound: bytes | Path, screen: Screen) -> Understanding:
        """A whole recording at once: a wav (bytes or file), or bare 16 kHz mono 16-bit samples.

        Raises the errors of ``voice.wav.read_wav`` for a wav that is none.
        """
        started = time.perf_counter()
        pcm = (
            sound
            if isinstance(sound, bytes) and not sound.startswith(b"RIFF")
            else wav.to_16k_mono(wav.read_wav(sound))
        )
        turn = self.turn(screen)
        for start in range(0, len(pcm), CHUNK):
            if turn.feed(pcm[start : start + CHUNK]).ending == "cap":
                break
        found = turn.finish()
        whole = round((time.perf_counter() - started) * 1000, 2)
        return Understanding(**{**found.__dict__, "times": {**found.times, "whole": whole}})

    def dictate(self, sound: bytes | Path, language: str) -> Dictation:
        """Free text of a recording, worked out beside the turns. Raises NoEngine, ChildFailed."""
        pcm = _bare(sound)
        child = self._child(language)
        if child is None:
            raise NoEngine(language)
        kept = pcm[: int(self._settings.most_dictated * BYTES_A_SECOND)]
        name = uuid.uuid4().hex
        child.ask({"do": "dictate", "id": name}, kept, timeout=self._settings.load_within)
        allowed = self._settings.load_within + self._settings.dictation_factor * len(kept) / BYTES_A_SECOND
        deadline = time.monotonic() + allowed
        while time.monotonic() < deadline:
            told, _ = child.ask({"do": "dictated", "id": name}, timeout=self._settings.load_within)
            if told["done"]:
                return Dictation(str(told["text"]), float(told["confidence"]), str(told["engine"]))
            if not told["known"]:  # the process was started anew meanwhile
                break
            time.sleep(POLL)
        return Dictation("", 0.0, self._engine_of(language)[0])

    def close(self) -> None:
        """End every child for good."""
        with self._lock:
            self._closed = True
            children, self._children = list(self._children.values()), {}
        for child in children:
            child.close()

    def _start(self, child: Child) -> None:
        try:
            child.start()
        except VoiceError as error:
            self._log.warning("%s", error)

    def _engine_of(self, language: str) -> tuple[str, str]:
        """Engine and its model argument; empty where nothing hears that language."""
        if language in self._settings.scripted:
            return "scripted", json.dumps(self._settings.scripted[language])
        model = models.installed(language, self._settings.models)
        if model is not None:
            return "vosk", str(model)
        if language == "en" and importlib.util.find_spec("pocketsphinx"):
            return "pocketsphinx", "-"
        return ("whisper", "-") if whisper_files.here(language) else ("", "")

    def _child(self, language: str) -> Child | None:
        engine, model = self._engine_of(language)
        if not engine:
            return None
        key = f"{language} {engine} {model}"  # a model put in later gets a process of its own
        with self._lock:
            if self._closed:
                return None
            if key not in self._children:
                for old in [each for each in self._children if each.startswith(f"{language} ")]:
                    self._children.pop(old).close()
                arguments = [engine, language, model]
                self._children[key] = Child(
                    "voice.ear_child",
                    arguments,
                    name=f"ear-{language}",
                    start_within=self._settings.load_within,
                    environment=ONE_AT_A_TIME,
                    may_grow=self._settings.may_grow,
                    spare_room=self._settings.spare_room if engine != "scripted" else 0,
                )
            return self._children[key]


def _bare(sound: bytes | Path) -> bytes:
    """16 kHz mono 16-bit samples of a wav, or those given already."""
    if isinstance(sound, bytes) and not sound.startswith(b"RIFF"):
        return sound
    return wav.to_16k_mono(wav.read_wav(sound))
