"""The newest seal, kept outside the record beside its key: a cut tail or an old file put back no longer fits it."""

from __future__ import annotations

import fcntl
import hmac
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SLOT = 256
"""Bytes; two slots are written in turn, so that a power cut spoils the older one at most."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Head:
    """The newest entry of a journal."""

    sequence: int
    link: str

    def __str__(self) -> str:
        told = self.link[:16]
        return f"{self.sequence}:{'-'.join(told[at : at + 4] for at in range(0, 16, 4))}"


class Heads:
    """One small file, sealed with the chain's key. It only ever goes forward."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self._key = key

    def read(self) -> Head | None:
        """The newest head that was kept; None when there is no file, or nothing in it bears our seal."""
        try:
            with self.path.open("rb") as file:
                return self._newest(file.read(2 * SLOT))
        except OSError:
            return None

    def keep(self, head: Head) -> None:
        """Go forward to that head; an older one changes nothing. A disk that refuses is told to the log only."""
        try:
            with self._alone() as handle:
                slots = os.pread(handle, 2 * SLOT, 0).ljust(2 * SLOT, b"\0")
                newest = self._newest(slots)
                if newest is not None and newest.sequence >= head.sequence:
                    return
                slot = 1 if newest is not None and self._told(newest) == slots[:SLOT] else 0
                os.pwrite(handle, self._told(head), slot * SLOT)
        except OSError as error:
            log.warning("the head of the history could not be kept in %s: %s", self.path, error)

    def go_back_to(self, head: Head) -> None:
        """Forget every head and keep that one: somebody has written down why the history is another one now."""
        with self._alone() as handle:
            os.pwrite(handle, self._told(head) + bytes(SLOT), 0)
            os.fsync(handle)

    @contextmanager
    def _alone(self) -> Iterator[int]:
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield handle
        finally:
            os.close(handle)

    def _newest(self, slots: bytes) -> Head | None:
        found = [head for head in (self._head(slots[:SLOT]), self._head(slots[SLOT:])) if head is not None]
        return max(found, key=lambda each: each.sequence, default=None)

    def _head(self, slot: bytes) -> Head | None:
        try:
            sequence, link, _ = slot.rstrip(b"\0").split(b" ")
            head = Head(int(sequence), link.decode())
        except (ValueError, UnicodeDecodeError):
            return None
        return head if hmac.compare_digest(self._told(head), slot) else None

    def _told(self, head: Head) -> bytes:
        told = f"{head.sequence} {head.link}".encode()
        return (told + b" " + hmac.digest(self._key, b"head " + told, "sha256").hex().encode()).ljust(SLOT, b"\0")
