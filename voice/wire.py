"""The two pipes of a child process, read and written while it has time left; what they carry is in ``frames``."""

from __future__ import annotations

import os
import selectors
import subprocess
from typing import IO, cast

from voice.vitals import Allowance

CHUNK = 1 << 16
"""Bytes: what a Linux pipe holds."""


class Wire:
    """Both pipes of a process. Raises TimeoutError when its time is up, EOFError or OSError when it is gone."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        """``seconds``: of its own time, see ``voice.vitals``. The pipes must be non-blocking."""
        self._write_to = cast("IO[bytes]", process.stdin).fileno()
        self._read_from = cast("IO[bytes]", process.stdout).fileno()
        self._allowance = Allowance(process.pid, seconds)

    def write(self, data: bytes) -> None:
        """All of it."""
        rest = memoryview(data)
        while rest:
            self._wait(self._write_to, selectors.EVENT_WRITE)
            rest = rest[os.write(self._write_to, rest[:CHUNK]) :]

    def read(self, size: int) -> bytes:
        """Exactly ``size`` bytes."""
        found = bytearray()
        while len(found) < size:
            self._wait(self._read_from, selectors.EVENT_READ)
            piece = os.read(self._read_from, min(CHUNK, size - len(found)))
            if not piece:
                raise EOFError
            found += piece
        return bytes(found)

    def unasked(self) -> bool:
        """Whether it says something, or hung up, although nobody asked."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._read_from, selectors.EVENT_READ)
            return bool(selector.select(0))

    def _wait(self, pipe: int, event: int) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(pipe, event)
            while True:
                left = self._allowance.left()
                if selector.select(max(0.0, left)):
                    return
                if left <= 0:
                    raise TimeoutError
