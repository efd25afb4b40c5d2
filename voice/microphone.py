"""The box's own microphone by sounddevice: 16 kHz mono in pieces of 100 ms; listening for words is not done here."""

from __future__ import annotations

import logging
import queue
from collections.abc import Callable, Iterator
from typing import Any

from voice.errors import NoMicrophone

RATE = 16_000
PIECE = RATE // 10
"""Samples of one piece."""
MOST_WAITING = 600
"""Pieces (one minute) that may wait for a slow reader; then the oldest are dropped."""


class Microphone:
    """Open it, take pieces (from ``pieces`` or by the callback), close it. A context manager."""

    def __init__(self, device: str | int | None = None, heard: Callable[[bytes], None] | None = None) -> None:
        """``device``: number or part of a name as sounddevice lists them, None for the default. Raises NoMicrophone.

        ``heard`` is called from the sound card's thread with each piece; without it they wait in ``pieces``.
        """
        self._heard = heard
        self._waiting: queue.Queue[bytes | None] = queue.Queue(MOST_WAITING)
        self.lost = 0
        """Pieces that nobody took in time, or that the driver lost."""
        try:
            import sounddevice
        except OSError as error:  # no libportaudio2 on this machine
            raise NoMicrophone(str(error)) from error
        try:
            self._stream: Any = sounddevice.RawInputStream(
                samplerate=RATE, blocksize=PIECE, channels=1, dtype="int16", device=device, callback=self._take
            )
            self._stream.start()
        except (sounddevice.PortAudioError, ValueError) as error:
            raise NoMicrophone(str(error)) from error

    def pieces(self) -> Iterator[bytes]:
        """The sound as it comes, until ``close``."""
        while (piece := self._waiting.get()) is not None:
            yield piece

    def close(self) -> None:
        """Let the sound card go; ``pieces`` ends after what was heard already."""
        self._stream.abort()
        self._stream.close()
        self._put(None)

    def __enter__(self) -> Microphone:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _take(self, sound: Any, _frames: int, _time: Any, status: Any) -> None:
        if status:
            self.lost += 1
        piece = bytes(sound)
        if self._heard is None:
            self._put(piece)
            return
        try:
            self._heard(piece)
        except Exception:
            logging.getLogger("voice.microphone").exception("what was heard could not be handed on")

    def _put(self, piece: bytes | None) -> None:
        while True:
            try:
                self._waiting.put_nowait(piece)
            except queue.Full:
                self._waiting.get_nowait()
                self.lost += 1
            else:
                return
