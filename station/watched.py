"""One part of a station: its process, whether it is well, when to start it anew; all together are in ``watch``."""

from __future__ import annotations

import contextlib
import http.client
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from socket import socket as Listening  # noqa: N812 - the class below has a field of that name

from station import family
from station.errors import PartFailed, PartSlow
from station.part import WELL, Order
from station.place import CHECKOUT, Place
from station.ports import HOST
from station.settings import StationSettings

MISSES = 3
"""Questions in a row without an answer after which a part counts as hung."""
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
"""Seconds between death and restart: the first time, and at most."""
CALM = 60.0
"""Seconds of living after which earlier deaths are forgotten."""
LONGEST_CHATTER = 1_000_000
"""Bytes of a part's raw output that are kept before it is put aside."""

log = logging.getLogger("station.watch")


def pause_after(deaths: int) -> float:
    """Seconds to wait before the restart that follows so many deaths in a row."""
    return float(min(FIRST_PAUSE * 2 ** min(deaths - 1, 10), LONGEST_PAUSE)) if deaths > 0 else 0.0


@dataclass(frozen=True)
class Part:
    """One process of the station: its name, the module that it runs, the socket at which it answers."""

    name: str
    module: str
    socket: socket.socket
    doors: tuple[Listening | None, ...] = ()
    """What it listens to in the village network; None for a port that could not be had."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """The doors as file numbers; -1 for none."""
        return tuple(-1 if each is None else each.fileno() for each in self.doors)

    @property
    def port(self) -> int:
        """Where it answers on loopback."""
        return int(self.socket.getsockname()[1])


class Watched:
    """One part and how it fares. Only the station's main thread touches it."""

    def __init__(self, part: Part, station: StationSettings, packed: bytes, place: Place) -> None:
        """``packed``: the settings of all folders, pickled for the part."""
        self.part, self._station, self._packed, self._place = part, station, packed, place
        self._process: subprocess.Popen[bytes] | None = None
        self._answered = False
        self._born = self._ask_next = 0.0
        self._start_next = 0.0
        self._deaths = self._misses = 0

    @property
    def pid(self) -> int | None:
        """Of the present process."""
        return self._process.pid if self._process else None

    @property
    def chatter(self) -> Path:
        """File of what the part prints past its log: engines, tracebacks."""
        return self._place.log / f"{self.part.name}.out"

    @property
    def answered(self) -> bool:
        """Whether the present process has answered at least once."""
        return self._answered

    def start(self) -> None:
        """A fresh process."""
        if self.chatter.exists() and self.chatter.stat().st_size > LONGEST_CHATTER:
            self.chatter.replace(self.chatter.with_suffix(".out.1"))
        paths = os.pathsep.join(filter(None, (str(CHECKOUT), os.environ.get("PYTHONPATH"))))
        mark = family.mark(self._place.data, self.part.name)
        with self.chatter.open("ab") as chatter:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-X", "faulthandler", "-m", self.part.module],
                stdin=subprocess.PIPE,  # closes when we die, however we die: the part leaves then
                stdout=chatter,
                stderr=chatter,
                pass_fds=(self.part.socket.fileno(), *(each for each in self.part.numbers if each >= 0)),
                env={**os.environ, "PYTHONPATH": paths, family.MARK: mark},
                start_new_session=True,
            )
        assert self._process.stdin is not None  # noqa: S101 (for mypy)
        listening = self.part.socket.fileno()
        order = Order(self.part.name, self._station, self._packed, self._place, listening, self.part.numbers)
        with contextlib.suppress(BrokenPipeError):  # it died at once: the next look finds out
            self._process.stdin.write(order.framed())
            self._process.stdin.flush()
        self._born = time.monotonic()
        self._answered, self._misses, self._ask_next = False, 0, 0.0

    def tend(self) -> None:
        """One look: start it when its time has come, notice that it died, ask whether it is well."""
        now = time.monotonic()
        if self._process is None:
            if now >= self._start_next:
                self.start()
            return
        code = self._process.poll()
        if code is not None:
            self._bury(f"ended with code {code}")
        elif now >= self._ask_next:
            self._ask(now)

    def _ask(self, now: float) -> None:
        station = self._station
        if is_well(self.part.port, station.answer_within if self._answered else 0.5):
            self._answered, self._misses = True, 0
            self._ask_next = time.monotonic() + station.asked_every
            if self._deaths and now - self._born > CALM:
                self._deaths = 0
        elif self._answered:
            self._misses += 1
            self._ask_next = time.monotonic() + min(1.0, station.asked_every)
            if self._misses >= MISSES:
                self._bury("did not answer any more")
        elif now - self._born > station.start_within:
            self._bury(f"did not answer within {station.start_within:.0f} s of its start")
        else:
            self._ask_next = time.monotonic() + 0.2

    def _bury(self, why: str) -> None:
        """End what is left of it and set the time of its restart."""
        log.warning("%s %s; starting it anew", self.part.name, why)
        self.stop(patience=0.0)
        self._answered = False
        self._deaths += 1
        self._start_next = time.monotonic() + pause_after(self._deaths)

    def refuse_wrong_start(self) -> None:
        """Raises PartFailed when it ended before it ever answered, PartSlow when it takes too long."""
        station = self._station
        code = self._process.poll() if self._process else None
        if code is not None:
            raise PartFailed(self.part.name, code, self._last_words(), self.chatter)
        if time.monotonic() - self._born > station.start_within:
            raise PartSlow(self.part.name, station.start_within, self.chatter)

    def _last_words(self) -> str:
        lines = self.chatter.read_text("utf-8", "replace").strip().splitlines()
        return lines[-1].removeprefix("xiangban: ") if lines else ""

    def ask_to_leave(self) -> None:
        """Tell it that the station stops."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(signal.SIGTERM)

    def stop(self, patience: float) -> None:
        """Wait so many seconds for it to end, then end it and everything that it started."""
        if self._process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(patience)
            family.end(self._place.data, self.part.name)
            self._process.kill()
            self._process.wait()
            if self._process.stdin is not None:
                with contextlib.suppress(BrokenPipeError):
                    self._process.stdin.close()
            self._process = None


def is_well(port: int, seconds: float) -> bool:
    """Whether the part behind that port answers within so many seconds."""
    connection = http.client.HTTPConnection(HOST, port, timeout=seconds)
    try:
        connection.request("GET", WELL)
        answer = connection.getresponse()
        return answer.status == http.HTTPStatus.OK and answer.read() == b"well"
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
