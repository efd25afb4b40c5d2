"""What became of every call; of what was said nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from casework.access.reader import Reader
from casework.calls.missed import Caller, becomes_request, becomes_word, put_in_queue, tell_person
from casework.clock import as_time, written
from casework.connection import Row
from casework.errors import UnknownWord
from casework.history import KIOSK
from casework.persons.resolving import resolve
from casework.requests import Requests
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

    def __init__(self, store: Store, requests: Requests) -> None:
        self._store = store
        self._requests = requests

    def enter(self, call: Called, caller: Caller | None = None) -> Called:
        """Write a call down, and what it becomes when nobody came; the same one again writes nothing.

        ``caller``: who stood at the screen; None for a call that came from elsewhere. What stands in the book
        then. Raises UnknownWord.
        """
        if call.kind not in KINDS:
            raise UnknownWord("kind of call", call.kind, KINDS)

        def work(writing: Writing) -> None:
            if writing.row("calls", call.id) is not None:
                return
            told = {**_fields(call), "began_at": written(call.began_at)}
            if caller and becomes_request(call.kind, not call.missed, call.ending, call.rang):
                told["request"] = put_in_queue(writing, self._requests, call, caller)
            writing.insert("calls", told)
            called = becomes_word(call.kind, call.caller, not call.missed, call.ending, call.rang)
            if call.person and call.relation and (called or not call.missed):
                tell_person(writing, call.person, call.relation, called=called)

        self._store.write(_who(call.caller), CALLED, work)
        found = self.get(call.id)
        assert found is not None  # noqa: S101 - it was written above
        return found

    def get(self, call: str) -> Called | None:
        """That call, once it is over and written down."""
        with self._store.read() as database:
            found = list(database.query("select * from calls where id = ?", [call]))
        return called_of(found[0]) if found else None

    def latest(self, reader: Reader, most: int) -> tuple[Called, ...]:
        """The calls of this station, the newest first; requests only as far as this reader may see them."""
        seen = reader.sees_requests()
        with self._store.read() as database:
            found = database.query(
                f"""select calls.*, requests.id as seen from calls
                    left join requests on requests.id = calls.request and {seen.sql}
                    order by calls.began_at desc, calls.rowid desc limit ?""",  # noqa: S608 - a Reader's clause
                [*seen.values, most],
            )
            return tuple(replace(called_of(each), request=each["seen"]) for each in found)

    def of(self, person: str) -> tuple[Called, ...]:
        """Every call of that person, the newest first."""
        with self._store.read() as database:
            found = database.query(
                "select * from calls where person = ? order by began_at desc", [resolve(database.query, person)]
            )
            return tuple(map(called_of, found))


def _who(caller: str) -> str:
    """Who writes, as the history names them: the person at the screen, a worker, or a relative's phone."""
    kind, _, key = caller.partition(":")
    return {"kiosk": KIOSK, "worker": key}.get(kind, caller)


def called_of(row: Row) -> Called:
    """A row of the table as an object."""
    return Called(**{**{each: row[each] for each in FIELDS}, "began_at": as_time(row["began_at"])})


FIELDS = (
    *("id", "person", "relation", "kind", "caller", "answered_by"),
    *("began_at", "rang", "lasted", "ending", "request"),
)


def _fields(call: Called) -> dict[str, str | float | None]:
    return {each: getattr(call, each) for each in FIELDS if each != "began_at"}
