"""What Linux tells about a process: whether it was stopped, how long it waited for a processor, its own memory."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

STARVED = 4.0
"""However little of a processor a child gets, it may take this many times its allowance by the wall clock."""


@dataclass(frozen=True)
class Vitals:
    """One look at a process."""

    stopped: bool
    """By SIGSTOP or a debugger: it will not answer until somebody continues it."""
    memory: int
    """Bytes that are its own; pages of model files, which the kernel may take back, do not count."""


def vitals(pid: int) -> Vitals | None:
    """Of that process; None where it is gone or the system tells nothing."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text("utf-8", "replace").splitlines()
    except OSError:
        return None
    told = dict(line.split(":", 1) for line in lines if ":" in line)
    memory = told.get("RssAnon", "0").split()
    return Vitals(told.get("State", "").strip()[:1] in ("T", "t"), int(memory[0]) * 1024)


def waited(pid: int) -> dict[int, float]:
    """Thread → seconds that it has waited for a free processor since it began; empty where nobody counts them."""
    return {int(each.name): _waited(each) for each in _threads(pid)}


def _threads(pid: int) -> list[Path]:
    try:
        return list(Path(f"/proc/{pid}/task").iterdir())
    except OSError:
        return []


def _waited(thread: Path) -> float:
    try:
        return int((thread / "schedstat").read_text("ascii").split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0


def worked(pid: int) -> float:
    """Seconds for which the first thread of that process has worked; 0 where it is gone or nobody counts them."""
    try:
        return int(Path(f"/proc/{pid}/task/{pid}/schedstat").read_text("ascii").split()[0]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0


class Allowance:
    """Seconds of its own time that a process may take: at work or asleep, but not waiting for a processor.

    So a busy machine kills no child that is well, and one that hangs or spins is found out as soon as ever. Of
    several threads the one that waited longest counts: the others wait for it.
    """

    def __init__(self, pid: int, seconds: float) -> None:
        self._pid, self._seconds = pid, seconds
        self._began, self._waited = time.monotonic(), waited(pid)

    def left(self) -> float:
        """Seconds, below 0 once it is used up."""
        taken = time.monotonic() - self._began
        if taken < self._seconds:
            return self._seconds - taken
        own = taken - max((now - self._waited.get(each, 0.0) for each, now in waited(self._pid).items()), default=0.0)
        return min(self._seconds - own, self._seconds * STARVED - taken)
