"""The listening sockets of a station, on loopback but for its door; they stay open while a part is started anew."""

from __future__ import annotations

import errno
import socket

from station.door.addresses import lan_addresses

HOST = "127.0.0.1"
EVERYWHERE = "0.0.0.0"  # noqa: S104 - the door to the village network, with TLS
BACKLOG = 256
FREE_TRIES = 20


def listen(port: int, flag: str, host: str = HOST) -> tuple[socket.socket | None, str | None]:
    """A listening socket (port 0: any free one), or the mistake that keeps us from having it.

    ``flag`` is the option that chooses another port, for the message.
    """
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
        made.listen(BACKLOG)
    except OSError as error:
        made.close()
        if error.errno == errno.EADDRINUSE:
            free = free_port_after(port)
            return None, f"port {port} is taken by another program; stop that, or start with {flag} {free}"
        if error.errno == errno.EACCES:
            return None, f"port {port} may be opened by root only; start with {flag} 8080 or higher"
        return None, f"port {port} cannot be opened: {error.strerror}; choose another with {flag}"
    return made, None


def free_port_after(port: int) -> int:
    """A port above that one which nobody listens on now, else 0."""
    for candidate in range(port + 10, min(port + 10 + FREE_TRIES, 65535)):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            try:
                probe.bind((HOST, candidate))
            except OSError:
                continue
            return candidate
    return 0


def lan_url(listening: socket.socket) -> str:
    """Where a phone in the village network finds it; this box's own address where there is no network."""
    host = next(iter(lan_addresses()), HOST)
    return f"https://{host}:{listening.getsockname()[1]}/"


def url(listening: socket.socket) -> str:
    """Where a browser finds it."""
    return f"http://{HOST}:{listening.getsockname()[1]}/"
