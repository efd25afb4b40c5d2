"""A file per person, as little as needed; how a household and a village are found; photographs."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0010_persons")
def persons(database: Database) -> None:
    """What workers may write down about a person, and where the house stands."""
    run(
        database,
        """
        alter table persons add column pinyin text;       -- how the name sounds: every reading, then its initials
        alter table persons add column born integer;      -- year
        alter table persons add column phone text;
        alter table persons add column reach text;        -- how else the person is reached, in a worker's words
        alter table persons add column languages text;    -- codes with spaces between, the best first
        alter table persons add column colour text;       -- the person's own token
        alter table persons add column animal text;
        alter table persons add column picture text;      -- id of a photograph
        alter table persons add column gone text;         -- moved or died; null: lives here
        alter table persons add column gone_at text;
        alter table persons add column merged_into text references persons;
        create index persons_household on persons (household);
        create index persons_village on persons (village);
        create index persons_merged on persons (merged_into) where merged_into is not null;
        alter table households add column lane text;      -- how to find the house
        alter table households add column route integer not null default 0;  -- its place on a visitor's way
        alter table villages add column way text;         -- how to get there
        alter table villages add column route integer not null default 0;
        create table pictures (
          id text primary key,               -- SHA-256 of the stored file, and its name
          person text references persons,    -- in whose file it is
          width integer not null, height integer not null,
          worker text not null references workers, at text not null
        ) strict;
        create index pictures_person on pictures (person);
        """,
    )
    guard(database, "pictures")
