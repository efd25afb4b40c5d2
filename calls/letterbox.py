"""What waits for each party, numbered, until that party says it has it; knows nothing of calls."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from calls.party import Event, Kind

MOST_WAITING = 200
"""Events for one party; a browser that fetches none of so many is gone, and the oldest are dropped."""


class Letterboxes:
    """One box per party."""

    def __init__(self) -> None:
        self._boxes: dict[str, deque[Event]] = {}
        self._last: dict[str, int] = {}

    def put(self, party: str, kind: Kind, call: str, told: Mapping[str, Any]) -> None:
        """One thing more for that party."""
        number = self._last.get(party, 0) + 1
        self._last[party] = number
        self._boxes.setdefault(party, deque(maxlen=MOST_WAITING)).append(Event(number, kind, call, dict(told)))

    def take(self, party: str, after: int) -> Sequence[Event]:
        """What came after that number; the rest is forgotten. A number of an earlier life counts as none."""
        box = self._boxes.get(party)
        if box is None:
            return ()
        if after > self._last[party]:
            after = 0
        while box and box[0].number <= after:
            box.popleft()
        return tuple(box)

    def sweep(self, living: Collection[str]) -> None:
        """Forget what waits for parties of whom nobody has heard for long; their numbers go on."""
        for party in [each for each in self._boxes if each not in living]:
            del self._boxes[party]
