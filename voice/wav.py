"""Sound files and samples: reading wav with clear errors, to 16 kHz mono, level; no sound card here."""

from __future__ import annotations

import io
import math
import struct
import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from voice.errors import NotAudio, TooLong, Truncated, WrongRate

RATE = 16_000
PLAUSIBLE_RATES = (8_000, 192_000)
"""Lowest and highest sample rate that a microphone or a file really has."""
MOST_SECONDS = 600.0
SILENT = -96.0
"""dBFS of digital silence: what 16 bits can tell."""
_PCM, _EXTENSIBLE = 1, 0xFFFE


@dataclass(frozen=True)
class Pcm:
    """Sound as 16-bit samples."""

    samples: npt.NDArray[np.int16]
    """Shape (frames,) or (frames, channels)."""
    rate: int
    """Samples a second."""

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.samples) / self.rate


def read_wav(source: bytes | Path, most_seconds: float = MOST_SECONDS) -> Pcm:
    """A wav file of whole samples. Raises NotAudio, WrongRate, Truncated, TooLong."""
    try:
        data = source if isinstance(source, bytes) else source.read_bytes()
    except OSError as error:
        raise NotAudio(str(error)) from error
    channels, rate, width, sound, promised = _chunks(data)
    if not PLAUSIBLE_RATES[0] <= rate <= PLAUSIBLE_RATES[1]:
        raise WrongRate(rate)
    if not 1 <= channels <= 8:
        raise NotAudio(f"it claims {channels} channels")
    if len(sound) < promised:
        raise Truncated(len(sound), promised)
    frame = channels * width
    frames = len(sound) // frame
    if frames == 0:
        raise NotAudio("it holds no sound at all")
    if frames / rate > most_seconds:
        raise TooLong(frames / rate, most_seconds)
    samples = _as_16_bit(sound[: frames * frame], width)
    return Pcm(samples.reshape(frames, channels) if channels > 1 else samples, rate)


def to_16k_mono(pcm: Pcm) -> bytes:
    """16 kHz mono 16-bit little endian, as the ears take it. Other rates are filtered and resampled."""
    sound = pcm.samples.astype(np.float64)
    if sound.ndim > 1:
        sound = sound.mean(axis=1)
    if pcm.rate != RATE:
        sound = _resampled(sound, pcm.rate)
    return np.clip(np.rint(sound), -32768, 32767).astype("<i2").tobytes()


def wav_bytes(pcm: bytes, rate: int = RATE) -> bytes:
    """A mono 16-bit wav file around these samples."""
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(pcm)
    return target.getvalue()


def level(pcm: bytes) -> float:
    """Loudness of 16-bit samples, dBFS: 0 is the loudest there is, -96 silence."""
    samples = np.frombuffer(pcm[: len(pcm) // 2 * 2], dtype="<i2").astype(np.float64)
    if len(samples) == 0:
        return SILENT
    power = float(np.mean(samples**2)) / 32768.0**2
    return round(max(SILENT, 10 * math.log10(power)), 1) if power > 0 else SILENT


def _chunks(data: bytes) -> tuple[int, int, int, bytes, int]:
    """Channels, rate, bytes a sample, the sound, and how many bytes of sound the file promised."""
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise NotAudio("it does not begin as a wav file does")
    at, form = 12, None
    while at + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, at)
        body = data[at + 8 : at + 8 + size]
        if name == b"fmt ":
            if len(body) < 16:
                raise NotAudio("its description is cut off")
            form = struct.unpack_from("<HHIIHH", body)
        elif name == b"data":
            if form is None:
                raise NotAudio("sound comes before its description")
            kind, channels, rate, _, _, bits = form
            if kind not in (_PCM, _EXTENSIBLE) or bits not in (8, 16, 24, 32):
                raise NotAudio(f"its samples (kind {kind}, {bits} bits) are not plain PCM")
            return channels, rate, bits // 8, body, 0 if size == 0xFFFFFFFF else size
        at += 8 + size + size % 2
    raise NotAudio("it holds no sound at all")


def _as_16_bit(sound: bytes, width: int) -> npt.NDArray[np.int16]:
    if width == 2:
        return np.frombuffer(sound, dtype="<i2").astype(np.int16)
    if width == 1:
        return ((np.frombuffer(sound, dtype=np.uint8).astype(np.int16) - 128) * 256).astype(np.int16)
    parts = np.frombuffer(sound, dtype=np.uint8).reshape(-1, width)[:, -2:]  # the two high bytes of 24 or 32 bits
    return np.ascontiguousarray(parts).view("<i2").reshape(-1).astype(np.int16)


def _resampled(sound: npt.NDArray[np.float64], rate: int) -> npt.NDArray[np.float64]:
    """To 16 kHz by way of the spectrum, in overlapping blocks (so that neither time nor memory explode)."""
    common = math.gcd(rate, RATE)
    block, out_block = rate // common, RATE // common
    whole = block * max(1, math.ceil(rate / block))  # about one second, a whole number of both steps
    edge = whole // 4 // block * block or block
    result = []
    for start in range(0, len(sound), whole):
        padded = np.zeros(whole + 2 * edge)
        first, last = max(0, start - edge), min(len(sound), start + whole + edge)
        padded[first - start + edge : last - start + edge] = sound[first:last]
        size = len(padded) * out_block // block
        spectrum = np.fft.rfft(padded)
        bins = size // 2 + 1
        fitted = np.zeros(bins, dtype=complex)
        fitted[: min(bins, len(spectrum))] = spectrum[:bins]
        sounded = np.fft.irfft(fitted, size) * (size / len(padded))
        keep = edge * out_block // block
        result.append(sounded[keep : keep + whole * out_block // block])
    return np.concatenate(result)[: round(len(sound) * RATE / rate)]
