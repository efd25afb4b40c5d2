"""The whole file of one request, read for the workers; nothing is decided or written here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from casework.access.reader import Reader
from casework.clock import as_time, as_time_or_none
from casework.connection import Row
from casework.consents.entry import Consent, consent_of
from casework.errors import NoSuchRequest
from casework.history import Happened, happened
from casework.reports.hiding import journal_for
from casework.status import Reply
from casework.telling import replies_of


@dataclass(frozen=True)
class Heard:
    """A recording that belongs to a request."""

    hash: str
    kind: str
    """description or name."""
    seconds: float
    at: datetime


@dataclass(frozen=True)
class Note:
    """A worker's note, or what a recogniser made of a recording."""

    kind: str
    """note or dictation."""
    text: str
    at: datetime
    worker: str | None
    """The worker's name; None for dictation."""
    confidence: float | None
    """0 to 1, for dictation."""
    engine: str | None
    recording: str | None
    """Hash of what the dictation was made from."""


@dataclass(frozen=True)
class Visit:
    """When somebody said they would come."""

    planned_for: datetime
    worker: str
    at: datetime
    ended: str | None
    """How it ended; None: still to come."""


@dataclass(frozen=True)
class Word:
    """The person's own word about a request that was said to be done."""

    answer: str
    """good or not yet."""
    how: str
    """touch, digit, speech; told, when a worker was told."""
    at: datetime
    worker: str | None
    """Name of who was told."""


@dataclass(frozen=True)
class RequestFile:
    """Everything about one request, for the workers."""

    request: str
    status: str
    category: str
    language: str
    number: str
    colour: str
    animal: str
    urgency: int
    asked_at: datetime
    due_at: datetime
    ended_at: datetime | None
    outcome: str | None
    village: str | None
    person: str | None
    """Id of the person, once named."""
    person_name: str | None
    worker: str | None
    """Id of who took it."""
    worker_name: str | None
    duty_name: str | None
    """Who the receipt named."""
    next_at: datetime | None
    """Until when the next step is due; None once it is over."""
    reason: str
    """Why it ended, in words for the person."""
    same_as: str | None
    """Id and number of the request in whose place this one stood."""
    same_number: str | None
    errand: bool
    """Somebody has to go and ask the person whether it is good now."""
    asked: int
    """How often that was asked in vain."""
    reopened: int
    """How often the person said: not yet."""
    for_other: bool
    """Asked for somebody else."""
    raised_name: str | None
    """To whom a delay was told."""
    words: tuple[Word, ...]
    """What the person said about it, the oldest first."""
    recordings: tuple[Heard, ...]
    notes: tuple[Note, ...]
    replies: tuple[Reply, ...]
    visits: tuple[Visit, ...]
    consents: tuple[Consent, ...]
    history: tuple[Happened, ...]


def case_file(database: Database, request: str, reader: Reader) -> RequestFile:
    """The whole file of a sent request that the reader may see. Raises NoSuchRequest."""
    seen = reader.sees_requests()
    found = list(
        database.query(
            f"""select requests.*, villages.name as village_name, persons.name as person_name,
                      workers.name as worker_name, duty.name as duty_name, other.number as same_number,
                      raised.name as raised_name
               from requests left join villages on villages.id = requests.village
               left join persons on persons.id = requests.person
               left join workers on workers.id = requests.worker left join workers duty on duty.id = requests.duty
               left join workers raised on raised.id = requests.raised_to
               left join requests other on other.id = requests.same_as
               where requests.id = ? and requests.status <> 'draft' and {seen.sql}""",  # noqa: S608 - a Reader's clause
            [request, *seen.values],
        )
    )
    if not found:
        raise NoSuchRequest(request)
    row: Row = found[0]
    return RequestFile(
        request=request,
        **{each: row[each] for each in ("status", "category", "language", "number", "colour", "animal", "urgency")},
        **{each: row[each] for each in ("outcome", "person", "person_name", "worker", "worker_name", "duty_name")},
        village=row["village_name"],
        asked_at=as_time(row["submitted_at"]),
        due_at=as_time(row["due_at"]),
        **{each: row[each] for each in ("same_as", "same_number", "asked", "reopened", "raised_name")},
        ended_at=as_time_or_none(row["ended_at"]),
        next_at=as_time_or_none(row["next_at"] or (None if row["ended_at"] else row["due_at"])),
        reason=row["reason"] or "",
        errand=bool(row["errand"]),
        for_other=bool(row["for_other"]),
        words=_words(database, request),
        recordings=_recordings(database, request),
        notes=_notes(database, request),
        replies=replies_of(database, request),
        visits=_visits(database, request),
        consents=tuple(
            consent_of(each)
            for each in database.query("select * from consents where request = ? order by at", [request])
        ),
        history=_history(database, request, reader),
    )


def _recordings(database: Database, request: str) -> tuple[Heard, ...]:
    found = database.query("select * from recordings where request = ? order by kind, at", [request])
    return tuple(Heard(each["id"], each["kind"], each["seconds"], as_time(each["at"])) for each in found)


def _notes(database: Database, request: str) -> tuple[Note, ...]:
    found = database.query(
        """select notes.*, workers.name from notes left join workers on workers.id = notes.worker
           where request = ? order by at, notes.rowid""",
        [request],
    )
    return tuple(
        Note(
            kind=each["kind"],
            text=each["text"],
            at=as_time(each["at"]),
            worker=each["name"],
            confidence=each["confidence"],
            engine=each["engine"],
            recording=each["recording"],
        )
        for each in found
    )


def _words(database: Database, request: str) -> tuple[Word, ...]:
    found = database.query(
        """select words.*, workers.name from words left join workers on workers.id = words.worker
           where request = ? and taken_back_at is null order by at, words.rowid""",
        [request],
    )
    return tuple(Word(each["answer"], each["asked_how"], as_time(each["at"]), each["name"]) for each in found)


def _visits(database: Database, request: str) -> tuple[Visit, ...]:
    found = database.query(
        """select visits.*, workers.name from visits join workers on workers.id = visits.worker
           where request = ? order by at, visits.rowid""",
        [request],
    )
    return tuple(
        Visit(as_time(each["planned_for"]), each["name"], as_time(each["at"]), each["ended"]) for each in found
    )


def _history(database: Database, request: str, reader: Reader) -> tuple[Happened, ...]:
    names = {each["id"]: each["name"] for each in database.query("select id, name from workers")}
    readable = journal_for(reader)
    found = database.query(
        f"select * from journal where request = ? and {readable.sql} order by id",  # noqa: S608 - a Reader's clause
        [request, *readable.values],
    )
    return happened(found, names)
