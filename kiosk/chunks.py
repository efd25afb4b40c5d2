"""Puts numbered pieces of audio in order, whatever the network did to them; pure, and deaf to what they hold."""

from __future__ import annotations

from kiosk.errors import ChunkTooLarge

LARGEST = 64_000
"""Bytes: two seconds of 16 kHz s16le; a page sends a tenth of that or less."""
FURTHEST = 256
"""Pieces that may be waiting for a missing one."""
SAMPLE = 2
"""Bytes per sample."""


class Chunks:
    """Duplicates are ignored, early ones wait, a cut-off half sample is dropped."""

    def __init__(self) -> None:
        self._next = 0
        self._early: dict[int, bytes] = {}

    def take(self, number: int, data: bytes) -> bytes:
        """The audio that is now in order because of this piece, possibly nothing. Raises ChunkTooLarge."""
        if len(data) > LARGEST:
            raise ChunkTooLarge(len(data), LARGEST)
        if number < self._next or number in self._early or number > self._next + FURTHEST:
            return b""
        self._early[number] = data[: len(data) // SAMPLE * SAMPLE]
        return self._ready()

    def rest(self) -> bytes:
        """What still waits for pieces that never came, in order."""
        found = b"".join(self._early[number] for number in sorted(self._early))
        self._early.clear()
        return found

    def _ready(self) -> bytes:
        found = []
        while self._next in self._early:
            found.append(self._early.pop(self._next))
            self._next += 1
        return b"".join(found)
