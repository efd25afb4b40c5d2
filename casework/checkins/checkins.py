"""Wishes to be asked, and what was heard, in the record; the rule about silence is in ``silence``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from casework.access import Reader, acts
from casework.checkins.errors import BadHour
from casework.checkins.wish import ANSWERS, RHYTHMS, SEEN, Heard, Wish
from casework.clock import Clock, as_time, written
from casework.connection import Row
from casework.errors import UnknownWord
from casework.history import KIOSK
from casework.persons.opening import opened
from casework.persons.resolving import resolve
from casework.persons.whose import OURSELVES, whose
from casework.settings import RecordSettings
from casework.status import OPEN, listed
from casework.store import Store
from casework.writing import Writing

FACE = "face"
HOWS = ("touch", "digit", "speech", FACE)
MOST_TOLD = 14
"""Signs that a file shows, the newest first."""
WISHES = """select checkin_wishes.*, workers.name as worker_name from checkin_wishes
    left join workers on workers.id = checkin_wishes.worker
    where person = ? and ended_at is null order by at desc, checkin_wishes.rowid desc"""


@dataclass(frozen=True)
class CheckInFile:
    """What a worker sees of it in a person's file."""

    wish: Wish | None
    heard: Sequence[Heard]
    """The newest first, at most ``MOST_TOLD``."""
    silent: str | None
    """The request that silence became, while it is not over."""


class CheckIns:
    """Who wants to be asked how they are, and what they said."""

    def __init__(self, store: Store, settings: RecordSettings, clock: Clock) -> None:
        self._store = store
        self._zone = settings.zone
        self._clock = clock

    def wish(self, person: str) -> Wish | None:
        """What holds for that person now."""
        with self._store.read() as database:
            return _wish(database, resolve(database.query, person))

    def begin(self, person: str, rhythm: str, hour: str, who: str, how: str = FACE) -> str:
        """From now on the person is asked so; an earlier wish ends. Its id.

        Raises UnknownWord, BadHour, NoSuchPerson (also for a file that is not for the worker's eyes), NotAllowed.
        """
        if rhythm not in RHYTHMS:
            raise UnknownWord("rhythm", rhythm, RHYTHMS)
        if how not in HOWS:
            raise UnknownWord("way of wishing", how, HOWS)
        if not re.fullmatch(r"([01][0-9]|2[0-3]):00", hour):
            raise BadHour(hour)

        def work(writing: Writing) -> str:
            own = whose(writing, who, acts.WRITE_PERSONS, person)
            _end(writing, own, who)
            by = None if who in OURSELVES else who
            told = {"person": own, "rhythm": rhythm, "hour": hour, "asked_how": how, "worker": by, "at": writing.at}
            return writing.insert("checkin_wishes", {**told})

        return self._store.write(who, "checkin wished", work)

    def end(self, person: str, who: str) -> None:
        """Nobody asks any more, and silence means nothing. Idempotent. Raises NoSuchPerson, NotAllowed."""

        def work(writing: Writing) -> None:
            _end(writing, whose(writing, who, acts.WRITE_PERSONS, person), who)

        self._store.write(who, "checkin ended", work)

    def to_ask(self, person: str) -> bool:
        """Whether the person is to be asked now."""
        with self._store.read() as database:
            own = resolve(database.query, person)
            wish = _wish(database, own)
            asked = "select max(at) as last from checkins where person = ? and answer <> ? and at >= ?"
            since = written(wish.since) if wish else ""
            last = next(iter(database.query(asked, [own, SEEN, since])))["last"]
        return wish is not None and wish.to_ask(as_time(last) if last else None, self._clock(), self._zone)

    def answer(self, person: str, answer: str) -> str:
        """What the person answered at the kiosk; its id. Raises UnknownWord."""
        if answer not in ANSWERS:
            raise UnknownWord("answer", answer, ANSWERS)
        return self._store.write(KIOSK, "checkin answered", lambda writing: _heard(writing, person, answer))

    def seen(self, person: str) -> None:
        """The person is there: that is no silence, asked or not. Written down once a day, for who wished it."""
        own = self.wish(person)
        if own is None:
            return
        today = self._clock().astimezone(self._zone).date()
        with self._store.read() as database:
            asked = "select max(at) as at from checkins where person = ?"
            last = next(iter(database.query(asked, [own.person])))["at"]
        if last is None or as_time(last).astimezone(self._zone).date() < today:
            self._store.write(KIOSK, "checkin seen", lambda writing: _heard(writing, person, SEEN))

    def asked_for(self, answer: str, request: str) -> None:
        """Who was not well wanted somebody to be told: which request that is."""

        def work(writing: Writing) -> None:
            writing.update("checkins", answer, {"request": request})

        self._store.write(KIOSK, "checkin told", work)

    def file(self, reader: Reader, person: str) -> CheckInFile:
        """What holds and what was heard. Raises NoSuchPerson, also for a file that is not for this reader's eyes."""
        with self._store.read() as database:
            own = opened(database, reader, person)
            heard = database.query(
                """select answer, checkins.at, requests.id as request from checkins
                   left join requests on requests.id = checkins.request and requests.status <> 'draft'
                   where checkins.person = ? order by checkins.at desc, checkins.rowid desc limit ?""",
                [own, MOST_TOLD],
            )
            silences = list(database.query(UNANSWERED, [own]))
            told = [Heard(each["answer"], as_time(each["at"]), each["request"]) for each in heard]
            return CheckInFile(_wish(database, own), told, silences[0]["request"] if silences else None)


UNANSWERED = f"""select checkin_silences.id, checkin_silences.request from checkin_silences
    join requests on requests.id = checkin_silences.request
    where checkin_silences.person = ? and checkin_silences.heard_at is null and requests.status in {listed(OPEN)}
    order by checkin_silences.at desc"""  # noqa: S608 - our own states
"""Silences of a person for which somebody is still on the way, and nothing was heard since."""


def _heard(writing: Writing, person: str, answer: str) -> str:
    own = resolve(writing.rows, person)
    made = writing.insert("checkins", {"person": own, "answer": answer, "at": writing.at})
    for each in writing.rows(UNANSWERED, (own,)):
        writing.update("checkin_silences", each["id"], {"heard_at": writing.at})
    return made


def _end(writing: Writing, person: str, who: str) -> None:
    for each in writing.rows("select id from checkin_wishes where person = ? and ended_at is null", (person,)):
        writing.update("checkin_wishes", each["id"], {"ended_at": writing.at, "ended_by": who})


def _wish(database: Database, person: str) -> Wish | None:
    found: list[Row] = list(database.query(WISHES, [person]))
    if not found:
        return None
    told = found[0]
    since: datetime = as_time(told["at"])
    return Wish(
        *(told["id"], told["person"], told["rhythm"], told["hour"], since, told["asked_how"], told["worker_name"])
    )
