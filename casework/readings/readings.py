"""Who opened whose file and when; whether somebody may is decided before, by the reader."""

from __future__ import annotations

from datetime import timedelta

from casework.clock import Clock, written
from casework.history import FILE_OPENED
from casework.store import Store
from casework.writing import Value, Writing

ONCE_IN = timedelta(hours=1)
"""Who opens the same file again within this time has opened it once."""


class Readings:
    """The readings of this station."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def of_request(self, request: str, worker: str) -> None:
        """A worker opens a request's file."""
        self._note("request", request, worker)

    def of_person(self, person: str, worker: str) -> None:
        """A worker opens a person's file."""
        self._note("person", person, worker)

    def _note(self, kind: str, about: str, worker: str) -> None:
        lately = written(self._clock() - ONCE_IN)
        asked = f"select 1 from readings where {kind} = ? and worker = ? and at > ? limit 1"  # noqa: S608 - one of two
        with self._store.read() as database:
            if list(database.query(asked, [about, worker, lately])):
                return

        def work(writing: Writing) -> None:
            if not writing.rows(asked, (about, worker, lately)):
                fields: dict[str, Value] = {"worker": worker, kind: about, "at": writing.at}
                writing.insert("readings", fields)

        self._store.write(worker, FILE_OPENED, work)
