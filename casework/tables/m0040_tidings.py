"""What a person is to be told at the next visit."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0040_tidings")
def tidings(database: Database) -> None:
    """One row per thing to be told to one person; told once, then kept as told."""
    run(
        database,
        """
        create table tidings (
          id text primary key, person text not null references persons,
          kind text not null,
          about text not null,               -- id of the row that it is about
          at text not null, told_at text, told_how text
        ) strict;
        create unique index tidings_untold on tidings (person, kind, about) where told_at is null;
        """,
    )
    guard(database, "tidings")
