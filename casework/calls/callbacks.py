"""Appointments: when somebody whom nobody could answer is called back at the screen; each belongs to a request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from casework.access.reader import Reader
from casework.clock import Clock, as_time, written
from casework.connection import Row
from casework.drafts import row_of
from casework.errors import AlreadyEnded
from casework.history import KIOSK
from casework.life.standing import to_act
from casework.settings import RecordSettings
from casework.status import LIVE, listed
from casework.store import Store
from casework.takebacks.sending import note_sent, note_taken_back
from casework.writing import Writing

CALL_BACK = "call_back"
"""The kind of sending."""
BOOKED, KEPT = "call-back promised", "called back"
SHOWN_FOR = timedelta(hours=12)
"""After its time an appointment that nobody kept is shown for so long; its request stays overdue all the same."""


@dataclass(frozen=True)
class CallBack:
    """One appointment that is still to be kept."""

    id: str
    request: str
    due: datetime
    number: str
    """The request's."""
    person: str | None
    name: str | None
    """The person's, where a file says who it was."""


class CallBacks:
    """The appointments of this station."""

    def __init__(self, store: Store, settings: RecordSettings, clock: Clock) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock

    def book(self, request: str, due: datetime) -> str:
        """The person will stand at the screen then; until then the request waits. Another time replaces the first.

        The id. Raises NoSuchRequest.
        """

        def work(writing: Writing) -> str:
            row = row_of(writing, request)
            for each in writing.rows("select id from callbacks where request = ? and ended_at is null", (request,)):
                writing.update("callbacks", each["id"], {"ended_at": writing.at})
                note_taken_back(writing, CALL_BACK, each["id"])
            if row["status"] in LIVE:
                writing.update("requests", request, {"next_at": written(due), "changed_at": writing.at})
            booked = writing.insert("callbacks", {"request": request, "due": written(due), "at": writing.at})
            note_sent(writing, CALL_BACK, booked, row["person"], row["session"])
            return booked

        return self._store.write(KIOSK, BOOKED, work)

    def unbook(self, writing: Writing, call_back: str) -> None:
        """The person will not stand there; the request goes on. In somebody's transaction. Raises AlreadyEnded."""
        row = writing.row("callbacks", call_back)
        if row is None or row["ended_at"] is not None:
            raise AlreadyEnded(row["request"] if row else call_back, "called back")
        writing.update("callbacks", call_back, {"ended_at": writing.at})
        request = row_of(writing, row["request"])
        if request["status"] in LIVE:
            again = to_act(request, writing.at, self._settings)
            writing.update("requests", request["id"], {"next_at": again, "changed_at": writing.at})

    def kept(self, call_back: str, call: str, who: str) -> None:
        """A worker rang the screen for it and was answered. Again does nothing."""

        def work(writing: Writing) -> None:
            row = writing.row("callbacks", call_back)
            if row is not None and row["ended_at"] is None:
                writing.update("callbacks", call_back, {"ended_at": writing.at, "called": call})

        self._store.write(who, KEPT, work)

    def waiting(self, reader: Reader) -> tuple[CallBack, ...]:
        """What is still to be kept and this reader may see, the soonest first."""
        seen = reader.sees_requests()
        with self._store.read() as database:
            found = database.query(
                f"""select callbacks.*, requests.number, requests.person, persons.name
                    from callbacks join requests on requests.id = callbacks.request
                    left join persons on persons.id = requests.person
                    where callbacks.ended_at is null and callbacks.due >= ? and requests.status in {listed(LIVE)}
                      and {seen.sql} order by callbacks.due""",  # noqa: S608 - a Reader's clause and our own states
                [written(self._clock() - SHOWN_FOR), *seen.values],
            )
            return tuple(map(_call_back, found))


def _call_back(row: Row) -> CallBack:
    told = {each: row[each] for each in ("id", "request", "number", "person", "name")}
    return CallBack(**told, due=as_time(row["due"]))
