"""Cards just issued that wait for the printer: in memory only, because only the card itself keeps its code."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from admin.errors import NotHere
from casework.cards import Issued
from casework.clock import Clock

LASTS = timedelta(minutes=30)
"""For so long a sheet can be printed again; afterwards a card that was spoilt is issued anew."""
MOST = 32
"""Sheets of all workers together; the oldest goes first."""


@dataclass(frozen=True)
class Printed:
    """One card as it goes to the printer."""

    issued: Issued
    photo: str | None
    """Id of the photograph on it; None: the animal."""


@dataclass(frozen=True)
class Sheet:
    """What one worker issued in one go."""

    worker: str
    made: datetime
    cards: Sequence[Printed]


class Sheets:
    """The sheets that wait."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._sheets: OrderedDict[str, Sheet] = OrderedDict()
        self._lock = threading.Lock()

    def make(self, name: str, worker: str, issue: Callable[[], Sequence[Printed]]) -> None:
        """Issue the cards and keep the sheet under that name; sent twice, nothing is issued twice."""
        with self._lock:
            if name in self._sheets:
                return
            self._sheets[name] = Sheet(worker, self._clock(), issue())
            while len(self._sheets) > MOST:
                self._sheets.popitem(last=False)

    def get(self, name: str, worker: str) -> Sheet:
        """Of whoever issued it and nobody else. Raises NotHere."""
        with self._lock:
            for each in [name for name, sheet in self._sheets.items() if sheet.made < self._clock() - LASTS]:
                del self._sheets[each]
            found = self._sheets.get(name)
        if found is None or found.worker != worker:
            raise NotHere("sheet of that name")
        return found
