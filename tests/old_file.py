"""A record as an earlier version left it: its tables up to some step, and whatever rows a test puts there."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database

import casework.tables  # noqa: F401 - registers the steps
from casework.connection import open_to_write
from casework.steps import migrations


def old_file(path: Path, key: bytes, before: str) -> Database:
    """The file with every step before that one; the caller fills and closes it (``database.conn.close()``)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    database = Database(open_to_write(path, key))
    database.conn.create_function("the_store_writes", 0, lambda: 2)
    migrations.apply(database, stop_before=before)
    return database
