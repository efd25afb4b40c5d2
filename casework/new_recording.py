"""A recording while it is being made: sealed and fsynced frame by frame, named when whole; not read here."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from threading import Lock

from casework.disk import disk_error, sync_folder
from casework.errors import EmptyRecording, RecordingOver
from casework.frames import RATE, WIDTH, Sealer

FRAME_OF_SOUND = RATE * WIDTH // 2
"""Bytes of sound in a frame: half a second, the most that a power cut takes."""


class NewRecording:
    """Sound on its way to the disk. One thread at a time may use it; several are made to wait."""

    def __init__(self, path: Path, key: bytes, told: Mapping[str, str], most: int) -> None:
        """``most``: bytes of sound after which nothing more is kept. Raises RecordFull, RecordBroken."""
        self._path = path
        self._most = most
        self._sealer = Sealer(key)
        self._hash = hashlib.sha256()
        self._waiting = b""
        self._taken = 0
        self._stored = 0
        self._name: str | None = None
        self._ending = False
        self._over = False
        self._door = Lock()
        try:
            self._file = _own_file(path)
        except OSError as error:
            raise disk_error(error, path) from error
        try:
            self._store(self._sealer.header + self._sealer.meta(told))
            sync_folder(path.parent)
        except BaseException:
            self.discard()
            raise

    @property
    def seconds(self) -> float:
        """How much sound was taken in."""
        return self._taken / (RATE * WIDTH)

    @property
    def full(self) -> bool:
        """Whether the longest recording is reached; what follows is not kept."""
        return self._taken >= self._most

    def append(self, pcm: bytes) -> bool:
        """Take in sound: 16 kHz, mono, signed 16 bit, any number of bytes. False once it is full.

        Raises RecordFull and RecordBroken (what was kept before stays, and may be finished), RecordingOver.
        """
        with self._door:
            if self._over or self._ending:
                raise RecordingOver
            taken = pcm[: self._most - self._taken]
            self._taken += len(taken)
            self._waiting += taken
            while len(self._waiting) >= FRAME_OF_SOUND:
                self._seal(FRAME_OF_SOUND)
            return not self.full

    def finish(self) -> str:
        """The hash that names it, once it is on the disk under that name. Idempotent.

        Half a sample at the very end is dropped. Raises EmptyRecording, RecordFull, RecordBroken, RecordingOver.
        """
        with self._door:
            if self._name is not None:
                return self._name
            if self._over:
                raise RecordingOver
            self._ending = True
            while size := min(len(self._waiting) - len(self._waiting) % WIDTH, FRAME_OF_SOUND):
                self._seal(size)
            if not self._sealer.sound:
                self._discard()
                raise EmptyRecording
            self._store(self._sealer.end())
            name = self._hash.hexdigest()
            try:
                finish_file(self._file, self._path, name)
            except OSError as error:
                raise disk_error(error, self._path) from error
            self._name, self._over = name, True
            os.close(self._file)
            return name

    def discard(self) -> None:
        """Throw it away; nothing of it stays. Does nothing once it is finished."""
        with self._door:
            self._discard()

    def _discard(self) -> None:
        if self._over:
            return
        self._over = True
        self._path.unlink(missing_ok=True)
        os.close(self._file)

    def _seal(self, size: int) -> None:
        self._store(self._sealer.audio(self._waiting[:size]), size)
        self._waiting = self._waiting[size:]

    def _store(self, frame: bytes, sound: int = 0) -> None:
        """Add a frame and see it on the disk; when that fails the file ends where it ended before."""
        try:
            left = memoryview(frame)
            while left:
                left = left[os.write(self._file, left) :]
            os.fdatasync(self._file)
        except OSError as error:
            os.ftruncate(self._file, self._stored)
            os.lseek(self._file, self._stored, os.SEEK_SET)
            self._sealer.step_back(sound)
            raise disk_error(error, self._path) from error
        self._stored += len(frame)
        self._hash.update(frame)


def _own_file(path: Path) -> int:
    """A new file, locked, so that `recover` of another process leaves it alone. Raises OSError."""
    while True:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        fcntl.flock(file, fcntl.LOCK_EX)
        if os.fstat(file).st_nlink:
            return file
        os.close(file)  # between the two steps another process took it for a leftover and removed it


def finish_file(file: int, path: Path, name: str) -> None:
    """Give a whole file its name so that both survive a power cut. Raises OSError."""
    os.fsync(file)
    home = path.parent / name[:2]
    if not home.is_dir():
        home.mkdir(mode=0o700, exist_ok=True)
        sync_folder(path.parent)
    path.rename(home / f"{name}.rec")
    sync_folder(home)
    sync_folder(path.parent)
