"""One of our web apps behind the real server, on a free port, for as long as something is measured or tested."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from wsgiref.types import WSGIApplication

from waitress import wasyncore
from waitress.server import BaseWSGIServer, create_server

PATIENCE = 10.0
"""Seconds that the last answers and the loop itself may take to end."""


@contextmanager
def served(app: WSGIApplication) -> Iterator[str]:
    """The address at which the app answers; nothing of it is left afterwards, whoever is still asking."""
    server = create_server(app, host="127.0.0.1", port=0, threads=8)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        _stop(server)
        thread.join(PATIENCE)


def _stop(server: BaseWSGIServer) -> None:
    """Close everything from inside the server's own loop: closed from outside, it would wait on what is gone."""
    server.task_dispatcher.shutdown(timeout=PATIENCE)
    with suppress(OSError):  # another one woke the loop just now: it has closed everything already, what wakes it too
        server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map, ignore_all=True))
