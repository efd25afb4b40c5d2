"""`xiangban voice speaker`: a natural voice is put in or taken out; how is in ``voice.speaker_desk``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from station.decided import Settings


def add_parser(acts: argparse._SubParsersAction[argparse.ArgumentParser], place: argparse.ArgumentParser) -> None:
    """The options of the command."""
    speaker = acts.add_parser("speaker", parents=[place], help="a natural voice for a language, or none")
    speaker.add_argument("language", help="zh, en, ko")
    speaker.add_argument("file", nargs="?", type=Path, metavar="FILE", help="Piper's FILE.onnx or Kokoro's FILE.bin")
    speaker.add_argument("--model", type=Path, metavar="FILE", help="Kokoro's model, if not from the packages")
    speaker.add_argument("--sha256", metavar="HEX", help="what the voice file's SHA-256 must be")
    speaker.add_argument("--speed", type=float, default=1.0, metavar="N", help="0.7 slow to 1.4 quick (1)")
    speaker.add_argument("--remove", action="store_true", help="take it out; espeak speaks again")


def run(told: argparse.Namespace, settings: Settings) -> int:
    """Put in, take out, or say what is there."""
    from voice.speaker_desk import add_speaker, remove_speaker  # only now: it needs numpy and the texts

    voices = settings.speaking.voices
    assert voices is not None  # noqa: S101 (the station gives the folder)
    if told.remove:
        remove_speaker(told.language, voices)
        _tell(f"{told.language}: espeak speaks again, from the station's next start on.")
        return 0
    if told.file is None:
        _tell(speaks(told.language, settings))
        return 0
    _tell(f"{told.language}: {told.file.name} says a sentence for trial ...")
    speaker = add_speaker(
        told.language,
        told.file.expanduser(),
        voices,
        model=told.model and told.model.expanduser(),
        sha256=told.sha256,
        speed=told.speed,
    )
    _tell(f"{told.language}: it speaks, through {speaker.engine}. A running station uses it from its next start on.")
    if not told.sha256:
        _tell(f"Nobody vouched for this file; its SHA-256 is {speaker.voice_sum}. Compare it with its publisher's.")
    return 0


def speaks(language: str, settings: Settings) -> str:
    """One line about who speaks a language."""
    from voice.errors import SpeakerDamaged
    from voice.speakers import installed

    voices = settings.speaking.voices
    try:
        speaker = installed(language, voices) if voices else None
    except SpeakerDamaged as error:
        return f"    speaks: espeak-ng. {error}"
    if speaker is None:
        return "    speaks: espeak-ng"
    return f"    speaks: {speaker.name} through {speaker.engine}, espeak-ng until a sentence is rendered"


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
