"""Letters with a picture."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0054_films")
def films(database: Database) -> None:
    """A letter is a recording or a film, never both."""
    run(
        database,
        """
        create table films (
          id text primary key,               -- SHA-256 of the stored file, and its name
          letter text not null unique references letters,
          form text not null check (form in ('video/webm', 'video/mp4')),
          seconds real not null, at text not null
        ) strict;
        """,
    )
    guard(database, "films")
