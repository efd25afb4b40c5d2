"""One browser from its start to its end: process, pipe and a profile that nobody had before and nobody has after."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

from station import family
from station.browser.pipe import Pipe, high_pipe
from voice.vitals import Allowance, vitals, worked

PROC = Path("/proc")


class Chromium:
    """A running browser. ``end`` leaves nothing of it."""

    def __init__(self, command: Callable[[Path], list[str]], profile: Path, chatter: Path) -> None:
        """``command``: profile → command line; ``chatter``: file for what the browser prints."""
        self.profile = profile
        profile.mkdir(parents=True, mode=0o700)
        their_in, our_out = high_pipe()
        our_in, their_out = high_pipe()
        line = command(profile)
        with chatter.open("wb") as printed:  # of this browser alone: what earlier ones said is gone with them
            self.pid = os.posix_spawn(
                line[0],
                line,
                {**os.environ, family.MARK: family.mark(profile, "browser")},
                file_actions=[
                    (os.POSIX_SPAWN_DUP2, their_in, 3),
                    (os.POSIX_SPAWN_DUP2, their_out, 4),
                    (os.POSIX_SPAWN_DUP2, printed.fileno(), 1),
                    (os.POSIX_SPAWN_DUP2, printed.fileno(), 2),
                ],
                setsid=True,
            )
        os.close(their_in)
        os.close(their_out)
        self.pipe = Pipe(our_in, our_out)
        self._ended = False

    @property
    def processes(self) -> list[int]:
        """Ids of the browser and all its children."""
        found = []
        for each in PROC.glob("[0-9]*"):
            with contextlib.suppress(OSError, IndexError, ValueError):
                told = (each / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
                if int(told[2]) == self.pid and told[0] not in ("Z", "X"):
                    found.append(int(each.name))
        return found

    def pages(self, processes: list[int]) -> list[int]:
        """Those of these processes that draw pages and run their scripts."""
        return [each for each in processes if b"--type=renderer" in _line(each)]

    def end(self) -> None:
        """Kill all of it, and wipe what it wrote."""
        if self._ended:
            return
        self._ended = True
        self.pipe.close()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)
        family.end(self.profile)
        deadline = time.monotonic() + 2.0
        while self.profile.exists() and time.monotonic() < deadline:  # a child may still write for a moment
            shutil.rmtree(self.profile, ignore_errors=True)


def _line(pid: int) -> bytes:
    with contextlib.suppress(OSError):
        return (PROC / str(pid) / "cmdline").read_bytes()
    return b""


class Patience:
    """How long a browser may leave a question unanswered: its own time, not that of waiting for a processor."""

    def __init__(
        self, processes: list[int], seconds: float, pages: list[int] | None = None, at_work: float = 0.0
    ) -> None:
        """``pages``: those of the processes that run scripts; more than ``at_work`` seconds of work never end."""
        self._processes, self._allowances = processes, [Allowance(each, seconds) for each in processes]
        self._worked, self._at_work = {each: worked(each) for each in pages or ()}, at_work
        self._ends = time.monotonic() + seconds

    def is_over(self) -> bool:
        """Whether the browser counts as hung: a part of it was stopped, a script never ends, it has had its time."""
        if any(seen is not None and seen.stopped for seen in map(vitals, self._processes)):
            return True
        if any(worked(each) - before > self._at_work for each, before in self._worked.items()):
            return True
        if time.monotonic() < self._ends:
            return False
        return all(each.left() <= 0 for each in self._allowances)
