"""Natural voices on this machine, one folder per language: which are put in, whether they are whole; reads only.

Putting in and taking out is in ``voice.speaker_desk``, speaking in ``voice.natural``.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from voice.errors import NaturalMissing, SpeakerDamaged
from voice.kokoro import wheel_parts

ENGINES = {".onnx": "piper", ".bin": "kokoro"}
"""Ending of a voice file → what speaks with it."""
NEEDS = {"piper": ("piper", "piper-tts"), "kokoro": ("onnxruntime", "onnxruntime")}
"""Engine → module to look for and what it is called in a registry."""
DESCRIPTION = "speaker.json"


@dataclass(frozen=True)
class Speaker:
    """A natural voice that is put in."""

    folder: Path
    language: str
    engine: str
    """``piper`` or ``kokoro``."""
    name: str
    """File name of the voice when it was put in."""
    voice_sum: str
    """SHA-256 of the voice file."""
    model_sum: str
    """SHA-256 of the model that Kokoro's voice shapes; empty for Piper, whose voice is the model."""
    speed: float = 1.0
    """1.2 is a fifth quicker than the voice was trained to speak."""

    @property
    def voice(self) -> Path:
        """The voice file."""
        return self.folder / ("voice.onnx" if self.engine == "piper" else "voice.bin")

    @property
    def model(self) -> Path | None:
        """Kokoro's model, when it was given by hand and is not taken from the packages."""
        path = self.folder / "model.onnx"
        return path if path.exists() else None

    @property
    def manner(self) -> list[object]:
        """Everything besides the text that decides how it sounds."""
        return [self.engine, self.voice_sum, self.model_sum, self.speed]


def installed(language: str, voices: Path) -> Speaker | None:
    """The natural voice of a language, None when none is put in. Loads nothing. Raises SpeakerDamaged."""
    folder = voices / language
    return read(folder) if folder.is_dir() else None


def read(folder: Path) -> Speaker:
    """What a folder holds. Raises SpeakerDamaged."""
    try:
        told = json.loads((folder / DESCRIPTION).read_text("utf-8"))
        speaker = Speaker(folder=folder, **told)
    except (OSError, ValueError, TypeError) as error:
        raise SpeakerDamaged(folder, folder.name, f"{DESCRIPTION}: {error}") from error
    if speaker.engine not in NEEDS or not speaker.voice.is_file():
        raise SpeakerDamaged(folder, folder.name, f"{speaker.voice.name} is missing")
    return speaker


def check_engine(engine: str) -> None:
    """Raises NaturalMissing when its package is not here."""
    module, name = NEEDS[engine]
    if importlib.util.find_spec(module) is None:
        raise NaturalMissing(name)


def check_sums(speaker: Speaker) -> None:
    """Raises SpeakerDamaged when a file is no longer what was tried out: damaged weights would hiss or shout."""
    found = sha256_of([speaker.voice])
    if found != speaker.voice_sum:
        raise SpeakerDamaged(speaker.folder, speaker.language, f"{speaker.voice.name} is damaged")
    if speaker.engine == "kokoro" and sha256_of(_model_parts(speaker)) != speaker.model_sum:
        raise SpeakerDamaged(speaker.folder, speaker.language, "its model is damaged or another one")


def sha256_of(parts: Iterable[Path]) -> str:
    """Of the files joined."""
    found = hashlib.sha256()
    for each in parts:
        with each.open("rb") as file:
            while block := file.read(1 << 20):
                found.update(block)
    return found.hexdigest()


def _model_parts(speaker: Speaker) -> list[Path]:
    return [speaker.model] if speaker.model else wheel_parts()
