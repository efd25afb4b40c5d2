"""Memory of the whole station, all processes together, each shared page counted once (PSS)."""

from __future__ import annotations

import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.running import Running, running
from benchmarks.table import Line
from benchmarks.visitor import Visitor

MIB = 1024.0
PIECE = bytes(3200)
"""A tenth of a second of silence."""
LONGEST_LOADING = 60.0
"""Seconds in which an engine's memory must have stopped growing."""


def measure() -> list[Line]:
    """Right after the start, per part, and once the ears of English and Korean are loaded."""
    with TemporaryDirectory() as folder, running(Path(folder) / "data") as station:
        kiosk, panel = station.part("kiosk"), station.part("panel")
        lines = [
            Line("whole station, nobody has spoken yet", pss(station.pids()), "MiB"),
            Line("  watch", pss([station.process.pid]), "MiB"),
            Line(f"  kiosk with its mouth ({len(kiosk)} processes)", pss(kiosk), "MiB"),
            Line("  panel", pss(panel), "MiB"),
        ]
        for language, engine in (("en", "English, by PocketSphinx"), ("ko", "Korean, by Vosk")):
            _speak(station, language)
            lines.append(Line(f"whole station, {engine}, loaded too", _settled(station), "MiB"))
        return lines


def pss(pids: list[int]) -> float:
    """Proportional set size of those processes together, MiB."""
    total = 0.0
    for pid in pids:
        try:
            told = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8")
        except OSError:
            continue  # ended meanwhile
        total += sum(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:")) / MIB
    return total


def _speak(station: Running, language: str) -> None:
    """Press the microphone once in that language: its ear loads."""
    visitor = Visitor(station.kiosk)
    try:
        visitor.look("/screen/language")
        visitor.choose(language, "help")
        visitor.look()
        turn = visitor.begin_to_speak()
        for number in range(5):
            visitor.speak(turn, number, PIECE)
        visitor.end_speech(turn)
    finally:
        visitor.close()


def _settled(station: Running) -> float:
    """The memory once it grows no more."""
    end = time.monotonic() + LONGEST_LOADING
    before, now = 0.0, pss(station.pids())
    while abs(now - before) > 1.0 and time.monotonic() < end:
        time.sleep(3.0)
        before, now = now, pss(station.pids())
    return now
