"""Chromium's debugging pipe: JSON messages that end with a zero byte; what they mean is in ``keeper``."""

from __future__ import annotations

import fcntl
import json
import os
import select
import time
from collections import deque
from collections.abc import Iterator
from typing import Any

from station.errors import BrowserGone, BrowserSilent

READ_AT = 65536
ABOVE_STANDARD = 20
"""Our ends get numbers from here on, so that none of them is the 3 or 4 under which the browser finds its own."""
Message = dict[str, Any]


def high_pipe() -> tuple[int, int]:
    """Both ends of a pipe, reading end first, under high numbers that children do not inherit."""
    ends = os.pipe()
    raised = tuple(fcntl.fcntl(each, fcntl.F_DUPFD_CLOEXEC, ABOVE_STANDARD) for each in ends)
    for each in ends:
        os.close(each)
    return raised[0], raised[1]


class Pipe:
    """One browser's debugging pipe; only one thread uses it."""

    def __init__(self, reading: int, writing: int) -> None:
        """``reading``: where the browser's messages come from; ``writing``: where ours go. ``close`` closes both."""
        self._reading, self._writing = reading, writing
        os.set_blocking(writing, False)
        self._half = b""
        self._count = 0
        self._events: deque[Message] = deque()

    def send(self, method: str, session: str = "", **params: object) -> int:
        """Send a command; its number, which the answer carries. Raises BrowserGone."""
        self._count += 1
        told: Message = {"id": self._count, "method": method, "params": params}
        if session:
            told["sessionId"] = session
        framed = json.dumps(told).encode() + b"\0"
        try:
            written = os.write(self._writing, framed)
        except OSError as error:
            raise BrowserGone from error
        if written < len(framed):
            raise BrowserGone
        return self._count

    def ask(self, method: str, session: str = "", within: float = 5.0, **params: object) -> Message:
        """The result of a command; events that come before it are kept. Raises BrowserGone, BrowserSilent."""
        number = self.send(method, session, **params)
        deadline = time.monotonic() + within
        while (left := deadline - time.monotonic()) > 0:
            for each in self._read(left):
                if each.get("id") == number:
                    result: Message = each.get("result", {})
                    return result if "error" not in each else {"error": each["error"]}
                self._events.append(each)
        raise BrowserSilent(method)

    def events(self, within: float) -> Iterator[Message]:
        """Everything that has come, answers to ``send`` included; waits so many seconds if there is nothing yet."""
        if not self._events:
            self._events.extend(self._read(within))
        while self._events:
            yield self._events.popleft()

    def _read(self, within: float) -> list[Message]:
        ready, _, _ = select.select([self._reading], [], [], max(0.0, within))
        if not ready:
            return []
        read = os.read(self._reading, READ_AT)
        if not read:
            raise BrowserGone
        *whole, self._half = (self._half + read).split(b"\0")
        return [json.loads(each) for each in whole]

    def close(self) -> None:
        """The browser ends when its pipe is closed."""
        os.close(self._reading)
        os.close(self._writing)
