"""The workers: enrolling by a one-time code, signing in, who is on duty; web sessions are not known here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import BoundedSemaphore

from casework.access.acts import MANAGE_WORKERS
from casework.access.matrix import MAY
from casework.access.roles import ROLES, SUPERVISOR, WORKER
from casework.clock import Clock, as_time_or_none
from casework.connection import Row
from casework.errors import (
    BadEnrolment,
    CodeRefused,
    LockedOut,
    LoginTaken,
    NoSuchWorker,
    NotASupervisor,
    SignInRefused,
    UnknownWord,
)
from casework.history import STATION
from casework.passwords import Passwords, as_typed, new_code
from casework.settings import RecordSettings
from casework.store import Store
from casework.tries import Tries
from casework.writing import Writing

ENROLLING = "(enrolling)"
"""Stands for a login where wrong codes are counted."""
AT_ONCE = BoundedSemaphore(4)
"""Each check takes 64 MiB; more at once would only fill the memory of a small machine."""


@dataclass(frozen=True)
class Worker:
    """Somebody who answers requests."""

    id: str
    name: str
    login: str
    role: str
    """One of ``access.roles``."""
    duty: bool
    """Whether receipts name this one."""
    active: bool
    """Whether access has not been ended."""
    villages: tuple[str, ...] | None = None
    """Ids of the villages this one cares for; None: every village."""
    categories: tuple[str, ...] | None = None
    """Categories this one cares for; None: all."""
    stands_in: bool = False
    """Whether this one also sees what colleagues in the same villages have in hand."""
    ends_at: datetime | None = None
    """When access ends by itself."""
    since: datetime | None = None
    """When this one joined."""


class Workers:
    """The workers of this station."""

    def __init__(self, store: Store, settings: RecordSettings, clock: Clock) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock
        self._passwords = Passwords(settings.password_cost)
        self._tries = Tries(store, settings, clock)

    def first_code(self) -> str | None:
        """A new one-time code for the first worker, to be shown once; None when somebody active is enrolled.

        A first code made earlier and not used holds no longer.
        """
        code = new_code()
        hashed = self._passwords.hash(as_typed(code))

        def work(writing: Writing) -> bool:
            if writing.rows(ANYBODY):
                return False
            for each in writing.rows("select id from codes where used_at is null"):
                writing.update("codes", each["id"], {"used_at": writing.at})
            writing.insert("codes", {"code": hashed, "role": SUPERVISOR, "made_at": writing.at})
            return True

        return code if self._store.write(STATION, "first code made", work) else None

    def invite(self, supervisor: str, role: str = WORKER) -> str:
        """A one-time code for one more worker, to be shown once. Raises NotASupervisor, NoSuchWorker, UnknownWord."""
        inviting = self.get(supervisor)
        if not (inviting.active and MANAGE_WORKERS in MAY[inviting.role]):
            raise NotASupervisor(inviting.name)
        if role not in ROLES:
            raise UnknownWord("role", role, ROLES)
        code = new_code()
        fields = {"code": self._passwords.hash(as_typed(code)), "role": role, "made_by": supervisor}
        self._store.write(
            supervisor, "invited", lambda writing: writing.insert("codes", {**fields, "made_at": writing.at})
        )
        return code

    def enrol(self, code: str, name: str, login: str, password: str) -> Worker:
        """Somebody joins with a one-time code; the first one supervises and is on duty.

        Raises CodeRefused, LockedOut, LoginTaken, and BadEnrolment with everything wrong about name, login, password.
        """
        who, login = name.strip(), _plain(login)
        self._check(who, login, password)
        self._tries.refuse_locked(ENROLLING)
        with self._store.read() as database:
            open_codes = list(database.query("select * from codes where used_at is null"))
        with AT_ONCE:
            fitting = next((each for each in open_codes if self._passwords.fits(each["code"], as_typed(code))), None)
            hashed = self._passwords.hash(password)
        if fitting is None:
            self._tried(ENROLLING, None, succeeded=False)
            raise CodeRefused

        def work(writing: Writing) -> str:
            kept = writing.row("codes", fitting["id"])
            if kept is None or kept["used_at"] is not None:
                raise CodeRefused
            if writing.rows("select 1 from workers where login = ?", (login,)):
                raise LoginTaken(login)
            first = not writing.rows(ANYBODY)
            fields = {"name": who, "login": login, "password": hashed, "role": kept["role"], "duty": int(first)}
            worker = writing.insert("workers", {**fields, "active": 1, "created_at": writing.at})
            writing.update("codes", kept["id"], {"used_at": writing.at})
            return worker

        return self.get(self._store.write(STATION, "enrolled", work))

    def sign_in(self, login: str, password: str) -> Worker:
        """The worker, when login and password belong together. Raises SignInRefused, LockedOut."""
        login = _plain(login)
        self._tries.refuse_locked(login)
        with self._store.read() as database:
            found = list(database.query("select * from workers where login = ? and active = 1", [login]))
        row = found[0] if found and self._worker(found[0]).active else None
        with AT_ONCE:
            fits = self._passwords.fits(row["password"] if row else None, password)
        if row is None or not fits:
            self._tried(login, row, succeeded=False)
            raise SignInRefused
        self._tried(login, row, succeeded=True)
        if self._passwords.is_old(row["password"]):
            renewed = {"password": self._passwords.hash(password)}
            self._store.write(
                row["id"], "password kept anew", lambda writing: writing.update("workers", row["id"], renewed)
            )
        return self._worker(row)

    def check_password(self, worker: str, password: str) -> None:
        """Whether it is this worker's, before what matters. Raises SignInRefused, LockedOut, NoSuchWorker."""
        self.sign_in(self.get(worker).login, password)

    def change_password(self, worker: str, password: str, fresh: str) -> None:
        """From now on ``fresh`` opens the panel. Raises SignInRefused, LockedOut, BadEnrolment, NoSuchWorker."""
        known = self.get(worker)
        self._check(known.name, known.login, fresh)
        self.check_password(worker, password)
        with AT_ONCE:
            hashed = self._passwords.hash(fresh)
        self._store.write(
            worker, "password changed", lambda writing: writing.update("workers", worker, {"password": hashed})
        )

    def get(self, worker: str) -> Worker:
        """Raises NoSuchWorker."""
        with self._store.read() as database:
            found = list(database.query("select * from workers where id = ?", [worker]))
        if not found:
            raise NoSuchWorker(worker)
        return self._worker(found[0])

    def all(self) -> Sequence[Worker]:
        """Everybody, by name."""
        with self._store.read() as database:
            return [self._worker(each) for each in database.query("select * from workers order by name, id")]

    def any(self) -> bool:
        """Whether anybody who may sign in is enrolled."""
        with self._store.read() as database:
            return bool(list(database.query(ANYBODY)))

    @property
    def password_length(self) -> int:
        """Fewest characters of a password."""
        return self._settings.password_length

    def set_duty(self, worker: str, by: str) -> None:
        """From now on receipts name this one. ``by``: id of who decided. Raises NoSuchWorker."""

        def work(writing: Writing) -> None:
            if writing.row("workers", worker) is None:
                raise NoSuchWorker(worker)
            for each in writing.rows("select id from workers"):
                writing.update("workers", each["id"], {"duty": int(each["id"] == worker)})

        self._store.write(by, "duty changed", work)

    def _worker(self, row: Row) -> Worker:
        ends_at = as_time_or_none(row["ends_at"])
        return Worker(
            **{each: row[each] for each in ("id", "name", "login", "role")},
            duty=bool(row["duty"]),
            active=bool(row["active"]) and (ends_at is None or ends_at > self._clock()),
            villages=None if row["villages"] is None else tuple(json.loads(row["villages"])),
            categories=None if row["categories"] is None else tuple(json.loads(row["categories"])),
            stands_in=bool(row["stands_in"]),
            ends_at=ends_at,
            since=as_time_or_none(row["created_at"]),
        )

    def _check(self, name: str, login: str, password: str) -> None:
        mistakes = []
        if not name:
            mistakes.append("a name is needed")
        if not login or login == ENROLLING:
            mistakes.append("a login is needed")
        if len(password) < self._settings.password_length:
            mistakes.append(f"the password needs at least {self._settings.password_length} characters")
        if len(password) > 1000:
            mistakes.append("the password is longer than 1000 characters")
        if mistakes:
            raise BadEnrolment(mistakes)

    def _tried(self, login: str, row: Row | None, succeeded: bool) -> None:
        """Write a try down; when others locked the login meanwhile, even a right one is refused."""
        worker = row["id"] if row else None
        locked = self._store.write(
            STATION,
            "signed in" if succeeded else "sign-in refused",
            lambda writing: self._tries.note(writing, login, worker, succeeded),
        )
        if locked is not None:
            raise LockedOut(locked)


ANYBODY = "select 1 from workers where active = 1 and password <> '' limit 1"
"""Whoever is in the demonstration village has no password and is nobody who could sign in."""


def _plain(login: str) -> str:
    return login.strip().casefold()
