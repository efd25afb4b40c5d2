"""Debian's coturn on loopback, configured as the station's own command says, for as long as something is measured."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.calling import wait_for
from station.relay_conf import conf

SECRET = "a secret of this measurement"  # noqa: S105 - it lasts as long as the measurement


@dataclass(frozen=True)
class TurnServer:
    """Where it answers."""

    urls: tuple[str, ...]
    secret: str


@contextmanager
def turn_server(folder: Path) -> Iterator[TurnServer]:
    """Start it and wait until it answers. Raises FileNotFoundError where coturn is not installed."""
    program = shutil.which("turnserver")
    if program is None:
        raise FileNotFoundError("coturn is not installed: apt install coturn")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    file = folder / "turnserver.conf"
    file.write_text(conf(SECRET, port=port, address="127.0.0.1", loopback=True), "utf-8")
    log = (folder / "turn.log").open("wb")
    process = subprocess.Popen([program, "-c", str(file)], stdout=log, stderr=log, cwd=folder)
    try:
        wait_for(lambda: _answers(port), 20)
        yield TurnServer((f"turn:127.0.0.1:{port}?transport=udp",), SECRET)
    finally:
        process.terminate()
        process.wait(10)
        log.close()


def _answers(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0
