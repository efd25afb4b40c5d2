"""What a person sent at the screen and may take back."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0042_sendings")
def sendings(database: Database) -> None:
    """One row per thing sent, whatever it is: whose, in which visit, when, and whether it was taken back."""
    run(
        database,
        """
        create table sendings (
          id text primary key, kind text not null,
          about text not null,               -- id of the row that was sent
          person text references persons, session text,
          at text not null, taken_back_at text
        ) strict;
        create index sendings_person on sendings (person, at) where taken_back_at is null;
        create index sendings_session on sendings (session, at) where taken_back_at is null;
        create index sendings_about on sendings (kind, about);
        """,
    )
    guard(database, "sendings")
