"""A second process of the same kind, loaded while nobody asks, that takes over at once when the first one is lost."""

from __future__ import annotations

import contextlib
import logging
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

from voice.errors import VoiceError
from voice.vitals import vitals


class Spare:
    """Holds at most one process. Thread-safe."""

    def __init__(self, launch: Callable[[], subprocess.Popen[bytes]], end: Callable[..., int], room: int) -> None:
        """``launch``: a process that has loaded; ``end``: kills one; ``room``: bytes it needs free, 0 for none."""
        self._launch, self._end, self._room = launch, end, room
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._busy = self._closed = False

    def wanted(self) -> None:
        """Have one by and by; returns at once. Nothing happens while there is one, or too little memory."""
        with self._lock:
            if self._busy or self._closed or not self._room or (self._process and self._process.poll() is None):
                return
            if available() < self._room:
                return
            self._busy = True
        threading.Thread(target=self._prepare, name="child-spare", daemon=True).start()

    def take(self) -> subprocess.Popen[bytes] | None:
        """The one that waits, which is the caller's from now on; None where there is none that is well."""
        with self._lock:
            process, self._process = self._process, None
        if process is None:
            return None
        now = vitals(process.pid)
        if process.poll() is None and now is not None and not now.stopped:
            return process
        self._end(process)
        return None

    def close(self) -> None:
        """End it, and have no other."""
        with self._lock:
            self._closed = True
            process, self._process = self._process, None
        if process:
            self._end(process)

    def _prepare(self) -> None:
        process = None
        with contextlib.suppress(VoiceError):  # the first one tells what is wrong with loading
            process = self._launch()
        with self._lock:
            self._busy = False
            if process and not self._closed:
                self._process, process = process, None
        if process:
            self._end(process)


def available() -> int:
    """Bytes of memory that can be had without pushing anything out; 0 where the system tells nothing."""
    try:
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
        return next(int(each.split()[1]) * 1024 for each in lines if each.startswith("MemAvailable:"))
    except (OSError, ValueError, IndexError, StopIteration):
        logging.getLogger("voice.spare").info("nobody tells how much memory is available")
        return 0
