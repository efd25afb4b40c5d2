"""Cards by which a person is known without reading."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0041_cards")
def cards(database: Database) -> None:
    """Who holds which card; of the secret on it only a hash."""
    run(
        database,
        """
        create table cards (
          id text primary key, person text not null references persons,
          secret text not null unique,       -- SHA-256 of the 128 random bits on the card
          number text not null,              -- printed large, to speak about the card; it opens nothing
          made_at text not null, made_by text not null references workers,
          ended_at text, ended_by text references workers,
          ended_why text check (ended_why in ('lost', 'replaced', 'unwanted'))
        ) strict;
        create unique index cards_of_person on cards (person) where ended_at is null;
        create unique index cards_number on cards (number) where ended_at is null;
        create index cards_of_anybody on cards (person, made_at);
        """,
    )
    guard(database, "cards")
