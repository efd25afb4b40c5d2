"""A lost second factor is taken away by two people."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0034_resets")
def resets(database: Database) -> None:
    """Who wants whose second factor taken away, why, and who else agreed."""
    run(
        database,
        """
        create table resets (
          id text primary key, worker text not null references workers,
          asked_by text not null references workers, reason text not null,
          at text not null, until text not null,
          decided_by text references workers, decided_at text, agreed integer not null default 0
        ) strict;
        create index resets_of_worker on resets (worker, at);
        """,
    )
    guard(database, "resets")
