"""The inside of a part's process: takes its order, keeps a log, serves an app, leaves with the station."""

from __future__ import annotations

import contextlib
import logging
import os
import pickle
import signal
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from station import family
from station.logs import keep_log
from station.place import Place
from station.settings import StationSettings

if TYPE_CHECKING:
    from station.decided import Settings

LENGTH = struct.Struct(">Q")
WELL = "/_station/well"
"""Path at which a part tells the station that its threads still answer."""
STDIN = 0
GRACE = 5.0
"""Seconds a part has to close its record and its children once the station is gone."""

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass(frozen=True)
class Order:
    """What the station tells a part when it starts it."""

    part: str
    station: StationSettings
    packed: bytes
    """The settings of all folders, pickled."""
    place: Place
    socket: int
    """Number of the listening socket that the part inherits."""
    doors: tuple[int, ...] = ()
    """Numbers of the sockets in the village network that it inherits besides; -1 for one that could not be had."""

    @property
    def settings(self) -> Settings:
        """What the installer decided."""
        found: Settings = pickle.loads(self.packed)  # noqa: S301 (comes from our own parent process)
        return found

    def framed(self) -> bytes:
        """As it goes through the pipe."""
        body = pickle.dumps(self)
        return LENGTH.pack(len(body)) + body


def take_order() -> Order:
    """The order from standard input; from now on this process leaves when the station closes that pipe or dies."""
    (size,) = LENGTH.unpack(_read(LENGTH.size))
    order = pickle.loads(_read(size))  # noqa: S301 (written by our own parent process, through its pipe)
    assert isinstance(order, Order)  # noqa: S101 (for mypy)
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C at the station is the station's to handle
    threading.Thread(target=_leave_with_station, args=(order,), daemon=True).start()
    keep_log(order.place, order.part, order.station)
    return order


def serve(app: Wsgi, order: Order) -> None:
    """Answer requests until the station says stop."""
    import waitress  # here, because the watch reads this module too and serves nothing

    listening = socket.socket(fileno=order.socket)
    listening.set_inheritable(False)
    server = waitress.create_server(
        _with_answer_that_it_is_well(app),
        sockets=[listening],
        threads=order.station.threads,
        connection_limit=1000,
        asyncore_use_poll=True,
        channel_request_lookahead=1,  # else a closed browser keeps its thread
        max_request_body_size=16 * 1024 * 1024,
        channel_timeout=120,
        ident="",
    )
    logging.getLogger("station").info("%s answers (process %d)", order.part, os.getpid())
    server.run()


def _with_answer_that_it_is_well(app: Wsgi) -> Wsgi:
    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ.get("PATH_INFO") == WELL:
            start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "4")])
            return [b"well"]
        return app(environ, start_response)

    return answer


def _read(size: int) -> bytes:
    """Bytes of the pipe, past Python's own buffer: a thread that waits in that one aborts the interpreter's end."""
    found = b""
    while len(found) < size:
        more = os.read(STDIN, size - len(found))
        if not more:
            raise SystemExit(0)  # the station died before it said what to do
        found += more
    return found


def _leave(*_: object) -> None:
    raise SystemExit(0)


def _leave_with_station(order: Order) -> None:
    while os.read(STDIN, 4096):
        pass
    with contextlib.suppress(ProcessLookupError):
        os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    family.end(order.place.data, order.part)
    os._exit(1)
