"""Children's times in the record: agreed on by guardian and child, an entry for each of them; and what was talked."""

from __future__ import annotations

from datetime import datetime, time

from sqlite_utils import Database

from casework.access import acts
from casework.access.reader import CHILD
from casework.childtimes.errors import BadTimes, NobodyAgreed, NotAChild
from casework.childtimes.times import GUARDIAN, SELF, USUAL, Agreed, Times, Yes
from casework.clock import Clock, as_time, written
from casework.connection import Row
from casework.errors import UnknownWord
from casework.history import KIOSK
from casework.persons.resolving import Ask, resolve
from casework.persons.whose import whose
from casework.settings import RecordSettings
from casework.store import Store
from casework.writing import Value, Writing

BY_GUARDIAN = ("face", "phone")
"""How a guardian agreed: there, or on the telephone."""
LETTER, CIRCLE = "letter", "circle"
USES = (LETTER, CIRCLE)
"""What counts besides calls."""
LEAST, MOST = 5, 180
"""Minutes a day that can be agreed on."""


class ChildTimes:
    """Who is a child here, and when it calls."""

    def __init__(self, store: Store, settings: RecordSettings, clock: Clock) -> None:
        self._store = store
        self._zone = settings.zone
        self._clock = clock

    def is_child(self, person: str | None) -> bool:
        """By a worker's word, the year of birth, or what is written about their life."""
        if person is None:
            return False
        with self._store.read() as database:
            return _is_child(database.query, resolve(database.query, person))

    def agree(self, person: str, times: Times, guardian: str, how: str, worker: str, once: str | None = None) -> str:
        """Write down what the guardian agreed to; it holds once the child has said yes too. Its id.

        Raises BadTimes, NobodyAgreed, NotAChild, UnknownWord, NoSuchPerson, NotAllowed.
        """
        if how not in BY_GUARDIAN:
            raise UnknownWord("way of agreeing", how, BY_GUARDIAN)
        if not guardian.strip():
            raise NobodyAgreed
        if not times.days or times.starts >= times.ends or not LEAST <= times.minutes <= MOST:
            raise BadTimes

        def work(writing: Writing) -> str:
            if once and writing.row("child_times", once):
                return once
            own = whose(writing, worker, acts.WRITE_PERSONS, person)
            if not _is_child(writing.rows, own):
                raise NotAChild(own)
            _end(writing, own, worker)
            fields: dict[str, Value] = {"id": once} if once else {}
            fields |= {"person": own, "days": "".join(map(str, sorted(times.days))), "worker": worker}
            fields |= {"starts": times.starts, "ends": times.ends, "minutes": times.minutes, "at": writing.at}
            made = writing.insert("child_times", fields)
            _say(writing, made, own, GUARDIAN, guardian.strip(), True, how, worker)
            return made

        return self._store.write(worker, "child times agreed", work)

    def end(self, person: str, worker: str) -> None:
        """What was agreed holds no more; the usual times do. Idempotent. Raises NoSuchPerson, NotAllowed."""

        def work(writing: Writing) -> None:
            _end(writing, whose(writing, worker, acts.WRITE_PERSONS, person), worker)

        self._store.write(worker, "child times ended", work)

    def answer(self, agreed: str, answer: bool, how: str) -> None:
        """The child's own yes or no, at the kiosk; a no is obeyed. Idempotent for times that were ended meanwhile."""

        def work(writing: Writing) -> None:
            row = writing.row("child_times", agreed)
            if row is not None and row["ended_at"] is None:
                _say(writing, agreed, row["person"], SELF, "", answer, how, None)

        self._store.write(KIOSK, "child times answered", work)

    def agreed(self, person: str) -> Agreed | None:
        """What is agreed on or asked about; None where nothing is."""
        with self._store.read() as database:
            return _agreed(database, resolve(database.query, person))

    def to_ask(self, person: str) -> Agreed | None:
        """What the child has to be asked about: agreed on by its guardian, and it has not said anything yet."""
        found = self.agreed(person)
        return found if found is not None and found.of(SELF) is None else None

    def holding(self, person: str) -> Times:
        """What holds for that child now."""
        found = self.agreed(person)
        return found.times if found is not None and found.holds else USUAL

    def left(self, person: str) -> float | None:
        """Seconds for which that person may call now, 0 for not now; None for who is no child."""
        if not self.is_child(person):
            return None
        return self.holding(person).left(self._clock(), self._used(person), self._zone)

    def again(self, person: str) -> datetime:
        """When the child may call again."""
        return self.holding(person).again(self._clock(), self._used(person), self._zone)

    def used(self, person: str | None, what: str, seconds: float) -> None:
        """A child spoke or heard a letter, or was in a circle, for so long; for grown-ups nothing is written down.

        ``what``: one of ``USES``. Raises UnknownWord.
        """
        if what not in USES:
            raise UnknownWord("use of the screen", what, USES)
        if person is None or not self.is_child(person) or seconds <= 0:
            return

        def work(writing: Writing) -> None:
            told: dict[str, Value] = {"person": resolve(writing.rows, person), "what": what, "seconds": seconds}
            writing.insert("child_uses", {**told, "at": writing.at})

        self._store.write(KIOSK, "child time used", work)

    def of_relation(self, relation: str | None) -> str | None:
        """The child whose relative that is; None where it is no child's."""
        with self._store.read() as database:
            found = list(database.query("select person from relations where id = ?", [relation or ""]))
        person = str(found[0]["person"]) if found else None
        return person if self.is_child(person) else None

    def _used(self, person: str) -> float:
        """Seconds of today with the people whom this child may call: calls, letters and circles together."""
        today = datetime.combine(self._clock().astimezone(self._zone).date(), time(), self._zone)
        asked = """select (select coalesce(sum(lasted), 0) from calls
              where person = :own and kind in ('relative', 'circle') and began_at >= :today)
            + (select coalesce(sum(seconds), 0) from child_uses where person = :own and at >= :today) as used"""
        with self._store.read() as database:
            told = {"own": resolve(database.query, person), "today": written(today)}
            return float(next(iter(database.query(asked, told)))["used"])


