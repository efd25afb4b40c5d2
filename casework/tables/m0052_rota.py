"""Who is on duty when, and when somebody shall be called back."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0052_rota")
def rota(database: Database) -> None:
    """Hours of the week by village; appointments for those whom nobody could answer."""
    run(
        database,
        """
        create table shifts (
          id text primary key, village text not null, worker text not null references workers,
          weekday integer not null check (weekday between 0 and 6),   -- Monday is 0
          starts text not null, ends text not null,                   -- HH:MM on the clock of the place
          place integer not null default 0,                           -- who is rung first
          set_by text not null, at text not null, ended_at text,
          check (starts < ends)
        ) strict;
        create index shifts_village on shifts (village, weekday) where ended_at is null;
        create table callbacks (
          id text primary key, request text not null references requests,
          due text not null,                 -- when the person stands at the screen again
          at text not null, ended_at text, called text  -- the call that was made
        ) strict;
        create index callbacks_open on callbacks (due) where ended_at is null;
        create index callbacks_request on callbacks (request);
        """,
    )
    for table in ("shifts", "callbacks"):
        guard(database, table)
