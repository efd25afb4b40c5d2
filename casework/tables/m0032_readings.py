"""Who opened whose file."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0032_readings")
def readings(database: Database) -> None:
    """Opening a file is written down too: of a request or of a person, once an hour for each who reads."""
    run(
        database,
        """
        create table readings (
          id text primary key, worker text not null references workers,
          request text references requests, person text references persons,
          at text not null
        ) strict;
        create index readings_of_request on readings (request, worker, at);
        create index readings_of_person on readings (person, worker, at);
        """,
    )
    guard(database, "readings")
