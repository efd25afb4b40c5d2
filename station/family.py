"""Finds and ends every process that a part of this station left behind; where there is no /proc it finds none."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

MARK = "XIANGBAN_PART"
"""Variable in the environment of every part and of all that a part starts; they inherit it."""
PROC = Path("/proc")
GONE_WITHIN = 5.0
"""Seconds that a killed process may take to go: the kernel frees its memory first."""


def mark(data: Path, part: str = "") -> str:
    """The value of MARK: which data folder, which part."""
    return f"{data}:{part}"


def members(data: Path, part: str = "") -> list[int]:
    """Living processes of one part of the station on that folder; of all its parts when none is named."""
    wanted = f"{MARK}={mark(data, part)}".encode()
    found = []
    for each in PROC.glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it ended meanwhile, or belongs to somebody else
            for variable in (each / "environ").read_bytes().split(b"\0"):
                if variable == wanted or (not part and variable.startswith(wanted)):
                    found.append(int(each.name))
    return [pid for pid in found if pid != os.getpid() and not _is_zombie(pid)]


def end(data: Path, part: str = "", patience: float = 0.0) -> int:
    """End them all: asked first when there is patience (seconds), then killed; gone when this returns. How many."""
    pids = members(data, part)
    if patience:
        _send(pids, signal.SIGTERM)
        _wait_until(lambda: not members(data, part), patience)
    killed = members(data, part)
    _send(killed, signal.SIGKILL)
    # A killed process loses its environment before it is gone, so it is waited for by its number.
    _wait_until(lambda: all(_is_zombie(pid) for pid in killed), GONE_WITHIN)
    return len(pids)


def _wait_until(true: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not true() and time.monotonic() < deadline:
        time.sleep(0.02)


def _send(pids: list[int], what: signal.Signals) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, what)


def _is_zombie(pid: int) -> bool:
    try:
        stat = (PROC / str(pid) / "stat").read_text("utf-8", "replace")
    except OSError:
        return True
    return stat.rpartition(")")[2].split()[0] in ("Z", "X")
