"""A whole station as its own process on free ports and a folder of its own; used to measure it and to test it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from station import family

TOP = Path(__file__).resolve().parent.parent
LONGEST_START = 120.0
"""Seconds."""


class NoStart(Exception):
    """The station ended or kept silent; the message is what it printed."""


@dataclass(frozen=True)
class Running:
    """A station that answers."""

    process: subprocess.Popen[str]
    kiosk: str
    """URL, ending with a slash."""
    panel: str
    code: str | None
    """The first worker's one-time code."""
    data: Path
    seconds: float
    """From starting the command until it said that it is ready."""
    printed: str

    def pids(self) -> list[int]:
        """All processes of the station."""
        return [self.process.pid, *family.members(self.data)]

    def part(self, name: str) -> list[int]:
        """The processes of one part, kiosk or panel."""
        return family.members(self.data, name)


@contextmanager
def running(data: Path, *options: str) -> Iterator[Running]:
    """Start it, wait until it is ready, stop it at the end. Raises NoStart."""
    station = launch(data, *options)
    try:
        yield station
    finally:
        stop(station.process)


def launch(data: Path, *options: str) -> Running:
    """Start it and wait until it is ready. Raises NoStart."""
    begun = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "station", "serve", *on_free_ports(data), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": str(TOP), "PYTHONUNBUFFERED": "1"},
    )
    lines: list[str] = []
    ready = threading.Event()
    threading.Thread(target=_listen, args=(process, lines, ready), daemon=True).start()
    ready.wait(LONGEST_START)
    seconds = time.monotonic() - begun
    printed = "".join(lines)
    found = dict(re.findall(r"^ *(Kiosk|Panel) +(http\S+)", printed, re.MULTILINE))
    if len(found) != 2:
        stop(process)
        raise NoStart(printed)
    code = re.search(r"One-time code.*: (\S+)", printed)
    return Running(process, found["Kiosk"], found["Panel"], code and code[1], data, seconds, printed)


def on_free_ports(data: Path) -> list[str]:
    """Options of `xiangban serve` for a station beside others."""
    return ["--data", str(data), "--no-browser", "--port", "0", "--panel-port", "0"]


def stop(process: subprocess.Popen[str], patience: float = 20.0) -> int:
    """Ask it to stop and wait; its exit code."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        return process.wait(patience)
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _listen(process: subprocess.Popen[str], lines: list[str], ready: threading.Event) -> None:
    assert process.stdout is not None
    try:
        for line in process.stdout:
            lines.append(line)
            if "Ready after" in line:
                ready.set()
    except ValueError:
        pass  # closed under us: the station was stopped
    ready.set()
