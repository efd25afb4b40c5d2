"""Who heard which recording."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0005_listenings")
def listenings(database: Database) -> None:
    """Which worker heard which recording, and when: reading is told in the history too."""
    run(
        database,
        """
        create table listenings (
          id text primary key, request text not null references requests, recording text not null,
          worker text not null references workers, at text not null
        ) strict;
        create index listenings_request on listenings (request);
        """,
    )
    guard(database, "listenings")
