"""Runs the duties: each firing and what it does in one transaction, once for ever; rules decide what is due."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlite_utils import Database

from casework.clock import Clock, written
from casework.connection import Row
from casework.duties.duty import Ask, Duty, Firing
from casework.errors import CaseworkError, RecordClosed
from casework.history import STATION
from casework.store import Store
from casework.writing import Writing

LOG = logging.getLogger(__name__)


class Duties:
    """The rules of the clock at this station."""

    def __init__(self, store: Store, rules: Iterable[Duty], clock: Clock) -> None:
        self._store = store
        self._rules = tuple(rules)
        self._clock = clock

    def run(self, now: datetime | None = None) -> tuple[Firing, ...]:
        """Let everything happen that is due; what has happened. Again at the same time does nothing.

        A firing that cannot be written is logged and tried again the next time, and holds up nothing else.
        Raises RecordClosed.
        """
        at = now or self._clock()
        fired = []
        for duty in self._rules:
            for firing in self._waiting(duty, at):
                try:
                    if self._fire(duty, firing, at):
                        fired.append(firing)
                except RecordClosed:
                    raise
                except CaseworkError as error:
                    LOG.warning("the duty %s could not be done, and is tried again: %s", duty.name, error)
        return tuple(fired)

    def _waiting(self, duty: Duty, now: datetime) -> list[Firing]:
        with self._store.read() as database:
            ask = asking(database)
            return [each for each in duty.due(duty.look(ask, now), now) if not _fired(ask, each.key)]

    def _fire(self, duty: Duty, firing: Firing, now: datetime) -> bool:
        """Whether it was still due when its turn to write came, and not fired by another process."""

        def work(writing: Writing) -> bool:
            if _fired(writing.rows, firing.key):
                return False
            still = {each.key: each for each in duty.due(duty.look(writing.rows, now), now)}
            found = still.get(firing.key)
            if found is None:
                return False
            fields = {"id": found.key, "duty": duty.name, "request": found.request, "due": written(found.due)}
            about = {"about_table": found.about_table, "about": found.about, "at": writing.at}
            writing.insert("firings", {**fields, **about})
            duty.fire(writing, found)
            return True

        return self._store.write(STATION, duty.why, work)


def asking(database: Database) -> Ask:
    """The same way of asking as inside a write, on a reading connection."""

    def ask(sql: str, values: Sequence[object]) -> list[Row]:
        return list(database.query(sql, list(values)))

    return ask


def _fired(ask: Ask, key: str) -> bool:
    return bool(ask("select 1 from firings where id = ?", (key,)))
