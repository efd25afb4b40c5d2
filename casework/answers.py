"""What workers do on the way: take, listen, note, reply, plan a visit, name the person; its end is in ``life``."""

from __future__ import annotations

from datetime import datetime

from casework.access.acts import HEAR, WRITE_REQUESTS
from casework.access.permission import permitted, permitted_on_person, permitted_on_request
from casework.alarms.raising import NOTE, Watch, raise_alarm
from casework.belonging import attach
from casework.clock import written
from casework.errors import AlreadyTaken, NothingSaid, RecordingMissing
from casework.history import LISTENED, NAMED, NOTED, REPLIED, TAKEN, VISIT_PLANNED
from casework.life.standing import after_days, mine, standing, to_act
from casework.life.tell import tell_person
from casework.persons.resolving import resolve
from casework.recordings import Kept
from casework.settings import RecordSettings
from casework.status import LIVE, NEW, PLANNED
from casework.store import Store
from casework.tidings.kinds import REPLY
from casework.visits.visits import replace_earlier
from casework.writing import Writing

VOICE = "reply"
"""Kind of recording: an answer in the worker's own voice."""


class Answers:
    """The workers' hands on requests.

    Everything raises NoSuchWorker, NotAllowed, AlreadyEnded, and NoSuchRequest also for what the worker may not see.
    """

    def __init__(self, store: Store, settings: RecordSettings, watch: Watch) -> None:
        self._store = store
        self._settings = settings
        self._watch = watch

    def take(self, request: str, worker: str) -> None:
        """I act on it. Again by the same worker does nothing. Raises AlreadyTaken, naming the other."""

        def work(writing: Writing) -> None:
            _refuse_taken(writing, request, worker)
            row = standing(writing, request, worker)
            if row["worker"] != worker or row["status"] == NEW:
                mine(writing, row, worker, to_act(row, writing.at, self._settings))

        self._store.write(worker, TAKEN, work)

    def listened(self, request: str, worker: str, recording: str) -> None:
        """A worker hears a recording: reading what a person said is written down too. Raises RecordingMissing."""

        def work(writing: Writing) -> None:
            permitted_on_request(writing, worker, HEAR, request)
            if not writing.rows("select 1 from recordings where id = ? and request = ?", (recording, request)):
                raise RecordingMissing(recording)
            fields = {"request": request, "recording": recording, "worker": worker}
            writing.insert("listenings", {**fields, "at": writing.at})

        self._store.write(worker, LISTENED, work)

    def note(self, request: str, worker: str, text: str, once: str | None = None) -> str:
        """A note that only workers see, also on an ended request; its id. Words of danger raise an alarm.

        Raises NothingSaid.

        ``once``: the id it shall get; the same one again writes nothing (a form sent twice).
        """
        told = _words("note", text)

        def work(writing: Writing) -> str:
            if once and writing.row("notes", once):
                return once
            row = permitted_on_request(writing, worker, WRITE_REQUESTS, request)
            fields = {"request": request, "worker": worker, "kind": "note", "text": told}
            note = writing.insert("notes", {**_named(once), **fields, "at": writing.at})
            kinds = [each.kind for each in self._watch(told, row["category"], {})]
            raise_alarm(writing, row, kinds, NOTE, self._settings.alarm)
            return note

        return self._store.write(worker, NOTED, work)

    def reply(
        self, request: str, worker: str, text: str = "", once: str | None = None, voice: Kept | None = None
    ) -> str:
        """An answer that the kiosk tells the person; its id. Takes a request that nobody took yet.

        With ``voice`` (a finished recording) it is heard as it was spoken, and ``text`` is written beside it.
        ``once`` as for ``note``. Raises NothingSaid without either.
        """
        told = text.strip() if voice else _words("reply", text)

        def work(writing: Writing) -> str:
            if once and writing.row("replies", once):
                return once
            row = standing(writing, request, worker)
            mine(writing, row, worker, after_days(writing.at, self._settings.follow_up.next_step_days))
            fields = {"request": request, "worker": worker, "text": told, "at": writing.at}
            reply = writing.insert("replies", {**_named(once), **fields})
            if voice:
                attach(writing, voice, "replies", reply, VOICE)
            tell_person(writing, row, REPLY)
            return reply

        return self._store.write(worker, REPLIED, work)

    def plan_visit(self, request: str, worker: str, when: datetime, once: str | None = None) -> str:
        """Somebody will come then; its id. A later plan replaces an earlier one. ``once`` as for ``note``.

        Raises NaiveTime.
        """
        then = written(when)

        def work(writing: Writing) -> str:
            if once and writing.row("visits", once):
                return once
            row = standing(writing, request, worker)
            mine(writing, row, worker, after_days(max(then, writing.at), 1), PLANNED)
            fields = {"request": request, "worker": worker, "planned_for": then, "at": writing.at}
            visit = writing.insert("visits", {**_named(once), **fields})
            replace_earlier(writing, request, visit)
            return visit

        return self._store.write(worker, VISIT_PLANNED, work)

    def name_person(self, request: str, worker: str, person: str) -> None:
        """Tell who it was that asked. Raises NoSuchPerson."""

        def work(writing: Writing) -> None:
            permitted_on_request(writing, worker, WRITE_REQUESTS, request)
            found = resolve(writing.rows, person)
            if not _begun_by(writing, worker, found):
                permitted_on_person(writing, worker, WRITE_REQUESTS, found)
            writing.update("requests", request, {"person": found})

        self._store.write(worker, NAMED, work)


def _begun_by(writing: Writing, worker: str, person: str) -> bool:
    """Whether this worker has just begun that file, for somebody who asked: it is out of sight until it is named."""
    begun = """select 1 from journal where "table" = 'persons' and action = 'insert' and "row" = ? and who = ?
               and not exists (select 1 from requests where person = journal."row")"""
    return bool(writing.rows(begun, (person, worker)))


def _named(once: str | None) -> dict[str, str]:
    return {"id": once} if once else {}


def _words(what: str, text: str) -> str:
    told = text.strip()
    if not told:
        raise NothingSaid(what)
    return told


def _refuse_taken(writing: Writing, request: str, worker: str) -> None:
    """Whoever could have taken it a moment ago is told by name who was quicker, though it is now out of sight."""
    row = writing.row("requests", request)
    if row is None or row["worker"] in (None, worker) or row["status"] not in LIVE:
        return
    reader = permitted(writing, worker, WRITE_REQUESTS)
    scope = reader.sees_free_requests()
    if writing.rows(f"select 1 from requests where id = ? and {scope.sql}", (request, *scope.values)):  # noqa: S608
        has_it = writing.row("workers", row["worker"])
        raise AlreadyTaken(request, has_it["name"] if has_it else "")
