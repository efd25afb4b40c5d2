"""Counts numbers and animals that belong to no request, so that nobody tries them all; in memory only."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

MOST_WRONG = 15
"""Wrong tries at this station, by whomever, within the span."""
SPAN = 1800.0
"""Seconds after which a wrong try is forgotten."""


class WrongTries:
    """The wrong tries of the last half hour, in memory only: leaving and beginning anew does not help a guesser."""

    def __init__(
        self, most: int = MOST_WRONG, span: float = SPAN, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """``clock``: seconds that never run backwards."""
        self._most, self._span, self._clock = most, span, clock
        self._tried: deque[float] = deque(maxlen=most)
        self._lock = threading.Lock()

    def note(self) -> None:
        """One more that belongs to no request."""
        with self._lock:
            self._tried.append(self._clock())

    @property
    def too_many(self) -> bool:
        """Whether nothing more is looked up for now."""
        with self._lock:
            while self._tried and self._clock() - self._tried[0] >= self._span:
                self._tried.popleft()
            return len(self._tried) >= self._most
