"""From the command to a station that answers: the first start, which seeds a village, and the second one."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.running import running
from benchmarks.table import Line

ROUNDS = 2


def measure() -> list[Line]:
    """Against a bare interpreter that imports Flask and waitress; the libraries are installed already."""
    first: list[float] = []
    second: list[float] = []
    bare: list[float] = []
    for _ in range(ROUNDS):
        with TemporaryDirectory() as folder:
            for kept in (first, second):
                with running(Path(folder) / "data") as station:
                    kept.append(station.seconds)
        begun = time.monotonic()
        subprocess.run([sys.executable, "-c", "import flask, waitress"], check=True)
        bare.append(time.monotonic() - begun)
    against = "python importing flask and waitress"
    return [
        Line("first start until usable (seeds a village)", min(first), "s", min(bare), against),
        Line("second start until usable", min(second), "s", min(bare), against),
    ]
