"""Brings a record's file from any earlier state to today's tables; the steps live in ``tables``."""

from __future__ import annotations

from sqlite_utils import Database

import casework.tables  # noqa: F401 - importing them registers their steps
from casework.connection import rows
from casework.steps import migrations

JOURNAL = "journal"
OWN = {JOURNAL, "_sqlite_migrations"}
"""Tables that nobody writes to through ``Writing.insert``."""


def migrate(database: Database) -> None:
    """Bring the file to today's tables: all steps or none."""
    database.conn.execute("begin immediate")
    try:
        migrations.apply(database)
    except BaseException:
        if database.conn.in_transaction:
            database.conn.execute("rollback")
        raise
    database.conn.execute("commit")


def columns_of(database: Database) -> dict[str, frozenset[str]]:
    """Every table that may be written to, with its fields."""
    found = rows(database.conn, "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
    return {
        each["name"]: frozenset(
            field["name"] for field in rows(database.conn, "select name from pragma_table_info(?)", (each["name"],))
        )
        for each in found
        if each["name"] not in OWN
    }
