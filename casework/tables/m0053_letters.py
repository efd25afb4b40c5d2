"""Voice letters between a person and a relative."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0053_letters")
def letters(database: Database) -> None:
    """One row per letter; its sound is a recording that belongs to it."""
    run(
        database,
        """
        create table letters (
          id text primary key,
          person text not null references persons, relation text not null references relations,
          way text not null check (way in ('out', 'in')),  -- from the person at the kiosk, or to them
          begun_at text not null,
          kept_at text,                      -- sent by the person, or arrived here; until then it is a draft
          heard_at text,                     -- when it was played to the other one first
          taken_back_at text                 -- its sound is gone by then
        ) strict;
        create index letters_person on letters (person, kept_at);
        create index letters_relation on letters (relation, kept_at);
        """,
    )
    guard(database, "letters")
