"""Who writes about whom: what is checked before a name stands in a report, and who is asked to be the second."""

from __future__ import annotations

from dataclasses import dataclass

from casework.access.acts import READ_PERSONS, READ_REQUESTS, REPORT
from casework.access.matrix import MAY
from casework.access.permission import permitted_on_person, permitted_on_request
from casework.errors import NoSuchWorker
from casework.persons.resolving import resolve
from casework.reports.errors import NameOfWorker, NamesOneself, NothingSeen, SecondUnfit
from casework.reports.seconds import named_in, second_of
from casework.writing import Value, Writing

BY_NAME = "select id from workers where active = 1 and instr(?, name) > 0"


@dataclass(frozen=True)
class Named:
    """Somebody suspected: a worker, or whoever a word means."""

    worker: str | None = None
    name: str = ""
    namesake: bool = False
    """The word is also a worker's name, and somebody else is meant."""


@dataclass(frozen=True)
class Begun:
    """What somebody writes who begins a report."""

    law: str
    harmed: str
    seen: str
    suspects: tuple[Named, ...] = ()
    about_request: str | None = None
    about_person: str | None = None
    second: str | None = None
    """None: the record names one."""
    apart: bool = True
    """Whether workers named in it lose sight of that request and person; they may notice."""


def subject(writing: Writing, worker: str, told: Begun) -> tuple[str | None, str | None]:
    """The person's file and the village, as far as the writer sees them."""
    person, village = None, None
    if told.about_request:
        row = permitted_on_request(writing, worker, READ_REQUESTS, told.about_request)
        person, village = row["person"], row["village"]
    if told.about_person:
        found = permitted_on_person(writing, worker, READ_PERSONS, resolve(writing.rows, told.about_person))
        person, village = found["id"], found["village"] or village
    return person, village


def check_named(writing: Writing, named: Named, worker: str) -> None:
    """Raises NamesOneself, NoSuchWorker, NameOfWorker, NothingSeen."""
    if named.worker == worker:
        raise NamesOneself
    if named.worker is not None and writing.row("workers", named.worker) is None:
        raise NoSuchWorker(named.worker)
    if named.worker is None and not named.name.strip():
        raise NothingSeen
    if named.name.strip() and not named.namesake and writing.rows(BY_NAME, (named.name,)):
        raise NameOfWorker(named.name.strip())


def put_name(writing: Writing, report: str, named: Named, worker: str) -> None:
    """One more name in the report; a worker only once."""
    if named.worker in named_in(writing.rows, report):
        return
    who: dict[str, Value] = {"worker": named.worker, "name": None if named.worker else named.name.strip()}
    writing.insert("report_suspects", {"report": report, **who, "by_worker": worker, "at": writing.at})


def second(writing: Writing, wanted: str | None, village: str | None, but: set[str]) -> str | None:
    """The second person wished for, else whoever fits; none of ``but``. Raises SecondUnfit."""
    if wanted is None:
        return second_of(writing.rows, writing.at, village, but)
    row = writing.row("workers", wanted)
    if row is None or wanted in but or not row["active"] or REPORT not in MAY[row["role"]]:
        raise SecondUnfit
    return wanted


def notify(writing: Writing, report: str, worker: Value, why: str) -> None:
    """Let it wait for that worker; never for somebody named in it."""
    if worker is not None and worker not in named_in(writing.rows, report):
        writing.insert("report_notices", {"report": report, "worker": worker, "why": why, "at": writing.at})
