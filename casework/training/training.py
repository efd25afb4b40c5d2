"""Acknowledging cards, who is due, and the reminder once a year; the texts and pages are elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from casework.access import acts
from casework.access.permission import permitted
from casework.access.reader import Reader
from casework.clock import Clock, as_time, as_time_or_none, written
from casework.connection import Row
from casework.duties.duty import Ask, Duty, Firing
from casework.errors import UnknownWord
from casework.store import Store
from casework.training.course import EDITIONS, Learned, Standing, standings
from casework.writing import Writing

LEARNED, REMINDED = "training card read", "training due"
ACTIVE = """select * from workers where active = 1 and password <> '' and (ends_at is null or ends_at > ?)
    order by name, id"""
READ = "select * from learnings where worker = ? order by at"


@dataclass(frozen=True)
class Learner:
    """One colleague, for whoever sees to it that everybody has read."""

    worker: str
    name: str
    standings: tuple[Standing, ...]
    reminded_at: datetime | None

    @property
    def due(self) -> int:
        """How many cards are due."""
        return sum(each.due for each in self.standings)


class Training:
    """The training of this station's workers."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def of(self, worker: str) -> list[Standing]:
        """How one worker stands, card by card; of nobody we know, everything is due."""
        with self._store.read() as database:
            found = list(database.query("select created_at from workers where id = ?", [worker]))
            joined = as_time(found[0]["created_at"]) if found else self._clock()
            return standings(_learned(database, worker), joined, self._clock())

    def read(self, worker: str, card: str) -> None:
        """The worker has read the card (or the code) and will act on it. Raises UnknownWord, NotAllowed."""
        if card not in EDITIONS:
            raise UnknownWord("training card", card, EDITIONS)

        def work(writing: Writing) -> None:
            permitted(writing, worker, acts.LEARN)
            writing.insert("learnings", {"worker": worker, "card": card, "edition": EDITIONS[card], "at": writing.at})

        self._store.write(worker, LEARNED, work)

    def everybody(self, reader: Reader) -> Sequence[Learner]:
        """Everybody who may sign in, whoever has most due first. Raises NotAllowed."""
        reader.require(acts.SEE_LEARNING)
        now = self._clock()
        with self._store.read() as database:
            found = [_learner(database, row, now) for row in list(database.query(ACTIVE, [written(now)]))]
        return sorted(found, key=lambda each: -each.due)


def reminder() -> Duty:
    """Once a year and worker: that training is due."""
    return Duty("training", REMINDED, _look, _due, _remind)


def _look(ask: Ask, now: datetime) -> list[Row]:
    rows = []
    for each in ask(ACTIVE, (written(now),)):
        read = ask(READ, (each["id"],))
        rows.append({**each, "learned": [Learned(one["card"], one["edition"], as_time(one["at"])) for one in read]})
    return rows


def _due(rows: Iterable[Row], now: datetime) -> Iterable[Firing]:
    for each in rows:
        late = [one for one in standings(each["learned"], as_time(each["created_at"]), now) if one.due]
        if late:
            first = min(one.due_at for one in late)
            key = f"training:{each['id']}:{first:%Y-%m-%d}"
            yield Firing(key, first, about_table="workers", about=each["id"], row=each)


def _remind(writing: Writing, firing: Firing) -> None:
    about, day = str(firing.about), f"{firing.due:%Y-%m-%d}"
    writing.insert("learning_reminders", {"worker": about, "due_on": day, "at": writing.at})


def _learned(database: Database, worker: str) -> list[Learned]:
    return [Learned(each["card"], each["edition"], as_time(each["at"])) for each in database.query(READ, [worker])]


def _learner(database: Database, row: Row, now: datetime) -> Learner:
    told = standings(_learned(database, row["id"]), as_time(row["created_at"]), now)
    asked = "select max(at) as at from learning_reminders where worker = ?"
    reminded = next(iter(database.query(asked, [row["id"]])))["at"]
    return Learner(row["id"], row["name"], tuple(told), as_time_or_none(reminded))
