"""The wire between the station's processes and the exchange: a socket file, one JSON question, one JSON answer."""

from __future__ import annotations

import contextlib
import json
import logging
import socket
import socketserver
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from calls import errors
from calls.errors import CallError, ExchangeGone

PATIENCE = 2.0
"""Seconds for one question; the exchange answers in under a millisecond or is gone."""
LONGEST = 256 * 1024
"""Bytes of one question or answer."""
NOWHERE = Path("/nonexistent/exchange.sock")
"""Where no exchange ever answers: for an app that is run without one."""
log = logging.getLogger(__name__)
Answer = Callable[..., Any]


class Asks(Protocol):
    """Whatever asks an exchange: the one of this station, or another village's."""

    def ask(self, what: str, **told: Any) -> Any:
        """Ask it to do something. Raises CallError."""


class Line:
    """One process's end: asks, and raises what the exchange raised. Thread-safe; one connection per thread."""

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        self._path, self._patience = path, patience
        self._mine = threading.local()

    def ask(self, what: str, **told: Any) -> Any:
        """Ask the exchange to do something. Raises the CallError it raised, ExchangeGone when nobody answers."""
        question = json.dumps({"what": what, "told": told}).encode() + b"\n"
        for fresh in (False, True):  # an exchange that was started anew has closed the old connection
            try:
                answer = self._exchange(question, fresh)
            except TimeoutError as error:  # it may have done what was asked: asking again could do it twice
                self._hang_up()
                raise ExchangeGone(self._path) from error
            except (OSError, ValueError) as error:
                self._hang_up()
                if fresh:
                    raise ExchangeGone(self._path) from error
            else:
                return _opened(answer)
        raise AssertionError("unreachable")

    def _exchange(self, question: bytes, fresh: bool) -> Mapping[str, Any]:
        file = None if fresh else getattr(self._mine, "file", None)
        if file is None:
            with socket.socket(socket.AF_UNIX) as wire:  # the file keeps it open
                wire.settimeout(self._patience)
                wire.connect(str(self._path))
                file = self._mine.file = wire.makefile("rwb")
        file.write(question)
        file.flush()
        line = file.readline(LONGEST)
        if not line.endswith(b"\n"):
            raise ConnectionError("the exchange hung up")
        answer: Mapping[str, Any] = json.loads(line)
        return answer

    def _hang_up(self) -> None:
        file = getattr(self._mine, "file", None)
        self._mine.file = None
        if file is not None:
            with contextlib.suppress(OSError):
                file.close()


def _opened(answer: Mapping[str, Any]) -> Any:
    if "error" not in answer:
        return answer["answer"]
    cause = getattr(errors, str(answer["error"]), CallError)
    raised = cause.__new__(cause) if isinstance(cause, type) and issubclass(cause, CallError) else CallError()
    raised.args = (answer["message"],)
    for name, value in answer.get("facts", {}).items():
        setattr(raised, name, value)
    raise raised


class Answering:
    """The exchange's end: answers every question in a thread per connection, until closed."""

    def __init__(self, path: Path, answers: Mapping[str, Answer]) -> None:
        path.unlink(missing_ok=True)
        self._server = _Server(str(path), _Talk)
        path.chmod(0o600)
        self._server.answers = answers
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()

    def close(self) -> None:
        """Take no more questions, and hang up on whoever asks."""
        self._server.shutdown()
        self._server.server_close()
        self._server.hang_up()


class _Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    answers: Mapping[str, Answer]

    def __init__(self, address: str, handler: type[_Talk]) -> None:
        self._open: set[socket.socket] = set()
        super().__init__(address, handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """One more connection."""
        self._open.add(request)
        super().process_request(request, client_address)

    def close_request(self, request: Any) -> None:
        """One connection less."""
        self._open.discard(request)
        super().close_request(request)

    def hang_up(self) -> None:
        """End every connection."""
        for each in list(self._open):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


class _Talk(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        """One connection: questions, one a line, until it is closed."""
        with contextlib.suppress(ConnectionError, BrokenPipeError):
            while line := self.rfile.readline(LONGEST):
                self.wfile.write(json.dumps(self._answer(line)).encode() + b"\n")

    def _answer(self, line: bytes) -> Mapping[str, Any]:
        try:
            question = json.loads(line)
            return {"answer": self.server.answers[question["what"]](**question["told"])}
        except CallError as error:
            return {"error": type(error).__name__, "message": str(error), "facts": vars(error)}
        except Exception as error:  # whatever it is, somebody waits for an answer
            log.exception("a question to the exchange went wrong")
            return {"error": "CallError", "message": f"the exchange could not do that: {type(error).__name__}"}
