"""The second factor of each worker: set up, confirmed, asked for, ended; which roles need one; shows no page."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NoReturn

from casework.access.roles import AUDITOR, COUNTY, SUPERVISOR
from casework.clock import Clock, as_time
from casework.connection import Row
from casework.errors import CaseworkError, LockedOut
from casework.factors.errors import FactorRefused, FactorUsed, NoFactor
from casework.factors.totp import FIRST_REACH, fitting_step, new_secret, step_of
from casework.passwords import LETTERS, Passwords, as_typed
from casework.settings import RecordSettings
from casework.store import Store
from casework.tries import Tries
from casework.writing import Writing

NEED_ONE = frozenset({SUPERVISOR, COUNTY, AUDITOR})
"""Roles that open nothing without one: they see everybody's matters, or give access to others."""
PAPER_CODES = 10
PAPER_LENGTH = 12
"""Characters of a code on paper: about 60 bits."""
PENDING = timedelta(minutes=30)
"""For so long the page that sets one up shows the same QR code again."""
HOLDING = "select * from factors where worker = ? and confirmed_at is not null and ended_at is null"
BEGUN = "select * from factors where worker = ? and confirmed_at is null and ended_at is null order by made_at desc"
SET_UP, GIVEN, REFUSED = "second factor set up", "second factor given", "second factor refused"
PAPER_USED, PAPER_RENEWED = "paper code used", "paper codes renewed"
SETTING_UP, ENDED = "second factor begun", "second factor ended"


@dataclass(frozen=True)
class Proof:
    """How somebody proved to be the one."""

    on_paper: bool
    """By a code on paper, which is used up now."""
    left: int
    """Codes on paper that are left."""


@dataclass(frozen=True)
class Factor:
    """What a worker may know about the own second factor."""

    since: datetime
    left: int
    """Codes on paper that are left."""
    minutes_off: int
    """By how many minutes the phone is ahead of the station (behind: below 0)."""


