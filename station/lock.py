"""The lock that keeps two stations from sharing one data folder; it says who holds it."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from types import TracebackType

from station.errors import FolderUnusable, StationRuns
from station.place import Place


class Lock:
    """Held from entering to leaving the ``with``; the kernel frees it when the process dies, however it dies.

    Raises StationRuns when another process holds it.
    """

    def __init__(self, place: Place) -> None:
        self._place = place
        self._handle: int | None = None

    def __enter__(self) -> Lock:
        path = self._place.lock
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise FolderUnusable(self._place.data, error.strerror or str(error)) from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(handle)
            raise StationRuns(self._place.data, holder(path)) from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"process {os.getpid()}".encode(), 0)
        self._handle = handle
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def holder(path: Path) -> str:
    """Who wrote its name into the lock last."""
    try:
        return path.read_text("utf-8").strip()
    except OSError:
        return ""


def is_held(place: Place) -> bool:
    """Whether a station runs on that folder now."""
    if not place.lock.exists():
        return False
    try:
        with place.lock.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    return False
