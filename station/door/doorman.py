"""Stands at the door in a thread of its own: one pipe for each app that phones may reach, never the kiosk."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from station.door.authority import Door
from station.door.pipe import Pipe

log = logging.getLogger("station.door")


@dataclass(frozen=True)
class Way:
    """A socket in the village network, and the port on loopback where its app answers."""

    listening: socket.socket
    inner_port: int


def stand(door: Door, ways: Sequence[Way]) -> threading.Thread:
    """Serve all of them until the process ends."""
    thread = threading.Thread(target=lambda: asyncio.run(_serve(door, ways)), name="doorman", daemon=True)
    thread.start()
    return thread


async def _serve(door: Door, ways: Sequence[Way]) -> None:
    context = door.context()
    served = await asyncio.gather(
        *(Pipe(each.listening, each.inner_port, context).run() for each in ways), return_exceptions=True
    )
    for each in served:
        log.error("the door is closed: %s", each)
