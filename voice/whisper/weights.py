"""The arrays of a model in CTranslate2's format, which is how its packages hold it; nothing is computed here."""

from __future__ import annotations

import struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
_TYPES = ("<f4", "i1", "<i2", "<i4", "<f2")


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
