"""What became of every call; of what was said nothing is kept, and what a missed one leads to is not decided here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from casework.clock import as_time, written
from casework.connection import Row
from casework.errors import UnknownWord
from casework.persons.resolving import resolve
from casework.store import Store
from casework.writing import Writing

KINDS = ("duty", "relative", "worker", "circle")
"""Who was called: whoever is on duty, a relative, somebody by a worker, a group."""
CALLED = "called"


@dataclass(frozen=True)
class Called:
    """One call that is over."""

    id: str
    person: str | None
    relation: str | None
    kind: str
    caller: str
    answered_by: str | None
    began_at: datetime
    rang: float
    """Seconds until it was answered, or given up."""
    lasted: float
    """Seconds of talking; 0 when nobody answered."""
    ending: str
    request: str | None = None
    """What a missed call became."""

    @property
    def missed(self) -> bool:
        """Nobody answered."""
        return self.answered_by is None


class CallBook:
    """The calls of this station."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def enter(self, call: Called) -> None:
        """Write a call down; the same one again writes nothing. Raises UnknownWord."""
        if call.kind not in KINDS:
            raise UnknownWord("kind of call", call.kind, KINDS)

        def work(writing: Writing) -> None:
            if writing.row("calls", call.id) is None:
                writing.insert("calls", {**_fields(call), "began_at": written(call.began_at)})

        self._store.write(call.caller, CALLED, work)

    def of(self, person: str) -> tuple[Called, ...]:
        """Every call of that person, the newest first."""
        with self._store.read() as database:
            found = database.query(
                "select * from calls where person = ? order by began_at desc", [resolve(database.query, person)]
            )
            return tuple(map(called_of, found))


def called_of(row: Row) -> Called:
    """A row of the table as an object."""
    return Called(**{**{each: row[each] for each in FIELDS}, "began_at": as_time(row["began_at"])})


FIELDS = (
    *("id", "person", "relation", "kind", "caller", "answered_by"),
    *("began_at", "rang", "lasted", "ending", "request"),
)


def _fields(call: Called) -> dict[str, str | float | None]:
    return {each: getattr(call, each) for each in FIELDS if each != "began_at"}