def _is_child(ask: Ask, person: str) -> bool:
    asked = f"select 1 from persons where id = ? and {CHILD.format('persons')}"  # noqa: S608 - ours
    return bool(list(ask(asked, [person])))


def _say(
    writing: Writing, agreed: str, person: str, giver: str, name: str, answer: bool, how: str, worker: str | None
) -> None:
    told: dict[str, Value] = {"times": agreed, "person": person, "giver": giver, "name": name, "answer": int(answer)}
    writing.insert("child_times_said", {**told, "asked_how": how, "worker": worker, "at": writing.at})


def _end(writing: Writing, person: str, worker: str) -> None:
    for each in writing.rows("select id from child_times where person = ? and ended_at is null", (person,)):
        writing.update("child_times", each["id"], {"ended_at": writing.at, "ended_by": worker})


def _agreed(database: Database, person: str) -> Agreed | None:
    asked = """select child_times.*, workers.name as worker_name from child_times
        join workers on workers.id = child_times.worker
        where person = ? and ended_at is null order by at desc, child_times.rowid desc limit 1"""
    found: list[Row] = list(database.query(asked, [person]))
    if not found:
        return None
    row = found[0]
    said = database.query(
        """select child_times_said.*, workers.name as worker_name from child_times_said
           left join workers on workers.id = child_times_said.worker
           where times = ? order by at, child_times_said.rowid""",
        [row["id"]],
    )
    times = Times(frozenset(map(int, row["days"])), row["starts"], row["ends"], row["minutes"])
    answers = [
        Yes(
            *(each["giver"], each["name"], bool(each["answer"]), each["asked_how"], each["worker_name"]),
            as_time(each["at"]),
        )
        for each in said
    ]
    return Agreed(row["id"], row["person"], times, as_time(row["at"]), row["worker_name"], tuple(answers))
