"""One loudness and short silences for all that is heard, so that a volume step means something; pure."""

from __future__ import annotations

import io
import wave
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from voice.errors import NotPlayable

LEVEL = -20.0
"""dBFS, root mean square of the parts that sound."""
PEAK = -1.0
"""dBFS that no sample exceeds: a peak that is cut off crackles."""
MARGIN = 0.08
"""Seconds of silence left at both ends."""
GATE = -35.0
"""dB below the loudest frame: what is quieter counts as silence."""
FRAME = 0.01
"""Seconds."""
PAUSE = 0.2
"""Seconds between two sentences, besides the silence that each keeps at its ends."""

Samples = NDArray[np.float32]
"""Mono, -1 … 1."""


def samples_of(pcm: bytes) -> Samples:
    """From 16-bit little-endian."""
    return np.frombuffer(pcm, dtype="<i2").astype(np.float32) / np.float32(32768)


def trimmed(samples: Samples, rate: int) -> Samples:
    """With ``MARGIN`` of silence at both ends, and no more; only silence becomes nothing."""
    active = _active(samples, rate)
    if not len(active):
        return samples[:0]
    frame, margin = _frame(rate), int(MARGIN * rate)
    first, last = active[0] * frame, min((active[-1] + 1) * frame, len(samples))
    kept = samples[max(0, first - margin) : last + margin]
    before, after = max(0, margin - first), max(0, last + margin - len(samples))
    return np.pad(kept, (before, after)).astype(np.float32)


def levelled(samples: Samples, rate: int) -> Samples:
    """At ``LEVEL``, or as near as the loudest sample allows."""
    active = _active(samples, rate)
    if not len(active):
        return samples
    gain = min(10 ** (LEVEL / 20) / _rms(samples, rate)[active].mean(), 10 ** (PEAK / 20) / np.abs(samples).max())
    return (samples * np.float32(gain)).astype(np.float32)


def loudness(samples: Samples, rate: int) -> float:
    """DBFS of the parts that sound; -inf for silence."""
    active = _active(samples, rate)
    return float(20 * np.log10(_rms(samples, rate)[active].mean())) if len(active) else float("-inf")


def silence(seconds: float, rate: int) -> Samples:
    """Nothing, for that long."""
    return np.zeros(int(seconds * rate), dtype=np.float32)


def joined(heard: Sequence[Samples], rate: int, close: frozenset[int] = frozenset()) -> bytes:
    """Sentences as one wav file, with pauses between them, at the common loudness; of none, a moment of silence.

    ``close``: the places whose part goes on from the one before without a pause, and is made as loud as it.
    """
    if not heard:
        return wav_of(silence(PAUSE, rate), rate)
    pauses = [0.0 if place in close else PAUSE for place in range(len(heard))]
    even = [levelled(each, rate) for each in heard] if close else heard
    parts = [
        part for pause, each in zip(pauses, even, strict=True) for part in (silence(pause, rate), trimmed(each, rate))
    ]
    parts = parts[1:]
    return wav_of(levelled(np.concatenate(parts), rate), rate)


def wav_of(samples: Samples, rate: int) -> bytes:
    """A whole wav file, mono, 16 bit."""
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.clip(samples * 32768, -32768, 32767).astype("<i2").tobytes())
    return held.getvalue()


def read(wav: bytes) -> tuple[Samples, int]:
    """Mono samples and their rate from a 16-bit PCM wav. Raises NotPlayable."""
    try:
        with wave.open(io.BytesIO(wav)) as file:
            if file.getsampwidth() != 2:
                raise NotPlayable(f"{8 * file.getsampwidth()} bits a sample instead of 16")
            channels, rate, length = file.getnchannels(), file.getframerate(), file.getnframes()
            pcm = file.readframes(length)
    except (wave.Error, EOFError) as error:
        raise NotPlayable(str(error) or "it breaks off") from error
    if len(pcm) < length * channels * 2:
        raise NotPlayable("it breaks off")
    return samples_of(pcm).reshape(-1, channels).mean(axis=1), rate


def _frame(rate: int) -> int:
    return max(1, int(FRAME * rate))


def _rms(samples: Samples, rate: int) -> Samples:
    frame = _frame(rate)
    whole = np.pad(samples, (0, -len(samples) % frame)).reshape(-1, frame)
    return np.sqrt((whole**2).mean(axis=1))  # type: ignore[no-any-return]


def _active(samples: Samples, rate: int) -> NDArray[np.intp]:
    """The frames that sound."""
    if not len(samples):
        return np.zeros(0, dtype=np.intp)
    rms = _rms(samples, rate)
    loudest = rms.max()
    return np.flatnonzero(rms > max(loudest * 10 ** (GATE / 20), 1e-4))
