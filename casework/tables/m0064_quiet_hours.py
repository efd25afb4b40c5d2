"""Hours in which nobody rings the touchscreen."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0064_quiet_hours")
def quiet_hours(database: Database) -> None:
    """One row per decision, of a place or of a person; the newest that has not ended holds."""
    run(
        database,
        """
        create table quiet_hours (
          id text primary key,
          person text references persons,    -- empty: the default of the village
          village text references villages,
          hours text not null,               -- spans with blanks between, 21:00-07:00; empty: none
          who text not null,                 -- a worker's id, or kiosk
          at text not null, ended_at text, ended_by text,
          check ((person is null) <> (village is null))
        ) strict;
        create index quiet_hours_person on quiet_hours (person) where ended_at is null;
        """,
    )
    guard(database, "quiet_hours")
