"""Calls: links for relatives, and what became of every call."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0050_calls")
def calls(database: Database) -> None:
    """Who may join from a phone, and who called whom; of what was said nothing is kept."""
    run(
        database,
        """
        create table invitations (
          id text primary key, relation text not null references relations,
          secret text not null unique,       -- SHA-256 of the 128 random bits in the link
          language text not null,
          made_at text not null, made_by text not null,  -- a worker's id, or kiosk
          expires_at text not null, opened_at text,      -- when it was opened first
          revoked_at text, revoked_by text
        ) strict;
        create index invitations_relation on invitations (relation, made_at);
        create table calls (
          id text primary key,               -- the exchange's name of it
          person text references persons,    -- whose call it was, where that is known
          relation text references relations,
          kind text not null check (kind in ('duty', 'relative', 'worker', 'circle')),
          caller text not null, answered_by text,        -- keys of parties
          began_at text not null, rang real not null, lasted real not null,  -- seconds
          ending text not null,
          request text references requests   -- what a missed call became
        ) strict;
        create index calls_person on calls (person, began_at);
        """,
    )
    for table in ("invitations", "calls"):
        guard(database, table)
