"""Who matters to a person, and what is special in their life."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0011_relations")
def relations(database: Database) -> None:
    """People around the person, with or without a file of their own; circumstances by category."""
    run(
        database,
        """
        create table relations (
          id text primary key, person text not null references persons,
          kind text not null,                -- what the other one is to the person
          name text not null, phone text, picture text,
          other text references persons,     -- the other one's own file
          may_call integer not null default 0,  -- the kiosk may offer this face to be called
          place integer not null default 0,  -- who comes first
          note text,
          worker text not null references workers, at text not null, ended_at text
        ) strict;
        create index relations_person on relations (person);
        create index relations_other on relations (other);
        create table circumstances (
          id text primary key, person text not null references persons,
          kind text not null, since text,    -- a day, a month or a year, as far as it is known
          note text,
          worker text not null references workers, at text not null, ended_at text
        ) strict;
        create index circumstances_person on circumstances (person);
        create unique index circumstances_once on circumstances (person, kind) where ended_at is null;
        """,
    )
    for table in ("relations", "circumstances"):
        guard(database, table)
