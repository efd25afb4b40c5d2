"""The two pipes of a child process, read and written against a deadline; what they carry is in ``voice.frames``."""

from __future__ import annotations

import os
import selectors
import subprocess
import time
from typing import IO, cast

CHUNK = 1 << 16
"""Bytes: what a Linux pipe holds."""


class Wire:
    """Both pipes of a process. Raises TimeoutError past the deadline, EOFError or OSError when the other is gone."""

    def __init__(self, process: subprocess.Popen[bytes], deadline: float) -> None:
        """``deadline``: by ``time.monotonic()``. The pipes must be non-blocking."""
        self._write_to = cast("IO[bytes]", process.stdin).fileno()
        self._read_from = cast("IO[bytes]", process.stdout).fileno()
        self._deadline = deadline

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

    def _wait(self, pipe: int, event: int) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(pipe, event)
            if not selector.select(max(0.0, self._deadline - time.monotonic())):
                raise TimeoutError
