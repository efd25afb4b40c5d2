"""What somebody has just recorded and not yet kept: trimmed, at the common loudness, judged; in memory only."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass

from admin.errors import NotHere, TakeUnusable
from casework.recordings import Kept, Recordings

LONGEST = 30.0
"""Seconds; the longest fixed sentence takes twelve."""
SHORTEST = 0.25
"""Seconds of voice."""
LARGEST = 4 * 1024 * 1024
"""Bytes of what a browser sends: 30 s at 48 kHz with some room."""
MOST_TAKES = 24
"""Kept for all workers together; the oldest goes first."""
QUIET, NOISY, CLIPPED = -42.0, 22.0, 0.002
"""DBFS of the voice below which it drowns; dB that it must stand above the room; share of samples at full scale."""
BARS = 96
"""Of the picture of a take."""


@dataclass(frozen=True)
class Take:
    """One recording of one sentence, or of an answer to a request."""

    worker: str
    language: str
    sentence: str
    wav: bytes
    """As it would be heard."""
    seconds: float
    verdict: str
    """``good``, ``quiet``, ``loud`` or ``noisy``."""
    shape: tuple[float, ...]
    """Loudness along the way, 0 … 1, ``BARS`` values."""


class Takes:
    """The recordings that wait for a decision."""

    def __init__(self) -> None:
        self._takes: OrderedDict[str, Take] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, take: Take) -> str:
        """Remember it; the name under which it can be heard."""
        name = secrets.token_urlsafe(12)
        with self._lock:
            self._takes[name] = take
            while len(self._takes) > MOST_TAKES:
                self._takes.popitem(last=False)
        return name

    def get(self, name: str, worker: str) -> Take:
        """Of whoever recorded it and nobody else. Raises NotHere."""
        found = self._takes.get(name)
        if found is None or found.worker != worker:
            raise NotHere("recording of that name")
        return found

    def drop(self, name: str) -> None:
        """Forget it; asking twice does no harm."""
        with self._lock:
            self._takes.pop(name, None)


def take_of(wav: bytes, worker: str, language: str, sentence: str, longest: float = LONGEST) -> Take:
    """The recording as it would be used. Raises TakeUnusable when no voice is in it or it cannot be read."""
    import numpy as np  # here and below, because most panels never record

    from voice import loudness
    from voice.errors import SoundError
    from voice.wav import read_wav

    try:
        pcm = read_wav(wav, longest + 5)
    except SoundError as error:
        raise TakeUnusable("take_unreadable") from error
    samples = pcm.samples.astype(np.float32) / np.float32(32768)
    if samples.ndim > 1:
        samples = samples.mean(axis=1)
    voice = loudness.trimmed(samples, pcm.rate)
    seconds = len(voice) / pcm.rate - 2 * loudness.MARGIN
    heard = loudness.loudness(voice, pcm.rate)
    if seconds < SHORTEST or heard < QUIET - 15:
        raise TakeUnusable("take_silent")
    done = loudness.levelled(voice, pcm.rate)
    frame = max(1, pcm.rate // 50)
    levels = np.sqrt((samples[: len(samples) // frame * frame].reshape(-1, frame) ** 2).mean(axis=1))
    room = 20 * np.log10(max(float(np.percentile(levels, 5)), 1e-5))
    verdict = "good"
    if float((np.abs(samples) > 0.985).mean()) > CLIPPED:
        verdict = "loud"
    elif heard < QUIET:
        verdict = "quiet"
    elif heard - room < NOISY:
        verdict = "noisy"
    parts = np.array_split(np.abs(done), BARS)
    peak = max(float(np.abs(done).max()), 1e-6)
    shape = tuple(round(float(part.max() if len(part) else 0) / peak, 3) for part in parts)
    return Take(worker, language, sentence, loudness.wav_of(done, pcm.rate), round(seconds, 1), verdict, shape)


def kept_of(made: Take, recordings: Recordings, kind: str, longest: float) -> Kept:
    """The recording, encrypted on the disk, as the record keeps every voice. Raises as ``Recordings.keep``."""
    from voice.wav import read_wav, to_16k_mono  # only now: most panels never record

    return recordings.about(recordings.keep(to_16k_mono(read_wav(made.wav, longest + 5)), kind=kind))
