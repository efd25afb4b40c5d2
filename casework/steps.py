"""What a step of the tables is made with: the list it joins, several statements at once, the guard, a rebuilding."""

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


def rebuild(database: Database, table: str, wanted: str) -> None:
    """Make a table anew as ``wanted`` says (``create table TABLE (…) strict;``), with its rows, indexes and triggers.

    For what ``alter table`` cannot do: another ``check``, a field that may be empty now. Rows keep their fields by
    name and their order; a new field is empty. Who refers to the table goes on referring to it (``migrate`` has
    foreign keys off, and looks at all of them before it commits).
    """
    told = database.query("select type, name, sql from sqlite_master where tbl_name = ? and type <> 'table'", [table])
    hanging = [each for each in told if each["sql"]]
    old = f"old_{table}"
    database.conn.execute("pragma legacy_alter_table=on")  # so that references elsewhere keep naming this table
    try:
        for each in hanging:
            database.conn.execute(f"drop {each['type']} {each['name']}")
        database.conn.execute(f"alter table {table} rename to {old}")
    finally:
        database.conn.execute("pragma legacy_alter_table=off")
    run(database, wanted)
    fields = ", ".join(f'"{each.name}"' for each in database[old].columns)
    database.conn.execute(f"insert into {table} ({fields}) select {fields} from {old} order by rowid")  # noqa: S608 - names of steps
    database.conn.execute(f"drop table {old}")
    for each in hanging:
        database.conn.execute(each["sql"])


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
