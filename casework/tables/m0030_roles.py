"""More roles than two, what each worker cares for, and which matters concern a child."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import migrations, rebuild, run


@migrations(name="0030_roles")
def roles(database: Database) -> None:
    """Workers get more roles, villages and categories; requests and persons can concern a child."""
    rebuild(
        database,
        "workers",
        """
        create table workers (
          id text primary key, name text not null, login text not null unique, password text not null,
          role text not null check (role in ('volunteer', 'worker', 'children''s director', 'supervisor', 'county',
                                             'auditor', 'technician', 'partner')),
          duty integer not null default 0, active integer not null default 1, created_at text not null,
          villages text,                     -- a JSON list of ids; null: every village
          categories text,                   -- a JSON list; null: all
          stands_in integer not null default 0,  -- sees what colleagues in the same villages have in hand
          ends_at text                       -- access ends by itself then
        ) strict;
        """,
    )
    run(
        database,
        """
        alter table codes add column villages text;
        alter table codes add column categories text;
        alter table codes add column ends_at text;
        alter table requests add column child integer not null default 0;
        alter table persons add column child integer not null default 0;
        """,
    )
