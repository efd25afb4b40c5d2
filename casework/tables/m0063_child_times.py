"""When a child calls the people it may call, and who agreed to it."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0063_child_times")
def child_times(database: Database) -> None:
    """Times, and a row for each answer to them: the guardian's and the child's own."""
    run(
        database,
        """
        create table child_times (
          id text primary key, person text not null references persons,
          days text not null,                -- figures of the weekdays, Monday is 0
          starts text not null, ends text not null,  -- HH:MM at the place
          minutes integer not null check (minutes between 5 and 180),  -- a day
          worker text not null references workers,
          at text not null, ended_at text, ended_by text references workers
        ) strict;
        create index child_times_person on child_times (person) where ended_at is null;
        create table child_times_said (
          id text primary key, times text not null references child_times,
          person text not null references persons,
          giver text not null check (giver in ('guardian', 'self')),
          name text not null,                -- of the guardian; empty: the child
          answer integer not null, asked_how text not null,
          worker text references workers,    -- who wrote it down; empty: the child at the kiosk
          at text not null
        ) strict;
        create index child_times_said_times on child_times_said (times);
        """,
    )
    for table in ("child_times", "child_times_said"):
        guard(database, table)
