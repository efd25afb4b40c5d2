"""TLS for an app that speaks plain HTTP on loopback: a pipe in asyncio; it reads no request and keeps no state."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from collections.abc import Coroutine
from typing import Any

CHUNK = 64 * 1024
HANDSHAKE = 10.0
"""Seconds for a client to finish the handshake; a silent one costs nothing but its socket."""
FAREWELL = 2.0
"""Seconds for the other side to say goodbye too."""
MOST_OPEN = 500
"""Connections at a time; the next ones are closed at once."""
INNER_HOST = "127.0.0.1"


class Pipe:
    """One listening socket, and the port on loopback to which everything goes."""

    def __init__(self, listening: socket.socket, inner_port: int, context: ssl.SSLContext) -> None:
        self._listening, self._inner_port, self._context = listening, inner_port, context
        self._open = 0

    async def run(self) -> None:
        """Serve until cancelled."""
        server = await asyncio.start_server(
            self._client, sock=self._listening, ssl=self._context, ssl_handshake_timeout=HANDSHAKE
        )
        async with server:
            await server.serve_forever()

    async def _client(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._open >= MOST_OPEN:
            writer.close()
            return
        self._open += 1
        try:
            with contextlib.suppress(OSError, ssl.SSLError, asyncio.IncompleteReadError):
                await self._joined(reader, writer)
        finally:
            self._open -= 1
            await _closed(writer)

    async def _joined(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner_reader, inner_writer = await asyncio.open_connection(INNER_HOST, self._inner_port)
        try:
            await _first(_copied(reader, inner_writer), _copied(inner_reader, writer))
        finally:
            await _closed(inner_writer)


async def _closed(writer: asyncio.StreamWriter) -> None:
    """Say goodbye; who does not answer is cut off."""
    writer.close()
    try:
        await asyncio.wait_for(writer.wait_closed(), FAREWELL)
    except (OSError, ssl.SSLError, TimeoutError, asyncio.CancelledError):
        writer.transport.abort()


async def _first(*ways: Coroutine[Any, Any, None]) -> None:
    """Until one way ends; a browser that is gone takes its connection to the app with it."""
    tasks = [asyncio.create_task(each) for each in ways]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in tasks:
            each.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _copied(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    while told := await source.read(CHUNK):
        target.write(told)
        await target.drain()
