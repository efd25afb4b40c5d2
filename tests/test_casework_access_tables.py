"""Files of earlier versions get the new roles without losing a row, an index or a reference."""

from __future__ import annotations

from pathlib import Path

import pytest
from old_file import old_file

from casework.connection import DatabaseError
from casework.store import Store

KEY = bytes(range(32))
WORKER = {"password": "", "role": "worker", "created_at": "2026-11-01T00:00:00.000000+00:00"}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file of version 0.1.0 with two workers, of whom one has a request."""
    path = tmp_path / "record.db"
    database = old_file(path, KEY, "0030_roles")
    for each in ("b", "a"):
        database["workers"].insert({"id": each, "name": each.upper(), "login": each, **WORKER})
    asked = {"id": "r", "status": "taken", "language": "zh", "worker": "b", "created_at": "x", "changed_at": "x"}
    database["requests"].insert(asked)
    database.conn.close()
    return path


def test_an_old_file_keeps_its_workers_in_their_order_and_what_refers_to_them(old: Path) -> None:
    with Store(old, KEY) as store, store.read() as database:
        told = list(database.query("select id, role, villages, stands_in, ends_at from workers order by rowid"))
        unscoped = {"role": "worker", "villages": None, "stands_in": 0, "ends_at": None}
        assert told == [{"id": "b", **unscoped}, {"id": "a", **unscoped}]
        assert list(database.query("select worker, child from requests")) == [{"worker": "b", "child": 0}]
        assert database.conn.execute("pragma foreign_key_check").fetchall() == []
        assert database.conn.execute("pragma integrity_check").fetchone() == ("ok",)


def test_the_rebuilt_table_takes_every_role_and_no_other_and_only_from_the_store(old: Path) -> None:
    with Store(old, KEY) as store:
        for number, role in enumerate(("volunteer", "children's director", "county", "auditor", "technician")):
            fields = {**WORKER, "name": role, "login": f"w{number}", "role": role}
            store.write("a", "b", lambda writing, fields=fields: writing.insert("workers", fields))
        with pytest.raises(Exception, match="CHECK"):
            store.write("a", "b", lambda writing: writing.update("workers", "a", {"role": "king"}))
        with pytest.raises(Exception, match="FOREIGN KEY"):
            store.write("a", "b", lambda writing: writing.update("requests", "r", {"worker": "nobody"}))
        with store.read() as database, pytest.raises(DatabaseError):
            database.conn.execute("update workers set role = 'supervisor'")
