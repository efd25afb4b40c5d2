"""The box's own microphone through the real sound library: a recording stands in for the sound card."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from ctypes.util import find_library
from pathlib import Path

import pytest

from tests.spoken import english
from voice import wav

HEAR = """
import sys, time
from voice.microphone import Microphone
from voice.errors import NoMicrophone
try:
    with Microphone(sys.argv[2] if len(sys.argv) > 2 else None) as microphone:
        pieces = microphone.pieces()
        heard = b"".join(next(pieces) for _ in range(int(sys.argv[1])))
except NoMicrophone as error:
    print(error, file=sys.stderr)
    sys.exit(7)
sys.stdout.buffer.write(heard)
"""

pytestmark = pytest.mark.skipif(
    not (importlib.util.find_spec("sounddevice") and find_library("portaudio")),
    reason="the system library libportaudio2 is not installed here",
)


def listened(folder: Path, configuration: str, pieces: int, *device: str) -> subprocess.CompletedProcess[bytes]:
    """A process of its own: the sound library reads its configuration once."""
    (folder / "asound.conf").write_text(configuration, "utf-8")
    environment = {**os.environ, "ALSA_CONFIG_PATH": str(folder / "asound.conf"), "PYTHONPATH": str(Path.cwd())}
    command = [sys.executable, "-c", HEAR, str(pieces), *device]
    return subprocess.run(command, env=environment, capture_output=True, timeout=60, check=False)


CARD = """
pcm.!default {{ type file slave.pcm "null" file "/dev/null" infile "{recording}" format "raw" }}
pcm.null {{ type null }}
ctl.!default {{ type hw card 0 }}
"""


def test_what_the_card_records_arrives_in_pieces(tmp_path: Path) -> None:
    spoken = english("I am ill", before=0.0, after=0.0)
    (tmp_path / "said.raw").write_bytes(spoken)
    found = listened(tmp_path, CARD.format(recording=tmp_path / "said.raw"), 8)
    assert found.returncode == 0, found.stderr.decode()
    assert len(found.stdout) == 8 * 3200
    assert wav.level(found.stdout) > -35
    assert spoken[6400:9600] in found.stdout


def test_without_that_card_it_says_so(tmp_path: Path) -> None:
    found = listened(tmp_path, CARD.format(recording="/dev/zero"), 1, "no such card")
    assert found.returncode == 7, found.stderr.decode()
    assert b"no microphone can be opened" in found.stderr
