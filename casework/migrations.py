"""Brings a record's file from any earlier state to today's tables; the steps live in ``tables``."""

from __future__ import annotations

from collections.abc import Callable

from sqlite_utils import Database

import casework.tables  # noqa: F401 - importing them registers their steps
from casework.connection import rows
from casework.errors import RowRefused
from casework.steps import migrations
from casework.tables.m0031_chain import NAME as CHAIN

JOURNAL = "journal"
INDEX = {"found", *(f"found_{each}" for each in ("data", "idx", "content", "docsize", "config"))}
"""The full-text index: kept by triggers, no truth of its own."""
OWN = {JOURNAL, "_sqlite_migrations", *INDEX}
"""Tables that nobody writes to through ``Writing.insert``."""


def migrate(database: Database, seal: Callable[[Database], None]) -> bool:
    """Bring the file to today's tables: all steps or none. Raises RowRefused when a row would belong to nothing.

    ``seal`` gives the journal of an earlier version its chain; the answer is whether it did so now.

    Foreign keys are off meanwhile, because a table that others refer to cannot be made anew with them on.
    """
    database.conn.execute("pragma foreign_keys=off")
    try:
        database.conn.execute("begin immediate")
        try:
            pending = {each.name for each in migrations.pending(database)}
            if not pending:
                return False
            migrations.apply(database)
            if CHAIN in pending:
                seal(database)
            _all_belong(database)
            database.conn.execute("commit")
            return CHAIN in pending
        finally:
            if database.conn.in_transaction:
                database.conn.execute("rollback")
    finally:
        database.conn.execute("pragma foreign_keys=on")


def _all_belong(database: Database) -> None:
    lost = rows(database.conn, "pragma foreign_key_check")
    if lost:
        told = ", ".join(sorted({f"{each['table']} → {each['parent']}" for each in lost}))
        raise RowRefused(f"after the change of the tables {len(lost)} rows would belong to nothing ({told})")


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
