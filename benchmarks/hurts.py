"""Ways to hurt a process of the station from outside, as engines hurt themselves; nothing is measured here."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Hurt:
    """One way to hurt a process."""

    name: str
    does: Callable[[int], None]
    heals: bool = False
    """Whether the process may live on: nothing needs to be noticed."""


def _rubbish(pid: int) -> None:
    """Write into the pipe on which it answers."""
    for each in Path(f"/proc/{pid}/fd").iterdir():
        if int(each.name) > 2 and str(each.readlink()).startswith("pipe:"):
            flags = (Path(f"/proc/{pid}/fdinfo") / each.name).read_text("utf-8").split("flags:")[1].split()[0]
            if int(flags, 8) & 1:
                with each.open("wb", buffering=0) as pipe:
                    pipe.write(b"Segmentation fault? no: a model that talks\n" * 3)
                return


def _starve(pid: int) -> None:
    """The lowest priority, with both processors kept busy for three seconds."""
    os.setpriority(os.PRIO_PROCESS, pid, 19)
    for _ in range(os.cpu_count() or 2):
        _burn(3.0, "")


def _spin(pid: int) -> None:
    """It answers no more, and a processor is kept busy as long as it may do so, as by an endless loop."""
    os.kill(pid, signal.SIGSTOP)
    _burn(1.5, "")


def _leak(pid: int) -> None:
    """It answers no more, and memory is taken at a gigabyte a second."""
    os.kill(pid, signal.SIGSTOP)
    _burn(1.5, "kept.append(bytearray(b'x') * 10_000_000); time.sleep(0.01)")


def _burn(seconds: float, work: str) -> None:
    """A process of the same priority as the engines."""
    told = (
        f"import time\nkept = []\nend = time.monotonic() + {seconds}\nwhile time.monotonic() < end: {work or 'pass'}"
    )
    command = [sys.executable, "-c", told]
    threading.Thread(target=subprocess.run, args=(command,), daemon=True).start()


WAYS = (
    Hurt("killed", lambda pid: os.kill(pid, signal.SIGKILL)),
    Hurt("crashed", lambda pid: os.kill(pid, signal.SIGSEGV)),
    Hurt("stopped", lambda pid: os.kill(pid, signal.SIGSTOP)),
    Hurt("spins", _spin),
    Hurt("leaks", _leak),
    Hurt("talks rubbish", _rubbish),
    Hurt("starved", _starve, heals=True),
)
