"""A lost second factor: a supervisor wants it taken away, a second person says yes, and only then it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from casework.access import acts
from casework.access.permission import permitted
from casework.clock import Clock, as_time, written
from casework.errors import NoSuchWorker, NothingSaid
from casework.factors.errors import NoFactor, ResetOver, SecondPersonMissing
from casework.factors.factors import end_factor
from casework.store import Store
from casework.writing import Writing

LASTS = timedelta(hours=24)
"""For so long a second person may say yes."""
WISHED, AGREED, DENIED = "second factor reset wished", "second factor reset", "second factor reset denied"
WAITING = """select resets.*, workers.name, supervisors.name as by_name from resets
    join workers on workers.id = resets.worker join workers as supervisors on supervisors.id = resets.asked_by
    where decided_at is null and until > ? order by at"""


@dataclass(frozen=True)
class Reset:
    """Somebody's wish that a colleague's second factor be taken away."""

    id: str
    worker: str
    """Whose it is."""
    name: str
    asked_by: str
    by_name: str
    reason: str
    at: datetime


class Resets:
    """The wishes at this station."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def wish(self, worker: str, by: str, reason: str) -> str:
        """A supervisor has spoken with somebody who lost it; the wish's id. An older open one ends.

        Raises NothingSaid, NoSuchWorker, NotAllowed, SecondPersonMissing (for oneself), NoFactor.
        """
        told = reason.strip()
        if not told:
            raise NothingSaid(by)

        def work(writing: Writing) -> str:
            permitted(writing, by, acts.MANAGE_WORKERS)
            if writing.row("workers", worker) is None:
                raise NoSuchWorker(worker)
            if worker == by:
                raise SecondPersonMissing
            if not writing.rows(
                "select 1 from factors where worker = ? and confirmed_at is not null and ended_at is null", (worker,)
            ):
                raise NoFactor(worker)
            for each in writing.rows("select id from resets where worker = ? and decided_at is null", (worker,)):
                writing.update("resets", each["id"], {"decided_at": writing.at, "decided_by": by})
            until = written(as_time(writing.at) + LASTS)
            return writing.insert(
                "resets", {"worker": worker, "asked_by": by, "reason": told, "at": writing.at, "until": until}
            )

        return self._store.write(by, WISHED, work)

    def decide(self, reset: str, second: str, agrees: bool) -> str:
        """A second person says yes or no; the worker whose it is. With a yes the second factor ends.

        Raises ResetOver, SecondPersonMissing, NoSuchWorker, NotAllowed.
        """

        def work(writing: Writing) -> str:
            permitted(writing, second, acts.SAY_SECOND_YES)
            row = writing.row("resets", reset)
            if row is None or row["decided_at"] is not None or row["until"] <= writing.at:
                raise ResetOver
            if second in (row["asked_by"], row["worker"]):
                raise SecondPersonMissing
            permitted(writing, row["asked_by"], acts.MANAGE_WORKERS)
            writing.update("resets", reset, {"decided_by": second, "decided_at": writing.at, "agreed": int(agrees)})
            if agrees:
                end_factor(writing, row["worker"])
            return str(row["worker"])

        return self._store.write(second, AGREED if agrees else DENIED, work)

    def waiting(self) -> list[Reset]:
        """Those that wait for a second person, the oldest first."""
        with self._store.read() as database:
            found = list(database.query(WAITING, [written(self._clock())]))
        named = ("id", "worker", "name", "asked_by", "by_name", "reason")
        return [Reset(**{each: row[each] for each in named}, at=as_time(row["at"])) for row in found]
