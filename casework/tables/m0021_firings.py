"""What happened by the clock."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0021_firings")
def firings(database: Database) -> None:
    """Which duties fired, each under a key that is unique for ever: nothing happens twice, whatever restarts."""
    run(
        database,
        """
        create table firings (
          id text primary key,               -- the key
          duty text not null, request text references requests, about_table text, about text,
          due text not null, at text not null
        ) strict;
        create index firings_request on firings (request) where request is not null;
        create index firings_at on firings (at);
        """,
    )
    guard(database, "firings")
