"""Finding quickly which requests are missed calls."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import migrations, run


@migrations(name="0051_missed")
def missed(database: Database) -> None:
    """The queue asks for every row whether it is one."""
    run(database, "create index calls_request on calls (request) where request is not null;")
