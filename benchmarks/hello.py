"""The smallest thing that waitress can serve, with the station's settings of waitress: the bare figure for pages."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any

import waitress

HELLO = b"<!doctype html><title>hello</title><p>hello</p>"


def app(_: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Hello."""
    start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(HELLO)))])
    return [HELLO]


def main() -> None:
    """Serve it on a free port, and print which."""
    server = waitress.create_server(
        app,
        host="127.0.0.1",
        port=0,
        threads=16,
        connection_limit=1000,
        asyncore_use_poll=True,
        channel_request_lookahead=1,
    )
    print(server.effective_port, flush=True)
    sys.stdout.close()
    server.run()


if __name__ == "__main__":
    main()
