"""Recordings that belong to something other than a request."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import migrations, rebuild


@migrations(name="0020_recordings_about")
def recordings_about(database: Database) -> None:
    """A recording belongs to a request or to one row of another table: a reply, a consent, a letter."""
    rebuild(
        database,
        "recordings",
        """
        create table recordings (
          id text primary key,               -- SHA-256 of the stored file, and its name
          request text references requests, kind text not null, seconds real not null, at text not null,
          about_table text, about text,      -- when it belongs to no request: the table and the row
          check ((request is null) = (about is not null) and (about is null) = (about_table is null))
        ) strict;
        create index recordings_about on recordings (about_table, about) where about is not null;
        """,
    )
