"""What was understood, per way of answering."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0004_turns")
def turns(database: Database) -> None:
    """Whether people were understood, per way of answering; nothing of what they said."""
    run(
        database,
        """
        create table turns (
          id text primary key, at text not null, language text not null, screen text not null,
          mode text not null check (mode in ('touch', 'digit', 'speech')), outcome text not null
        ) strict;
        create index turns_at on turns (at);
        """,
    )
    guard(database, "turns")
