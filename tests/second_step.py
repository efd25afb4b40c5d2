"""The phone in a worker's pocket: the code that its app shows now, for tests that sign in with two steps."""

from __future__ import annotations

from casework.factors.totp import code_at, step_of
from casework.record import Record


def code_for(record: Record, login: str) -> str:
    """The next code that the station takes from this worker; the app was set up, or is being set up."""
    with record.store.read() as database:
        found = list(
            database.query(
                """select factors.* from factors join workers on workers.id = factors.worker
                   where login = ? and ended_at is null order by confirmed_at is null desc""",
                [login],
            )
        )
    return code_at(found[0]["secret"], max(step_of(record.clock()) + found[0]["drift"], found[0]["last_step"] + 1))
