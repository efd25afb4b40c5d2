"""The box's loudspeaker through real PortAudio: what is played arrives at the device; without one there is advice."""

from __future__ import annotations

import ctypes.util
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from voice import loudness

pytestmark = pytest.mark.skipif(
    ctypes.util.find_library("portaudio") is None, reason="PortAudio is not installed (libportaudio2)"
)

PLAY = """
import sys
from pathlib import Path
from voice.errors import NoLoudspeaker, NotPlayable
from voice.loudspeaker import Loudspeaker

try:
    loudspeaker = Loudspeaker(sys.argv[2] or None)
    sound = Path(sys.argv[1]).read_bytes()
    loudspeaker.play(sound)
    loudspeaker.stop()
    loudspeaker.play(sound, wait=True)  # the file device starts a new file each time it is opened
except (NoLoudspeaker, NotPlayable) as error:
    sys.exit(f"{type(error).__name__}: {error}")
"""


def play(wav: Path, alsa: str, device: str = "") -> subprocess.CompletedProcess[str]:
    """In a process of its own: PortAudio looks at the devices once."""
    config = wav.with_suffix(".conf")
    config.write_text(alsa)
    return subprocess.run(
        [sys.executable, "-c", PLAY, str(wav), device],
        env={**os.environ, "ALSA_CONFIG_PATH": str(config), "PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_what_is_played_arrives_at_the_device(tmp_path: Path) -> None:
    tone = 0.5 * np.sin(2 * np.pi * 500 * np.arange(22050) / 22050).astype(np.float32)
    wav, heard = tmp_path / "tone.wav", tmp_path / "heard.wav"
    wav.write_bytes(loudness.wav_of(tone, 22050))
    done = play(
        wav,
        f'pcm.!default {{ type file slave.pcm quiet file "{heard}" format raw }}\npcm.quiet {{ type null }}\n',
    )
    assert done.returncode == 0, done.stderr
    played = np.frombuffer(heard.read_bytes(), dtype="<f4")
    start = int(np.flatnonzero(played)[0]) - 1  # the device may begin with silence; the tone begins with a zero
    assert np.abs(played[start : start + len(tone)] - tone).max() < 1e-3


def test_a_missing_device_is_told_with_the_command_that_lists_them(tmp_path: Path) -> None:
    wav = tmp_path / "tone.wav"
    wav.write_bytes(loudness.wav_of(np.ones(100, np.float32), 22050))
    done = play(wav, "pcm.!default { type null }\n", "no such loudspeaker")
    assert "NoLoudspeaker" in done.stderr
    assert "python -m sounddevice" in done.stderr


def test_bytes_that_are_no_sound_are_refused(tmp_path: Path) -> None:
    wav = tmp_path / "tone.wav"
    wav.write_bytes(b"<html>")
    done = play(wav, "pcm.!default { type null }\n")
    assert "NotPlayable" in done.stderr
