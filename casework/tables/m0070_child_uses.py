"""How long a child used the screen for letters and circles; calls stand in their own book."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0070_child_uses")
def child_uses(database: Database) -> None:
    """One row for each letter that a child spoke or heard, and each stay in a circle."""
    run(
        database,
        """
        create table child_uses (
          id text primary key, person text not null references persons,
          what text not null check (what in ('letter', 'circle')),
          seconds real not null, at text not null  -- when it ended
        ) strict;
        create index child_uses_person on child_uses (person, at);
        """,
    )
    guard(database, "child_uses")
