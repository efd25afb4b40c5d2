"""The second factor of workers, and the codes on paper that stand in for it."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0033_second_factor")
def second_factor(database: Database) -> None:
    """A worker has one that holds at most; one that was never confirmed holds nothing."""
    run(
        database,
        """
        create table factors (
          id text primary key, worker text not null references workers,
          secret text not null,              -- base32, as the app keeps it
          salt text not null,                -- hex, of the codes on paper
          made_at text not null, confirmed_at text, ended_at text,
          drift integer not null default 0,  -- half minutes by which the phone is ahead of the station
          last_step integer not null default 0  -- the newest half minute whose code was used
        ) strict;
        create unique index factors_holding on factors (worker) where confirmed_at is not null and ended_at is null;
        create index factors_of_worker on factors (worker, made_at);
        create table recoveries (
          id text primary key, factor text not null references factors,
          code text not null,                -- argon2id of the code on paper, hex
          used_at text
        ) strict;
        create index recoveries_of_factor on recoveries (factor);
        """,
    )
    for table in ("factors", "recoveries"):
        guard(database, table)
