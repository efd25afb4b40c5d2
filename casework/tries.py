"""Wrong tries in a row and the lock that follows; for names and passwords, codes, second factors alike."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from casework.clock import Clock, as_time
from casework.connection import Row
from casework.errors import LockedOut
from casework.settings import RecordSettings
from casework.store import Store
from casework.writing import Writing

FAILURES = "select at, succeeded from sign_ins where login = ? order by at desc, rowid desc limit 20"


class Tries:
    """Counts tries under a name; only a digest of the name is kept."""

    def __init__(self, store: Store, settings: RecordSettings, clock: Clock) -> None:
        self._store, self._settings, self._clock = store, settings, clock

    def refuse_locked(self, name: str) -> None:
        """Raises LockedOut."""
        with self._store.read() as database:
            until = self._locked_until(list(database.query(FAILURES, [_digest(name)])))
        if until is not None:
            raise LockedOut(until)

    def note(self, writing: Writing, name: str, worker: str | None, succeeded: bool) -> datetime | None:
        """Write a try down; until when the name is locked, when others locked it meanwhile: then nothing counts."""
        until = self._locked_until(writing.rows(FAILURES, (_digest(name),)))
        if until is None:
            fields = {"login": _digest(name), "worker": worker, "succeeded": int(succeeded)}
            writing.insert("sign_ins", {**fields, "at": writing.at})
        return until

    def _locked_until(self, tries: Sequence[Row]) -> datetime | None:
        return locked_until(
            [(as_time(each["at"]), bool(each["succeeded"])) for each in tries],
            self._clock(),
            self._settings.failures,
            timedelta(minutes=self._settings.lock_minutes),
        )


def locked_until(
    newest_first: Sequence[tuple[datetime, bool]], now: datetime, failures: int, locked: timedelta
) -> datetime | None:
    """Until when a name is locked: after ``failures`` wrong tries in a row, for ``locked`` after the last of them.

    When the lock is over, counting begins again.
    """
    in_a_row: list[datetime] = []
    for at, succeeded in reversed(newest_first):
        if succeeded or (len(in_a_row) >= failures and at >= in_a_row[-1] + locked):
            in_a_row = []
        if not succeeded:
            in_a_row.append(at)
    if len(in_a_row) < failures:
        return None
    until = in_a_row[-1] + locked
    return until if now < until else None


def _digest(name: str) -> str:
    """Tries are kept under this: people sometimes type their password where the login belongs."""
    return hashlib.sha256(name.encode()).hexdigest()
