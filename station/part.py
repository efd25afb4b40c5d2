"""The inside of a part's process: takes its order, keeps a log, serves an app, leaves with the station."""

from __future__ import annotations

import contextlib
import logging
import os
import pickle
import signal
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from typing import Any

import waitress

from station import family
from station.place import Place
from station.settings import Settings

LENGTH = struct.Struct(">Q")
WELL = "/_station/well"
"""Path at which a part tells the station that its threads still answer."""
GRACE = 5.0
"""Seconds a part has to close its record and its children once the station is gone."""

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass(frozen=True)
class Order:
    """What the station tells a part when it starts it."""

    part: str
    settings: Settings
    place: Place
    socket: int
    """Number of the listening socket that the part inherits."""

    def packed(self) -> bytes:
        """As it goes through the pipe."""
        body = pickle.dumps(self)
        return LENGTH.pack(len(body)) + body


def take_order() -> Order:
    """The order from standard input; from now on this process leaves when the station closes that pipe or dies."""
    pipe = sys.stdin.buffer
    (size,) = LENGTH.unpack(pipe.read(LENGTH.size))
    order = pickle.loads(pipe.read(size))  # noqa: S301 (written by our own parent process, through its pipe)
    assert isinstance(order, Order)  # noqa: S101 (for mypy)
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C at the station is the station's to handle
    threading.Thread(target=_leave_with_station, args=(order,), daemon=True).start()
    _keep_log(order)
    return order


def serve(app: Wsgi, order: Order) -> None:
    """Answer requests until the station says stop."""
    listening = socket.socket(fileno=order.socket)
    listening.set_inheritable(False)
    server = waitress.create_server(
        _with_answer_that_it_is_well(app),
        sockets=[listening],
        threads=order.settings.station.threads,
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


def _leave(*_: object) -> None:
    raise SystemExit(0)


def _leave_with_station(order: Order) -> None:
    while sys.stdin.buffer.read(4096):
        pass
    with contextlib.suppress(ProcessLookupError):
        os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    family.end(order.place.data, order.part)
    os._exit(1)


def _keep_log(order: Order) -> None:
    kept = RotatingFileHandler(
        order.place.log / f"{order.part}.log",
        maxBytes=order.settings.station.log_size,
        backupCount=order.settings.station.log_files - 1,
        encoding="utf-8",
    )
    kept.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[kept])
