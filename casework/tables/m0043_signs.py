"""Three pictures by which a person is known who wants no card, and every try to show them."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0043_signs")
def signs(database: Database) -> None:
    """Who chose pictures (of which three, only an argon2id hash), and the tries, right and wrong."""
    run(
        database,
        """
        create table signs (
          id text primary key, person text not null references persons,
          secret text not null,              -- argon2id of the three names in alphabetical order
          made_at text not null, made_by text not null references workers,
          ended_at text, ended_by text references workers
        ) strict;
        create index signs_of_person on signs (person, ended_at);
        create table sign_tries (
          id text primary key, colour text not null, animal text not null,
          person text references persons,    -- whom they showed; empty: nobody
          at text not null
        ) strict;
        create index sign_tries_at on sign_tries (at);
        """,
    )
    for table in ("signs", "sign_tries"):
        guard(database, table)
