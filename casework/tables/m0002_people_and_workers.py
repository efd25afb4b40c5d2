"""Villages, households, persons; workers, their codes and sign-ins."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0002_people_and_workers")
def people_and_workers(database: Database) -> None:
    """Who asks and who answers."""
    run(
        database,
        """
        create table villages (id text primary key, name text not null) strict;
        create table households (id text primary key, village text references villages, name text not null) strict;
        create table persons (
          id text primary key, village text references villages, household text references households,
          name text not null, created_at text not null
        ) strict;
        create table workers (
          id text primary key, name text not null, login text not null unique, password text not null,
          role text not null check (role in ('worker', 'supervisor')),
          duty integer not null default 0, active integer not null default 1, created_at text not null
        ) strict;
        create table codes (
          id text primary key, code text not null, role text not null, made_at text not null,
          made_by text references workers, used_at text
        ) strict;
        create table sign_ins (
          id text primary key, login text not null, worker text references workers,
          at text not null, succeeded integer not null
        ) strict;
        create index sign_ins_of_login on sign_ins (login, at);
        """,
    )
    for table in ("villages", "households", "persons", "workers", "codes", "sign_ins"):
        guard(database, table)
