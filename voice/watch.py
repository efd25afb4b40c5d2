"""Looks after a child process from a thread of its own while nobody asks; what is done about it is the child's."""

from __future__ import annotations

import threading
from collections.abc import Callable

from voice.vitals import vitals

EVERY = 0.25
"""Seconds between two looks."""
STOPPED_FOR = 2
"""Looks in a row that must find it stopped: a debugger or a suspended machine may stop it for a blink."""
MUCH_TOO_BIG = 2
"""Times what it may grow by, from which on it is ended even in the middle of a question."""


class Watch:
    """Calls ``tend`` every quarter of a second, from the first start of the child until it is closed."""

    def __init__(self, tend: Callable[[], None], may_grow: int = 0) -> None:
        """``may_grow``: bytes beyond the first look at a process; 0 for no limit."""
        self._tend, self._may_grow = tend, may_grow
        self._over = threading.Event()
        self._thread: threading.Thread | None = None
        self._pid = 0
        self._at_first = 0
        self._stopped = 0
        self.heavy = False
        """Whether it should be started anew as soon as no turn is going on."""

    def begin(self, pid: int) -> None:
        """A process was started and has loaded (0: it could not); watch it from now on."""
        now = vitals(pid) if pid else None
        self._pid, self._at_first = pid, now.memory if now else 0
        self._stopped, self.heavy = 0, False
        if self._thread is None and not self._over.is_set():
            self._thread = threading.Thread(target=self._run, name="child-watch", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """No more looks."""
        self._over.set()

    def illness(self, pid: int) -> str:
        """Why this process must be ended at once; empty for one that may live on."""
        now = vitals(pid)
        if now is None:
            return ""
        self._stopped = self._stopped + 1 if now.stopped else 0
        if self._stopped >= STOPPED_FOR:
            return "it was stopped"
        if not self._may_grow or pid != self._pid:  # it still loads
            return ""
        grown = now.memory - self._at_first
        self.heavy = grown > self._may_grow
        if grown > self._may_grow * MUCH_TOO_BIG:
            return f"it has grown by {grown >> 20} MB"
        return ""

    def _run(self) -> None:
        while not self._over.wait(EVERY):
            self._tend()
