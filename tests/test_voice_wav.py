"""Sound files as they really come: whole, cut off, mislabelled, too long, in every usual form."""

from __future__ import annotations

import contextlib
import io
import math
import struct
import wave
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice import wav
from voice.errors import NotAudio, SoundError, TooLong, Truncated, WrongRate


def tone(rate: int, seconds: float = 0.5, channels: int = 1, width: int = 2, hertz: float = 440.0) -> bytes:
    wave_form = np.sin(2 * math.pi * hertz * np.arange(int(rate * seconds)) / rate) * 0.5
    scaled = (wave_form * (2 ** (8 * width - 1) - 1)).astype(np.int64)
    if width == 1:
        scaled += 128
    each = b"".join(int(value).to_bytes(width, "little", signed=width > 1) * channels for value in scaled)
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(each)
    return target.getvalue()


def pitch(pcm: bytes) -> float:
    samples = np.frombuffer(pcm, dtype="<i2").astype(float)
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum) * 16_000 / len(samples))


@pytest.mark.parametrize("rate", [8_000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000])
@pytest.mark.parametrize(("channels", "width"), [(1, 2), (2, 2), (1, 1), (1, 3), (1, 4)])
def test_every_usual_form_becomes_16_khz_mono(rate: int, channels: int, width: int) -> None:
    pcm = wav.to_16k_mono(wav.read_wav(tone(rate, channels=channels, width=width)))
    assert abs(len(pcm) / 2 - 8_000) <= 1
    assert abs(pitch(pcm) - 440) < 5
    assert abs(wav.level(pcm) - -9.0) < 0.7


def test_what_16_khz_cannot_carry_is_filtered_and_does_not_fold_back() -> None:
    assert wav.level(wav.to_16k_mono(wav.read_wav(tone(48_000, hertz=12_000)))) < -45


def test_long_recordings_have_no_seams() -> None:
    pcm = wav.to_16k_mono(wav.read_wav(tone(44_100, seconds=3.3)))
    samples = np.frombuffer(pcm, dtype="<i2").astype(float)[800:-800]
    wanted = np.sin(2 * math.pi * 440 * (np.arange(len(samples)) + 800) / 16_000) * 0.5 * 32767
    assert np.max(np.abs(samples - wanted)) < 400


@pytest.mark.parametrize("rate", [0, 1, 4_000, 1_000_000, 4_294_967_295])
def test_a_rate_that_cannot_be_is_not_believed(rate: int) -> None:
    data = bytearray(tone(16_000))
    data[24:28] = struct.pack("<I", rate)
    with pytest.raises(WrongRate):
        wav.read_wav(bytes(data))


def test_a_cut_off_file_is_told() -> None:
    with pytest.raises(Truncated, match="cut off"):
        wav.read_wav(tone(16_000)[:-100])


def test_too_long_is_told() -> None:
    with pytest.raises(TooLong, match="1 s is the most"):
        wav.read_wav(tone(8_000, seconds=2), most_seconds=1)


@pytest.mark.parametrize(
    "data", [b"", b"RIFF", b"ID3 an mp3", b"OggS" * 20, tone(16_000)[:36], tone(16_000, seconds=0)]
)
def test_what_is_no_sound_is_told(data: bytes) -> None:
    with pytest.raises(NotAudio):
        wav.read_wav(data)


def test_compressed_samples_are_refused() -> None:
    data = bytearray(tone(16_000))
    data[20:22] = struct.pack("<H", 85)
    with pytest.raises(NotAudio, match="PCM"):
        wav.read_wav(bytes(data))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotAudio):
        wav.read_wav(tmp_path / "none.wav")


@given(st.binary(max_size=200), st.integers(0, 200))
def test_rubbish_never_raises_anything_else(rubbish: bytes, at: int) -> None:
    data = bytearray(tone(8_000, seconds=0.01))
    data[at : at + len(rubbish)] = rubbish
    for each in (rubbish, bytes(data)):
        with contextlib.suppress(SoundError):
            wav.to_16k_mono(wav.read_wav(each))


def test_a_wav_is_written_as_it_is_read() -> None:
    pcm = bytes(range(200)) * 16
    assert wav.to_16k_mono(wav.read_wav(wav.wav_bytes(pcm))) == pcm


def test_level_in_decibels() -> None:
    assert wav.level(b"") == wav.level(bytes(100)) == -96.0
    assert abs(wav.level(struct.pack("<h", 32767) * 100)) < 0.1
