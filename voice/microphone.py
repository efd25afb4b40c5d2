"""The box's own microphone by sounddevice: 16 kHz mono in pieces of 100 ms; listening for words is not done here."""

from __future__ import annotations

import logging
import queue
import time
from collections.abc import Callable, Iterator
from typing import Any

from voice.errors import NoMicrophone

RATE = 16_000
PIECE = RATE // 10
"""Samples of one piece."""
GONE_AFTER = 1.0
"""Seconds without any sound after which it has been unplugged."""
PACE_AFTER = 1.5
"""Seconds over which the pace of the sound is measured."""
PACE = (0.75, 1.3)
"""Times the promised rate; outside, the card gives another rate than it says, which would be heard as rubbish."""
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
        self._began = time.monotonic()
        self._samples = 0
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
        """The sound as it comes, until ``close``. Raises NoMicrophone when it was unplugged, or its rate is wrong."""
        while (piece := self._next()) is not None:
            yield piece

    def _next(self) -> bytes | None:
        try:
            piece = self._waiting.get(timeout=GONE_AFTER)
        except queue.Empty:
            raise NoMicrophone(f"it has given no sound for {GONE_AFTER:.0f} s") from None
        passed = time.monotonic() - self._began
        if passed > PACE_AFTER and not PACE[0] < self._samples / RATE / passed < PACE[1]:
            raise NoMicrophone(f"it gives {self._samples / passed:.0f} samples a second, {RATE} were promised")
        return piece

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
        if not self._samples:
            self._began = time.monotonic()  # opening a card may take a while
        self._samples += len(piece) // 2
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
