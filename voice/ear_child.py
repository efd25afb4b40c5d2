"""The ear's child process: one engine for one language, asked in ``voice.frames``; the parent is ``voice.ear``."""

from __future__ import annotations

import argparse
import json
import os
import threading
import time
from pathlib import Path
from typing import Any

from content.screen import Phrase
from voice import frames, matching, staging
from voice.engine import Engine
from voice.grammar import Grammar, build
from voice.understanding import Dictation

LOOK = 0.02
"""Seconds after which whoever waits for the end of a long thought is told that it goes on: so it is known to live."""
BACKGROUND = 10
"""Niceness of dictation: somebody may be speaking to the next screen meanwhile."""


def engine(name: str, language: str, model: str) -> Engine:
    """The loaded engine. ``model``: a folder for vosk, the script as JSON for scripted. Raises ModelDamaged."""
    if name == "vosk":
        from voice.engine_vosk import VoskEngine

        return VoskEngine(language, Path(model))
    if name == "whisper":
        from voice.engine_whisper import WhisperEngine

        return WhisperEngine(language)
    if name == "scripted":
        from voice.engine_scripted import ScriptedEngine

        return ScriptedEngine(language, json.loads(model))
    from voice.engine_pocketsphinx import PocketSphinxEngine

    return PocketSphinxEngine(language)


class Hearing:
    """Answers the parent's questions. A new turn pushes the old one out; its late questions are told so."""

    def __init__(self, listener: Engine) -> None:
        self._engine = listener
        self._turn = ""
        self._grammar: Grammar | None = None
        self._spent = 0.0
        self._dictations: dict[str, Dictation | None] = {}

    def answer(self, asked: frames.Message, sound: bytes) -> tuple[frames.Message, bytes]:
        """One question: begin, hear, end, dictate, dictated."""
        does = {
            "begin": self._begin,
            "hear": self._hear,
            "end": self._end,
            "dictate": self._dictate,
            "dictated": self._dictated,
        }[str(asked["do"])]
        if asked["do"] in ("hear", "end") and asked["turn"] != self._turn:
            return {"stale": True, "other": bool(self._turn)}, b""
        return does(asked, sound), b""

    def _begin(self, asked: frames.Message, _: bytes) -> frames.Message:
        started = time.perf_counter()
        phrases = tuple(Phrase(meaning, template) for meaning, template in asked["phrases"])
        self._grammar = build(phrases, asked["language"], asked["length"])
        unheard = self._engine.begin(self._grammar)
        self._turn, self._spent = str(asked["turn"]), 0.0
        return {"unheard": list(unheard)[:50], "milliseconds": _since(started)}

    def _hear(self, asked: frames.Message, sound: bytes) -> frames.Message:
        started = time.perf_counter()
        pause = asked.get("pause")
        self._engine.accept(sound, speech=not pause)
        heard = self._engine.pause(*pause) if pause else None
        partial = self._engine.partial()
        self._spent += _since(started)
        assert self._grammar is not None  # noqa: S101 (no turn without a grammar)
        said, found = staging.said(partial, self._grammar), None
        if heard is not None:
            said, found = staging.judged(heard, partial, self._grammar)
        times = {"decoding": round(self._spent, 2), "result": 0.0, "matching": 0.0}
        told = {**found.as_data(), "engine": self._engine.name, "times": times} if found else None
        return {"partial": partial, "said": said, "found": told}

    def _end(self, asked: frames.Message, _: bytes) -> frames.Message:
        started = time.perf_counter()
        self._engine.accept(b"", speech=False)
        if asked.get("speech"):
            self._engine.pause(*asked["speech"])
        if self._engine.working:
            time.sleep(LOOK)
            return {"working": True}
        heard = self._engine.result()
        decoded = time.perf_counter()
        assert self._grammar is not None  # noqa: S101 (no turn without a grammar)
        understanding = matching.understand(heard, self._grammar)
        self._turn = ""
        times = {
            "decoding": round(self._spent + (decoded - started) * 1000, 2),
            "result": round((decoded - started) * 1000, 2),
            "matching": _since(decoded),
        }
        return {**understanding.as_data(), "engine": self._engine.name, "times": times}

    def _dictate(self, asked: frames.Message, sound: bytes) -> frames.Message:
        name = str(asked["id"])
        self._dictations[name] = None
        threading.Thread(target=self._work, args=(name, sound), daemon=True).start()
        return {"begun": True}

    def _work(self, name: str, sound: bytes) -> None:
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), BACKGROUND)
        try:
            self._dictations[name] = self._engine.dictate(sound)
        except Exception:
            self._dictations[name] = Dictation("", 0.0, self._engine.name)
            raise

    def _dictated(self, asked: frames.Message, _: bytes) -> frames.Message:
        name = str(asked["id"])
        found: Any = self._dictations.get(name)
        if found is None:
            return {"done": False, "known": name in self._dictations}
        del self._dictations[name]
        return {"done": True, "text": found.text, "confidence": found.confidence, "engine": found.engine}


def _since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 2)


def main() -> None:
    """Serve one engine until the parent leaves."""
    parser = argparse.ArgumentParser()
    parser.add_argument("engine")
    parser.add_argument("language")
    parser.add_argument("model")
    given = parser.parse_args()
    frames.serve(lambda: Hearing(engine(given.engine, given.language, given.model)).answer)


if __name__ == "__main__":
    main()
