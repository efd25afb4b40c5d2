"""What workers had half written when they were signed out or called away: in memory only, each worker's own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

KEPT = timedelta(hours=24)
MOST_FORMS = 8
"""Forms of one worker; the oldest goes first."""
LONGEST = 20_000
"""Characters of all fields of one form."""
Fields = Mapping[str, str]


class Halves:
    """Half-written forms by worker, page and form. A restart forgets them: they are nobody's record yet."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: dict[str, dict[tuple[str, str], tuple[datetime, Fields]]] = {}

    def keep(self, worker: str, page: str, form: str, fields: Fields) -> bool:
        """Keep what stands in a form (its address) on a page; nothing written removes it. Whether it is kept."""
        with self._lock:
            mine = self._mine(worker)
            mine.pop((page, form), None)
            if not any(each.strip() for each in fields.values()):
                return False
            if sum(map(len, fields.values())) > LONGEST:
                return False
            while len(mine) >= MOST_FORMS:
                del mine[next(iter(mine))]
            mine[page, form] = (self._clock(), dict(fields))
            return True

    def of(self, worker: str, page: str) -> dict[str, Fields]:
        """The forms of a page that this worker had begun: address of the form → fields."""
        with self._lock:
            return {form: fields for (at, form), (_, fields) in self._mine(worker).items() if at == page}

    def sent(self, worker: str, form: str) -> None:
        """The form was sent and taken: nothing of it is half written any more."""
        with self._lock:
            mine = self._mine(worker)
            for each in [each for each in mine if each[1] == form]:
                del mine[each]

    def _mine(self, worker: str) -> dict[tuple[str, str], tuple[datetime, Fields]]:
        oldest = self._clock() - KEPT
        fresh = {key: each for key, each in self._kept.get(worker, {}).items() if each[0] > oldest}
        self._kept[worker] = fresh
        return fresh
