"""Circles across villages: touchscreens of other stations that may come in, and circles that are led elsewhere."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0071_neighbours")
def neighbours(database: Database) -> None:
    """One row for each village that is asked in, and one for each circle to which this village was asked."""
    run(
        database,
        """
        create table circle_neighbours (
          id text primary key, circle text not null references circles,
          village text not null,
          secret text not null unique,       -- SHA-256 of its 128 bits
          asked_by text not null references workers, at text not null,
          came_at text,                      -- when that station opened it
          left_at text, left_by text
        ) strict;
        create index circle_neighbours_circle on circle_neighbours (circle) where left_at is null;
        create table circle_homes (
          id text primary key references circles,    -- a circle that is led in another village
          village text not null,
          address text not null,             -- of that station's door, e.g. https://10.0.0.5:8443
          secret text not null,              -- in the clear, because it is shown at that door; this file is encrypted
          authority text not null,           -- certificate (PEM) that the door has to show; empty without TLS
          at text not null
        ) strict;
        """,
    )
    for table in ("circle_neighbours", "circle_homes"):
        guard(database, table)
