"""A supervised long-lived child process that answers questions; what it answers is its own module's business.

It may crash, hang or print rubbish: the caller gets a clear error, the next question finds a fresh process.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from voice import frames
from voice.errors import (
    BadFrame,
    ChildBusy,
    ChildClosed,
    ChildDied,
    ChildFailed,
    ChildGarbled,
    ChildRefused,
    ChildResting,
    ChildTimedOut,
)
from voice.wire import Wire

HOUSE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Patience:
    """How failures of a child are borne."""

    failures: int = 5
    """That many within ``window`` and it rests."""
    window: float = 60.0
    """Seconds."""
    first_pause: float = 0.05
    """Seconds before the restart after one failure; doubled for each further one within the window."""
    rest: float = 30.0
    """Seconds of the first rest; doubled when the try after it fails too."""
    longest_rest: float = 600.0
    """Seconds."""


class Child:
    """One child process ``python -m <module> <arguments>``, started on the first question and whenever it is gone.

    Thread-safe: one question at a time, the others wait their turn.
    """

    def __init__(
        self,
        module: str,
        arguments: Sequence[str] = (),
        *,
        name: str = "",
        start_within: float = 30.0,
        environment: Mapping[str, str] | None = None,
        patience: Patience | None = None,
    ) -> None:
        """``start_within``: seconds it may take to load; ``environment``: variables added to ours."""
        self.name = name or module
        self._command = [sys.executable, "-X", "faulthandler", "-m", module, *arguments]
        self._environment = dict(environment or {})
        self._start_within = start_within
        self._patience = patience or Patience()
        self._lock = threading.Lock()
        self._log = logging.getLogger(f"voice.child.{self.name}")
        self._process: subprocess.Popen[bytes] | None = None
        self._last_words: deque[str] = deque(maxlen=5)
        self._failed: deque[float] = deque()
        self._rests = 0
        self._rest_until = 0.0
        self._closed = False

    @property
    def pid(self) -> int | None:
        """Of the running process, None when there is none."""
        process = self._process
        return process.pid if process and process.poll() is None else None

    @property
    def resting(self) -> bool:
        """Whether a question would be turned away at once."""
        return time.monotonic() < self._rest_until

    def start(self, timeout: float | None = None) -> None:
        """Have it running and loaded, so that the first question is quick. Raises ChildFailed."""
        within = self._start_within if timeout is None else timeout
        with _held(self._lock, self.name, within):
            self._running()

    def ask(
        self, message: frames.Message, payload: bytes = b"", timeout: float = 10.0
    ) -> tuple[frames.Message, bytes]:
        """The child's answer. ``timeout``: seconds for the turn and for the answer each (a restart comes on top).

        Raises a ChildFailed when there is no answer (the process is killed, the next question starts a new one),
        ChildRefused when it is well but could not do it.
        """
        frame = frames.pack(message, payload)
        with _held(self._lock, self.name, timeout):
            process = self._running()
            try:
                answer, body = self._exchange(process, frame, timeout)
            except BaseException:  # whatever broke in, the pipes are no longer at the start of a frame
                self._failure()
                raise
            self._rests = 0
        if "refused" in answer:
            raise ChildRefused(self.name, str(answer.get("cause", "")), str(answer["refused"]))
        return answer, body

    def close(self) -> None:
        """End it for good; a question under way fails."""
        self._closed = True
        busy = not self._lock.acquire(blocking=False)
        if busy:
            if self._process:
                self._process.kill()
            self._lock.acquire()
        try:
            if self._process:
                cast("IO[bytes]", self._process.stdin).close()
                _end(self._process, patience=0.5)
                self._process = None
        finally:
            self._lock.release()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._closed:
            raise ChildClosed(self.name)
        if self._process and self._process.poll() is None:
            return self._process
        if self._process:  # it died between two questions
            self._failure()
        now = time.monotonic()
        if now < self._rest_until:
            raise ChildResting(self.name, self._rest_until - now)
        if self._failed:
            time.sleep(self._patience.first_pause * 2 ** min(len(self._failed) - 1, self._patience.failures))
        try:
            return self._launch()
        except ChildFailed:
            self._failure()
            raise

    def _launch(self) -> subprocess.Popen[bytes]:
        paths = os.pathsep.join(filter(None, (str(HOUSE), os.environ.get("PYTHONPATH"))))
        process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            env={**os.environ, "PYTHONPATH": paths, **self._environment},
            start_new_session=True,  # a Ctrl-C meant for the station is not for it; it leaves when stdin closes
        )
        self._process = process
        self._last_words.clear()
        threading.Thread(target=self._pump, args=(process.stderr,), daemon=True).start()
        for pipe in (process.stdin, process.stdout):
            os.set_blocking(cast("IO[bytes]", pipe).fileno(), False)
        answer, _ = self._exchange(process, b"", self._start_within)
        if answer != frames.READY:
            raise ChildGarbled(self.name, f"it began with {answer}")
        return process

    def _exchange(
        self, process: subprocess.Popen[bytes], frame: bytes, timeout: float
    ) -> tuple[frames.Message, bytes]:
        """Write one frame (if any) and read one, within ``timeout`` seconds."""
        wire = Wire(process, time.monotonic() + timeout)
        try:
            wire.write(frame)
            header, payload = frames.sizes(wire.read(frames.PREFIX.size))
            return frames.message(wire.read(header)), wire.read(payload)
        except TimeoutError as error:
            raise ChildTimedOut(self.name, timeout) from error
        except BadFrame as error:
            raise ChildGarbled(self.name, str(error)) from error
        except (EOFError, OSError) as error:
            code = _end(process, patience=0.5)  # it is leaving: wait for its own code
            raise ChildDied(self.name, code, " | ".join(self._last_words)) from error

    def _failure(self) -> None:
        """Count it, and rest when it was one too many."""
        if self._process:
            _end(self._process)
            self._process = None
        now = time.monotonic()
        self._failed.append(now)
        while self._failed and self._failed[0] < now - self._patience.window:
            self._failed.popleft()
        if len(self._failed) >= self._patience.failures or self._rests:
            self._rest_until = now + min(self._patience.rest * 2**self._rests, self._patience.longest_rest)
            self._rests = min(self._rests + 1, 16)
            self._failed.clear()
            self._log.warning("rests for %.0f s: it failed too often", self._rest_until - now)

    def _pump(self, stderr: IO[bytes]) -> None:
        with stderr:
            for line in stderr:
                told = line.decode(errors="replace").rstrip()
                self._last_words.append(told)
                self._log.info("%s", told)


class _held:  # noqa: N801 (used like the lock itself)
    """A lock waited for no longer than ``seconds``. Raises ChildBusy."""

    def __init__(self, lock: threading.Lock, name: str, seconds: float) -> None:
        self._lock, self._name, self._seconds = lock, name, seconds

    def __enter__(self) -> None:
        if not self._lock.acquire(timeout=self._seconds):
            raise ChildBusy(self._name, self._seconds)

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def _end(process: subprocess.Popen[bytes], patience: float = 0.0) -> int:
    """Kill it unless it leaves by itself within ``patience`` seconds; close our pipe ends, leave no zombie."""
    try:
        code = process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        code = process.wait()
    for pipe in (process.stdin, process.stdout):
        cast("IO[bytes]", pipe).close()
    return code
