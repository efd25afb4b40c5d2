"""A recording may belong to something other than a request; files of version 0.1.0 keep all they had."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest
from sqlite_utils import Database

import casework.migrations as steps
from casework.belonging import attach, belonging_to, detach
from casework.check import check
from casework.connection import open_to_write
from casework.errors import NothingToBelongTo, RowRefused
from casework.record import Record
from casework.steps import migrations
from casework.store import Store
from casework.workers import Worker
from casework.writing import Writing

SOUND = b"\x01\x00" * 16000
OLD = "0006_voice"
"""The last step of version 0.1.0."""


def replied(record: Record, worker: Worker) -> tuple[str, str]:
    draft = record.requests.draft("zh", "lonely")
    record.requests.submit(draft)
    return draft, record.reply(draft, worker.id, "明天来看您")


def test_a_recording_belongs_to_a_reply(record: Record, li_na: Worker) -> None:
    _, reply = replied(record, li_na)
    kept = record.recordings.about(record.recordings.keep(SOUND, kind="reply"))
    for _ in range(2):
        record.store.write(li_na.id, "replied", lambda writing: attach(writing, kept, "replies", reply, "reply"))
    with record.store.read() as database:
        (found,) = belonging_to(database, "replies", reply)
    assert (found.hash, found.kind, found.seconds) == (kept.hash, "reply", 1.0)
    record.purge()
    assert record.recordings.exists(kept.hash)
    assert check(record) == []


def test_a_recording_belongs_to_one_thing_and_to_something(record: Record, li_na: Worker) -> None:
    request, reply = replied(record, li_na)
    kept = record.recordings.about(record.recordings.keep(SOUND))

    def nowhere(writing: Writing) -> None:
        attach(writing, kept, "replies", "gone", "reply")

    with pytest.raises(NothingToBelongTo):
        record.store.write(li_na.id, "replied", nowhere)
    for fields in ({}, {"request": request, "about_table": "replies", "about": reply}, {"about": reply}):
        told = {"id": kept.hash, "kind": "reply", "seconds": 1.0, "at": "now", **fields}
        with pytest.raises(RowRefused):
            record.store.write(li_na.id, "x", lambda writing, told=told: writing.insert("recordings", told))


def test_a_recording_that_is_taken_off_leaves_no_row(record: Record, li_na: Worker) -> None:
    _, reply = replied(record, li_na)
    kept = record.recordings.about(record.recordings.keep(SOUND))
    record.store.write(li_na.id, "replied", lambda writing: attach(writing, kept, "replies", reply, "reply"))
    assert record.store.write(li_na.id, "x", lambda writing: detach(writing, "replies", reply)) == [kept.hash]
    with record.store.read() as database:
        assert belonging_to(database, "replies", reply) == ()


def old_file(path: Path, key: bytes) -> None:
    """A record as version 0.1.0 left it: one request with a recording and a reply, journaled."""
    connection = open_to_write(path, key)
    database = Database(connection)
    names = [each.name for each in migrations.pending(database)]
    connection.execute("begin immediate")
    migrations.apply(database, stop_before=names[names.index(OLD) + 1])
    connection.execute("commit")
    connection.create_function("the_store_writes", 0, lambda: 2)
    for sql in (
        """insert into requests (id, status, language, category, number, urgency, created_at, changed_at)
           values ('r', 'new', 'zh', 'ill', '1234', 3, 'a', 'a')""",
        "insert into recordings values ('h', 'r', 'description', 2.5, 'a')",
        "insert into workers values ('w', '李娜', 'lina', 'x', 'worker', 1, 1, 'a')",
        "insert into replies values ('p', 'r', 'w', '好的', 'a')",
    ):
        connection.execute(sql)
    connection.close()


def test_a_file_of_an_earlier_version_keeps_rows_indexes_guards_and_references(tmp_path: Path) -> None:
    path, key = tmp_path / "record.db", secrets.token_bytes(32)
    old_file(path, key)
    with Store(path, key) as store, store.read() as database:
        row = next(iter(database.query("select * from recordings")))
        assert {**row} == {"id": "h", "request": "r", "kind": "description", "seconds": 2.5, "at": "a"} | {
            "about_table": None,
            "about": None,
        }
        hanging = database.query("select name from sqlite_master where tbl_name = 'recordings'")
        told = {each["name"] for each in hanging}
        assert {"recordings_request", "recordings_about", "recordings_insert", "recordings_delete"} <= told
        assert not list(database.query("select name from sqlite_master where name like 'old_%'"))
        assert database.conn.execute("pragma foreign_key_check").fetchall() == []
        tables = {each["sql"] for each in database.query("select sql from sqlite_master where type = 'table'")}
        assert not [each for each in tables if " old_" in each or '"old_' in each]
    with Store(path, key) as store:
        with pytest.raises(RowRefused):  # foreign keys are on again
            store.write("w", "x", lambda writing: writing.update("recordings", "h", {"request": "nobody"}))
        store.write("w", "x", lambda writing: writing.update("recordings", "h", {"kind": "name"}))


def test_a_step_that_loses_what_others_belong_to_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, key = tmp_path / "record.db", secrets.token_bytes(32)
    old_file(path, key)

    def careless(database: Database) -> None:
        database.conn.execute("drop table requests")
        database.conn.execute("create table requests (id text primary key)")

    broken = type(migrations)("casework")
    broken._migrations = [*migrations._migrations, broken._Migration("careless", careless)]
    monkeypatch.setattr(steps, "migrations", broken)
    with pytest.raises(RowRefused):
        Store(path, key)
    monkeypatch.undo()
    with Store(path, key) as store, store.read() as database:
        assert [each["id"] for each in database.query("select id from requests")] == ["r"]
