"""What a step of the tables is made with: the list it joins, several statements at once, the guard."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("casework")
"""Applied steps are kept in the table ``_sqlite_migrations``; each runs once, inside the opener's transaction."""


def guard(database: Database, table: str) -> None:
    """Refuse every change that does not come through the store.

    ``the_store_writes()`` exists on the writer's connection only, so elsewhere the trigger itself fails.
    """
    for event, least in (("insert", 1), ("update", 1), ("delete", 2)):
        run(
            database,
            f"""create trigger {table}_{event} before {event} on {table} when the_store_writes() < {least}
                begin select raise(abort, 'only casework.store writes here'); end;""",
        )


def run(database: Database, script: str) -> None:
    """Several statements inside the transaction that is open (``executescript`` would commit it first)."""
    statement = ""
    for line in script.splitlines():
        statement += line.split("--")[0] + "\n"
        if _is_whole(statement):
            database.conn.execute(statement)
            statement = ""


def _is_whole(statement: str) -> bool:
    told = statement.strip().lower()
    return told.endswith("end;") if told.startswith("create trigger") else told.endswith(";")
