"""A supervised long-lived child process that answers questions; what it answers is its own module's business.

It may crash, hang, swell or print rubbish: the caller gets a clear error, the next question finds a fresh process.
``voice.watch`` looks after it while nobody asks.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
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
    VoiceError,
)
from voice.spare import Spare
from voice.watch import Watch
from voice.wire import Wire

HOUSE = Path(__file__).resolve().parent.parent
QUIET = 5.0
"""Seconds without a question after which no turn can be going on."""


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

    Thread-safe: one question at a time, the others wait their turn. Once started it is kept running.
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
        may_grow: int = 0,
        spare_room: int = 0,
    ) -> None:
        """``start_within``: seconds it may take to load; ``environment``: variables added to ours.

        ``may_grow``: bytes of memory it may take beyond what it had when it was loaded; 0 for as much as it likes.
        ``spare_room``: with that many bytes of memory available a second process waits to take over; 0 for none.
        """
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
        self._loading = False
        self._asked_at = 0.0
        self._watch = Watch(self.tend, may_grow)
        self._spare = Spare(self._loaded, _end, spare_room)

    @property
    def pid(self) -> int | None:
        """Of the running process, None when there is none."""
        process = self._process
        return process.pid if process and process.poll() is None else None

    @property
    def resting(self) -> bool:
        """Whether a question would be turned away at once."""
        return time.monotonic() < self._rest_until

    @property
    def down(self) -> bool:
        """Whether it failed too often and has not come back yet."""
        return self.resting or (self._rests > 0 and self.pid is None)

    def start(self, timeout: float | None = None) -> None:
        """Have it running and loaded, so that the first question is quick. Raises ChildFailed."""
        within = self._start_within if timeout is None else timeout
        with self._held(within):
            self._running()

    def tend(self) -> None:
        """One look by the watch: end what was stopped or swells, bring back what is gone, unless it rests."""
        process = self._process
        if process is not None and (ill := self._watch.illness(process.pid)):
            self._log.warning("%s; it is killed", ill)
            process.kill()  # whoever waits for an answer is told at once
        if self._closed or not self._lock.acquire(blocking=False):
            return  # whoever asks notices by himself
        try:
            self._mend(process)
        except VoiceError as error:
            self._log.warning("%s", error)
        finally:
            self._lock.release()

    def _mend(self, process: subprocess.Popen[bytes] | None) -> None:
        quiet = time.monotonic() - self._asked_at
        if process is not None and process is self._process and process.poll() is None:
            if Wire(process, 0.0).unasked():
                self._log.warning("it talks although nobody asked; it is killed")
                self._failure()
            elif self._watch.heavy and quiet > QUIET:
                self._log.warning("it has grown too much; it is started anew between two turns")
                _end(process)
                self._process = None
        if self._closed or self.resting:
            return
        self._running()
        if quiet > QUIET:
            self._spare.wanted()

    def ask(
        self, message: frames.Message, payload: bytes = b"", timeout: float = 10.0, wait: float | None = None
    ) -> tuple[frames.Message, bytes]:
        """The child's answer within ``timeout`` seconds; its turn to ask must come within ``wait`` (usually as many).

        A restart comes on top; time in which the child waits for a free processor does not count (``voice.vitals``).
        Raises a ChildFailed when there is no answer (the process is killed, the next question starts a new one),
        ChildRefused when it is well but could not do it.
        """
        frame = frames.pack(message, payload)
        with self._held(timeout if wait is None else wait):
            process = self._running()
            try:
                answer, body = self._exchange(process, frame, timeout)
                self._asked_at = time.monotonic()
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
        self._watch.stop()
        self._spare.close()
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
        if ready := self._spare.take():
            self._process = ready
            self._watch.begin(ready.pid)
            return ready
        if self._failed:
            time.sleep(self._patience.first_pause * 2 ** min(len(self._failed) - 1, self._patience.failures))
        self._loading = True
        try:
            launched = self._launch()
        except ChildFailed:
            self._failure()
            raise
        finally:
            self._loading = False
            self._watch.begin(self._process.pid if self._process else 0)
        return launched

    def _launch(self) -> subprocess.Popen[bytes]:
        self._last_words.clear()
        self._process = process = self._begun()
        self._greet(process)
        return process

    def _loaded(self) -> subprocess.Popen[bytes]:
        """One more process, ready to be asked."""
        process = self._begun()
        try:
            self._greet(process)
        except ChildFailed:
            _end(process)
            raise
        return process

    def _begun(self) -> subprocess.Popen[bytes]:
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
        threading.Thread(target=self._pump, args=(process.stderr,), daemon=True).start()
        for pipe in (process.stdin, process.stdout):
            os.set_blocking(cast("IO[bytes]", pipe).fileno(), False)
        return process

    def _greet(self, process: subprocess.Popen[bytes]) -> None:
        answer, _ = self._exchange(process, b"", self._start_within)
        if answer != frames.READY:
            raise ChildGarbled(self.name, f"it began with {answer}")

    def _exchange(
        self, process: subprocess.Popen[bytes], frame: bytes, timeout: float
    ) -> tuple[frames.Message, bytes]:
        """Write one frame (if any) and read one, within ``timeout`` seconds."""
        wire = Wire(process, timeout)
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

    @contextmanager
    def _held(self, seconds: float) -> Iterator[None]:
        """Its turn to ask, waited for no longer than that; while the child loads, for as long as loading may take."""
        if not self._lock.acquire(timeout=seconds) and not (
            self._loading and self._lock.acquire(timeout=self._start_within)
        ):
            raise ChildBusy(self.name, seconds)
        try:
            yield
        finally:
            self._lock.release()

    def _pump(self, stderr: IO[bytes]) -> None:
        with stderr:
            for line in stderr:
                told = line.decode(errors="replace").rstrip()
                self._last_words.append(told)
                self._log.info("%s", told)


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
