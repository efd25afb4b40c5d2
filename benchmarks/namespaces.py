"""A second network namespace joined to this one by one cable: a room without internet, for a browser of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Playwright

from benchmarks.calling import CHROMIUM, FLAGS
from station.door.authority import door
from station.door.doorman import Way, stand

HERE, THERE = "10.99.77.1", "10.99.77.2"


def possible() -> bool:
    """Whether this user may make one."""
    return os.geteuid() == 0 and shutil.which("ip") is not None


@dataclass(frozen=True)
class Cable:
    """What joins the two."""

    name: str
    folder: Path

    @contextmanager
    def door(self, inner: str) -> Iterator[str]:
        """That app on loopback, over TLS at this end of the cable; its address."""
        listening = socket.create_server((HERE, 0))
        port = urlsplit(inner).port
        assert port is not None
        stand(door(self.folder / "door", [], [HERE]), [Way(listening, port)])
        yield f"https://{HERE}:{listening.getsockname()[1]}"
        listening.close()

    def browser(self, play: Playwright, _: str) -> Browser:
        """A browser at the other end, with nothing but the cable."""
        script = self.folder / "chromium"
        script.write_text(f'#!/bin/sh\nexec ip netns exec {self.name} {CHROMIUM} "$@"\n', "utf-8")
        script.chmod(0o755)
        return play.chromium.launch(executable_path=str(script), args=[*FLAGS, "--ignore-certificate-errors"])

    def cut(self) -> None:
        """No packet more."""
        run("ip", "link", "set", f"{self.name}a", "down")


@contextmanager
def cable() -> Iterator[Cable]:
    """Make both ends, and take them away afterwards."""
    name = f"xb{os.getpid() % 100000}"
    run("ip", "netns", "add", name)
    try:
        run("ip", "link", "add", f"{name}a", "type", "veth", "peer", "name", f"{name}b", "netns", name)
        run("ip", "addr", "add", f"{HERE}/24", "dev", f"{name}a")
        run("ip", "link", "set", f"{name}a", "up")
        run("ip", "-n", name, "addr", "add", f"{THERE}/24", "dev", f"{name}b")
        for each in (f"{name}b", "lo"):
            run("ip", "-n", name, "link", "set", each, "up")
        with tempfile.TemporaryDirectory() as folder:
            yield Cable(name, Path(folder))
    finally:
        subprocess.run(["ip", "link", "del", f"{name}a"], check=False, stderr=subprocess.DEVNULL)
        run("ip", "netns", "del", name)


def run(*command: str) -> None:
    """Raises CalledProcessError."""
    subprocess.run(command, check=True)
