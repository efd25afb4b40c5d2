"""Who heard the voice that is kept with an answer."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0017_consent_hearings")
def consent_hearings(database: Database) -> None:
    """Listening to somebody's yes or no is written down as listening to their request is."""
    run(
        database,
        """
        create table consent_hearings (
          id text primary key, consent text not null references consents, recording text not null,
          worker text not null references workers, at text not null
        ) strict;
        create index consent_hearings_consent on consent_hearings (consent);
        """,
    )
    guard(database, "consent_hearings")
