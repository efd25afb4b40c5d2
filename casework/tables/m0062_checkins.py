"""Who wants to be asked how they are, what was heard, and silences that became a request."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0062_checkins")
def checkins(database: Database) -> None:
    """A wish begins and ends; every sign is a row; a silence names the request that somebody was given."""
    run(
        database,
        """
        create table checkin_wishes (
          id text primary key, person text not null references persons,
          rhythm text not null check (rhythm in ('daily', 'weekly')),
          hour text not null,                -- HH:MM at the place: by then something was to be heard
          asked_how text not null,           -- touch, digit, speech at the kiosk; face: with a worker
          worker text references workers,    -- who wrote it down with the person; empty: the person at the kiosk
          at text not null, ended_at text, ended_by text  -- a worker's id, or kiosk
        ) strict;
        create index checkin_wishes_person on checkin_wishes (person) where ended_at is null;
        create table checkins (
          id text primary key, person text not null references persons,
          answer text not null check (answer in ('well', 'so_so', 'unwell', 'skipped', 'seen')),
          request text,                      -- begun because somebody was not well; may have been thrown away unsent
          at text not null
        ) strict;
        create index checkins_person on checkins (person, at);
        create index checkins_request on checkins (request) where request is not null;
        create table checkin_silences (
          id text primary key, person text not null references persons,
          wish text not null references checkin_wishes,
          request text not null references requests,
          since text not null,               -- the last sign
          at text not null, heard_at text    -- when the person was heard again
        ) strict;
        create index checkin_silences_person on checkin_silences (person, at);
        create index checkin_silences_request on checkin_silences (request);
        """,
    )
    for table in ("checkin_wishes", "checkins", "checkin_silences"):
        guard(database, table)
