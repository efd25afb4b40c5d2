"""When somebody is away, set by themselves or by who may hand work on; handing on is a duty (``handing``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from casework.absences.errors import AbsenceBackwards, AbsenceOver, DeputyAway
from casework.access.acts import HAND_ON, WRITE_REQUESTS
from casework.access.permission import permitted
from casework.clock import as_time, written
from casework.connection import Row
from casework.errors import NoSuchWorker
from casework.life.owners import HANDS
from casework.store import Store
from casework.writing import Writing

SET, CANCELLED = "absence set", "absence cancelled"


@dataclass(frozen=True)
class Absence:
    """One time in which somebody is away."""

    id: str
    worker: str
    name: str
    """The worker's name."""
    starts: datetime
    ends: datetime
    deputy: str | None
    """Name of who takes over; None: whoever is on duty."""
    handed: int
    """How many requests are with somebody else because of it."""


class Absences:
    """Who is away at this station, now and later."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def set(self, worker: str, starts: datetime, ends: datetime, by: str, deputy: str | None = None) -> str:
        """Somebody will be away; the id. The same times again are the same absence.

        Raises AbsenceBackwards, NotAllowed, DeputyAway, NoSuchWorker, NaiveTime.
        """
        begins, over = written(starts), written(ends)
        if starts >= ends:
            raise AbsenceBackwards(starts, ends)

        def work(writing: Writing) -> str:
            permitted(writing, by, WRITE_REQUESTS if worker == by else HAND_ON)
            if over <= writing.at:
                raise AbsenceOver(ends)
            if deputy is not None:
                _check_deputy(writing, worker, deputy, begins, over)
            same = "select id from absences where worker = ? and starts = ? and ends = ? and cancelled_at is null"
            if found := writing.rows(same, (worker, begins, over)):
                writing.update("absences", found[0]["id"], {"deputy": deputy})
                return str(found[0]["id"])
            told = {"worker": worker, "starts": begins, "ends": over, "deputy": deputy}
            return writing.insert("absences", {**told, "set_by": by, "at": writing.at})

        return self._store.write(by, SET, work)

    def cancel(self, absence: str, by: str) -> None:
        """They are there after all, or are back earlier. Again does nothing. Raises NotAllowed."""

        def work(writing: Writing) -> None:
            row = writing.row("absences", absence)
            if row is None or row["cancelled_at"] is not None:
                return
            permitted(writing, by, WRITE_REQUESTS if row["worker"] == by else HAND_ON)
            writing.update("absences", absence, {"cancelled_at": writing.at})

        self._store.write(by, CANCELLED, work)

    def coming(self, now: datetime) -> tuple[Absence, ...]:
        """Who is away now or later, the soonest first."""
        with self._store.read() as database:
            found = database.query(
                """select absences.*, workers.name, deputies.name as deputy_name,
                          (select count(*) from handovers join requests on requests.id = handovers.request
                           where handovers.absence = absences.id and handovers.back_at is null
                             and requests.ended_at is null and requests.worker is handovers.to_worker) as handed
                   from absences join workers on workers.id = absences.worker
                   left join workers deputies on deputies.id = absences.deputy
                   where absences.ends > ? and cancelled_at is null order by absences.starts, workers.name""",
                [written(now)],
            )
            return tuple(_absence(each) for each in found)


def _absence(row: Row) -> Absence:
    return Absence(
        id=row["id"],
        worker=row["worker"],
        name=row["name"],
        starts=as_time(row["starts"]),
        ends=as_time(row["ends"]),
        deputy=row["deputy_name"],
        handed=row["handed"],
    )


def _check_deputy(writing: Writing, worker: str, deputy: str, starts: str, ends: str) -> None:
    row = writing.row("workers", deputy)
    if row is None:
        raise NoSuchWorker(deputy)
    away = "select 1 from absences where worker = ? and cancelled_at is null and starts < ? and ends > ?"
    there = row["active"] and row["role"] in HANDS and not writing.rows(away, (deputy, ends, starts))
    if deputy == worker or not there:
        raise DeputyAway(row["name"])
