"""The box's own loudspeaker, through sounddevice; in the browser sound is played by the page instead."""

from __future__ import annotations

import threading
from typing import Any

from voice.errors import NoLoudspeaker
from voice.loudness import read


class Loudspeaker:
    """One sound at a time; a new one cuts off the old one."""

    def __init__(self, device: int | str | None = None) -> None:
        """``device``: number or part of a name from ``python -m sounddevice``; None is the system's.

        Raises NoLoudspeaker.
        """
        try:
            import sounddevice
        except OSError as error:  # it looks for PortAudio when imported
            raise NoLoudspeaker(f"{error}; install libportaudio2") from error
        self._sounddevice: Any = sounddevice
        self._device = device
        self._lock = threading.Lock()
        try:
            sounddevice.query_devices(device, "output")
        except (sounddevice.PortAudioError, ValueError) as error:
            raise NoLoudspeaker(str(error)) from error

    def play(self, wav: bytes, *, wait: bool = False) -> None:
        """Start playing, or with ``wait`` play to the end. Raises NotPlayable, NoLoudspeaker."""
        samples, rate = read(wav)
        with self._lock:
            try:
                self._sounddevice.play(samples, rate, device=self._device)
            except self._sounddevice.PortAudioError as error:
                raise NoLoudspeaker(str(error)) from error
        if wait:
            self._sounddevice.wait()

    def stop(self) -> None:
        """Silence at once."""
        with self._lock:
            self._sounddevice.stop()