class Factors:
    """The second factors at this station."""

    def __init__(self, store: Store, settings: RecordSettings, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._passwords = Passwords(settings.password_cost)
        self._tries = Tries(store, settings, clock)

    def of(self, worker: str) -> Factor | None:
        """The one that holds, or None."""
        with self._store.read() as database:
            found = list(database.query(HOLDING, [worker]))
            if not found:
                return None
            unused = "select count(*) as n from recoveries where factor = ? and used_at is null"
            left = next(iter(database.query(unused, [found[0]["id"]])))["n"]
        return Factor(as_time(found[0]["confirmed_at"]), left, round(found[0]["drift"] / 2))

    def has(self, worker: str) -> bool:
        """Whether this one is asked for a code."""
        with self._store.read() as database:
            return bool(list(database.query(f"select 1 from ({HOLDING})", [worker])))  # noqa: S608 - ours

    def begin(self, worker: str) -> str:
        """The secret for the app: a new one, or the one that was begun a moment ago. It holds once confirmed."""

        def work(writing: Writing) -> str:
            for each in writing.rows(BEGUN, (worker,)):
                if as_time(each["made_at"]) + PENDING > self._clock():
                    return str(each["secret"])
                writing.update("factors", each["id"], {"ended_at": writing.at})
            fresh = new_secret()
            fields = {"secret": fresh, "salt": secrets.token_hex(16), "made_at": writing.at}
            writing.insert("factors", {"worker": worker, **fields})
            return fresh

        return self._store.write(worker, SETTING_UP, work)

    def confirm(self, worker: str, code: str) -> tuple[str, ...]:
        """The app shows this code: from now on it is asked for. The codes on paper, shown this once.

        Whatever held before ends. Raises NoFactor, FactorRefused, LockedOut.
        """
        name = _counted(worker)
        self._tries.refuse_locked(name)
        with self._store.read() as database:
            begun = next(iter(database.query(BEGUN, [worker])), None)
        if begun is None:
            raise NoFactor(worker)
        step = fitting_step(begun["secret"], code, self._clock(), reach=FIRST_REACH)
        if step is None:
            self._refuse(worker)
        fresh, hashed = self._paper(begun["salt"])

        def work(writing: Writing) -> None:
            if not any(each["id"] == begun["id"] for each in writing.rows(BEGUN, (worker,))):
                raise NoFactor(worker)
            for each in writing.rows(HOLDING, (worker,)):
                _end(writing, each)
            drift = step - step_of(self._clock())
            writing.update("factors", begun["id"], {"confirmed_at": writing.at, "drift": drift, "last_step": step})
            for digest in hashed:
                writing.insert("recoveries", {"factor": begun["id"], "code": digest})
            self._tries.note(writing, name, worker, succeeded=True)

        self._store.write(worker, SET_UP, work)
        return fresh

    def prove(self, worker: str, code: str) -> Proof:
        """Somebody who knows the password types a code of the app, or one from paper.

        Raises NoFactor, FactorRefused, FactorUsed, LockedOut.
        """
        self._tries.refuse_locked(_counted(worker))
        with self._store.read() as database:
            held = next(iter(database.query(HOLDING, [worker])), None)
        if held is None:
            raise NoFactor(worker)
        typed = as_typed(code)
        if len(typed) == PAPER_LENGTH:
            return self._by_paper(worker, held, self._passwords.digest(typed, held["salt"]))
        return self._by_app(worker, held, code)

    def renew_paper(self, worker: str) -> tuple[str, ...]:
        """New codes on paper; the old ones open nothing any more. Raises NoFactor."""
        with self._store.read() as database:
            held = next(iter(database.query(HOLDING, [worker])), None)
        if held is None:
            raise NoFactor(worker)
        fresh, hashed = self._paper(held["salt"])

        def work(writing: Writing) -> None:
            _spend_paper(writing, held["id"])
            for each in hashed:
                writing.insert("recoveries", {"factor": held["id"], "code": each})

        self._store.write(worker, PAPER_RENEWED, work)
        return fresh

    def end(self, worker: str, by: str) -> None:
        """It is asked for no more. Raises NoFactor."""

        def work(writing: Writing) -> None:
            if not end_factor(writing, worker):
                raise NoFactor(worker)

        self._store.write(by, ENDED, work)

    def _by_app(self, worker: str, held: Row, code: str) -> Proof:
        def work(writing: Writing) -> Proof | CaseworkError:
            row = next(iter(writing.rows(HOLDING, (worker,))), None)
            if row is None or row["id"] != held["id"]:
                return NoFactor(worker)
            step = fitting_step(row["secret"], code, self._clock(), row["drift"])
            if step is not None and step <= row["last_step"]:
                return FactorUsed()
            until = self._tries.note(writing, _counted(worker), worker, succeeded=step is not None)
            if until is not None:
                return LockedOut(until)
            if step is None:
                return FactorRefused()
            drift = step - step_of(self._clock())
            writing.update("factors", row["id"], {"last_step": step, "drift": drift})
            return Proof(on_paper=False, left=_left(writing, row["id"]))

        return self._told(worker, GIVEN, work)

    def _by_paper(self, worker: str, held: Row, hashed: str) -> Proof:
        def work(writing: Writing) -> Proof | CaseworkError:
            row = next(iter(writing.rows(HOLDING, (worker,))), None)
            if row is None or row["id"] != held["id"]:
                return NoFactor(worker)
            known = writing.rows("select * from recoveries where factor = ? and code = ?", (row["id"], hashed))
            if known and known[0]["used_at"] is not None:
                return FactorUsed()
            until = self._tries.note(writing, _counted(worker), worker, succeeded=bool(known))
            if until is not None:
                return LockedOut(until)
            if not known:
                return FactorRefused()
            writing.update("recoveries", known[0]["id"], {"used_at": writing.at})
            return Proof(on_paper=True, left=_left(writing, row["id"]))

        return self._told(worker, PAPER_USED, work)

    def _told(self, worker: str, why: str, work: Callable[[Writing], Proof | CaseworkError]) -> Proof:
        """Refusals are written down too, so they are handed out of the transaction and raised after it."""
        told = self._store.write(worker, why, work)
        if isinstance(told, CaseworkError):
            raise told
        return told

    def _refuse(self, worker: str) -> NoReturn:
        until = self._store.write(
            worker, REFUSED, lambda writing: self._tries.note(writing, _counted(worker), worker, succeeded=False)
        )
        raise LockedOut(until) if until is not None else FactorRefused()

    def _paper(self, salt: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Fresh codes as they are shown, and what is kept of them."""
        drawn = ["".join(secrets.choice(LETTERS) for _ in range(PAPER_LENGTH)) for _ in range(PAPER_CODES)]
        shown = tuple("-".join(each[at : at + 4] for at in range(0, PAPER_LENGTH, 4)) for each in drawn)
        return shown, tuple(self._passwords.digest(each, salt) for each in drawn)


def end_factor(writing: Writing, worker: str) -> bool:
    """The worker's second factor holds no more; whether there was one."""
    held = writing.rows(HOLDING, (worker,))
    for each in held:
        _end(writing, each)
    return bool(held)


def _end(writing: Writing, factor: Row) -> None:
    writing.update("factors", factor["id"], {"ended_at": writing.at})
    _spend_paper(writing, factor["id"])


def _spend_paper(writing: Writing, factor: str) -> None:
    for each in writing.rows("select id from recoveries where factor = ? and used_at is null", (factor,)):
        writing.update("recoveries", each["id"], {"used_at": writing.at})


def _left(writing: Writing, factor: str) -> int:
    return len(writing.rows("select 1 from recoveries where factor = ? and used_at is null", (factor,)))


def _counted(worker: str) -> str:
    """The name under which wrong codes of a worker are counted; no login looks like it."""
    return f"(second factor) {worker}"
