"""A station's door standing in front of an app, for the tests that come from outside."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from station.door.authority import Door
from station.door.pipe import Pipe


@contextmanager
def behind(identity: Door, inner_port: int) -> Iterator[int]:
    """The port on which the door stands; whoever is in it at the end is let go first."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=256)
    loop, over = asyncio.new_event_loop(), asyncio.Event()

    async def until_over() -> None:
        serving = asyncio.create_task(Pipe(listening, inner_port, identity.context()).run())
        await over.wait()
        serving.cancel()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.wait(left, timeout=5)  # connections that were closed meanwhile say goodbye
        assert not [each for each in left if not each.done()]

    thread = Thread(target=lambda: loop.run_until_complete(until_over()))
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join()
        loop.close()
        listening.close()
