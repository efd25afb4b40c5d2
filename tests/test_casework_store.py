"""One way to write: whole, journaled, on the disk before it returns, refused to everybody else."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from casework.check import check
from casework.connection import DatabaseError, open_to_read, open_to_write
from casework.errors import (
    NoSuchRow,
    RecordBusy,
    RecordClosed,
    RecordFull,
    RowRefused,
    UnknownColumn,
    UnknownTable,
    WritingInsideWriting,
    WrongKey,
)
from casework.key import read_key
from casework.record import Record
from casework.settings import RecordSettings
from casework.store import Store
from casework.writing import Writing

HERE = Path(__file__).parent.parent


def person(writing: Writing, name: str, **more: str) -> str:
    return writing.insert("persons", {"name": name, "created_at": writing.at, **more})


def names(store: Store) -> list[str]:
    with store.read() as database:
        return [each["name"] for each in database.query("select name from persons order by rowid")]


def in_child(code: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)],
        cwd=HERE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_every_write_changes_the_table_and_tells_the_journal(record: Record) -> None:
    row = record.store.write("li-na", "person added", lambda writing: person(writing, "王奶奶"))
    record.store.write("li-na", "renamed", lambda writing: writing.update("persons", row, {"name": "王秀英"}))

    with record.store.read() as database:
        told = list(database.query("select * from journal where \"table\" = 'persons' order by id"))
    assert [(each["who"], each["why"], each["action"], each["row"]) for each in told] == [
        ("li-na", "person added", "insert", row),
        ("li-na", "renamed", "update", row),
    ]
    assert told[1]["fields"] == '{"name": ["王奶奶", "王秀英"]}'
    assert told[1]["station"] == "village-1"
    assert told[1]["sequence"] == told[0]["sequence"] + 1
    assert told[0]["work"] != told[1]["work"]
    assert names(record.store) == ["王秀英"]


def test_an_update_that_changes_nothing_is_not_journaled(record: Record) -> None:
    row = record.store.write("a", "b", lambda writing: person(writing, "王奶奶"))
    before = record.version()
    with record.store.read() as database:
        entries = database["journal"].count
    record.store.write("a", "b", lambda writing: writing.update("persons", row, {"name": "王奶奶"}))
    with record.store.read() as database:
        assert database["journal"].count == entries
    assert record.version() == before


def test_a_piece_of_work_that_fails_leaves_nothing_and_hurts_nobody_else(record: Record) -> None:
    started = threading.Event()
    go_on = threading.Event()

    def slow(writing: Writing) -> str:
        started.set()
        go_on.wait(10)
        return person(writing, "slow")

    def failing(writing: Writing) -> None:
        person(writing, "half")
        raise ZeroDivisionError

    first = record.store.write_later("a", "b", slow)
    started.wait(10)  # so that the next three are committed together
    good = record.store.write_later("a", "b", lambda writing: person(writing, "good"))
    bad = record.store.write_later("a", "b", failing)
    last = record.store.write_later("a", "b", lambda writing: person(writing, "last"))
    go_on.set()

    assert first.result(10)
    assert good.result(10)
    assert last.result(10)
    with pytest.raises(ZeroDivisionError):
        bad.result(10)
    assert names(record.store) == ["slow", "good", "last"]
    assert check(record) == []


def test_the_writer_outlives_whatever_a_piece_of_work_does(record: Record) -> None:
    def leave(_: Writing) -> None:
        raise SystemExit

    go_on = threading.Event()
    waiting = record.store.write_later("a", "b", lambda _: go_on.wait(10))
    given_up = record.store.write_later("a", "b", lambda writing: person(writing, "given up"))
    assert given_up.cancel()
    go_on.set()
    assert waiting.result(10)
    with pytest.raises(SystemExit):
        record.store.write("a", "b", leave)
    record.store.write("a", "b", lambda writing: person(writing, "kept"))
    assert names(record.store) == ["kept"]


def test_a_record_that_is_held_for_too_long_is_busy_and_then_goes_on(
    record_settings: RecordSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casework.connection.WAIT", 0.2)
    with Record.open(record_settings) as record:
        other = open_to_write(record_settings.path, read_key(record_settings.key_file))
        other.execute("begin immediate")
        with pytest.raises(RecordBusy):
            record.store.write("a", "b", lambda writing: person(writing, "x"))
        other.execute("rollback")
        other.close()
        record.store.write("a", "b", lambda writing: person(writing, "y"))
        assert names(record.store) == ["y"]


def test_a_misspelt_table_or_field_is_told_and_never_made(record: Record) -> None:
    with pytest.raises(UnknownTable, match=r"no table 'person' to write to; there are: .*persons"):
        record.store.write("a", "b", lambda writing: writing.insert("person", {"name": "x"}))
    with pytest.raises(UnknownColumn, match=r"persons has no field nmae; there are: .*name"):
        record.store.write("a", "b", lambda writing: writing.insert("persons", {"nmae": "x"}))
    with pytest.raises(NoSuchRow):
        record.store.write("a", "b", lambda writing: writing.update("persons", "nobody", {"name": "x"}))
    with pytest.raises(UnknownTable):
        record.store.write("a", "b", lambda writing: writing.insert("journal", {"who": "me"}))
    with record.store.read() as database:
        assert "person" not in database.table_names()


def test_rules_of_the_tables_are_told_as_such(record: Record) -> None:
    with pytest.raises(RowRefused, match="FOREIGN KEY"):
        record.store.write("a", "b", lambda writing: person(writing, "x", village="nowhere"))
    with pytest.raises(RowRefused, match="NOT NULL"):
        record.store.write("a", "b", lambda writing: writing.insert("persons", {"name": "x"}))


@pytest.mark.parametrize(
    "statement",
    [
        "insert into persons (id, name, created_at) values ('x', 'x', 'x')",
        "update persons set name = 'x'",
        "delete from persons",
        "update journal set who = 'x'",
        "delete from journal",
        'insert into journal (station, sequence, work, at, who, why, action, "table", "row", fields)'
        " values ('x', 99, 'x', 'x', 'x', 'x', 'insert', 'x', 'x', '{}')",
    ],
)
def test_nobody_writes_around_the_store(record: Record, record_settings: RecordSettings, statement: str) -> None:
    record.store.write("a", "b", lambda writing: person(writing, "王奶奶"))
    key = read_key(record_settings.key_file)
    around = open_to_write(record_settings.path, key)
    reader = open_to_read(record_settings.path, key)
    with pytest.raises(DatabaseError):
        around.execute(statement)
    with pytest.raises(DatabaseError):
        reader.execute(statement)
    with pytest.raises(RowRefused):  # nor from inside a write, around insert and update
        record.store.write("a", "b", lambda writing: writing.rows(statement))
    around.close()
    reader.close()
    assert names(record.store) == ["王奶奶"]
    assert check(record) == []


def test_only_one_file_knows_the_database_library_and_only_one_sends_changes() -> None:
    changing = ("insert into", "update {", "delete from", ".upsert(", ".insert_all(", "executemany", "executescript")
    for path in (HERE / "casework").rglob("*.py"):
        told = path.read_text("utf-8").lower()
        assert ("import sqlcipher3" in told) == (path.name == "connection.py"), path
        if path.name not in ("writing.py", "steps.py") and path.parent.name != "tables":
            assert not [each for each in changing if each in told], path
    for app in ("kiosk", "admin", "station"):
        for path in (HERE / app).rglob("*.py"):
            assert "sqlcipher3" not in path.read_text("utf-8"), path


def test_a_write_returns_after_the_commit_and_not_before(record: Record, record_settings: RecordSettings) -> None:
    statements: list[str] = []
    seen: list[int] = []
    connection = record.store._writer._connection
    connection.set_trace_callback(statements.append)
    reader = open_to_read(record_settings.path, read_key(record_settings.key_file))

    record.store.write("a", "b", lambda writing: person(writing, "王奶奶"))
    seen.append(reader.execute("select count(*) from persons").fetchone()[0])

    connection.set_trace_callback(None)
    reader.close()
    assert seen == [1]
    assert statements[0] == "begin immediate"
    assert statements[-1] == "commit"
    with record.store.read() as database:
        assert database.conn.execute("pragma journal_mode").fetchone()[0] == "wal"
    durable = open_to_write(record_settings.path, read_key(record_settings.key_file))
    assert durable.execute("pragma synchronous").fetchone()[0] == 2  # FULL
    assert durable.execute("pragma foreign_keys").fetchone()[0] == 1
    durable.close()


def test_a_write_inside_a_write_is_told_instead_of_waiting_for_ever(record: Record) -> None:
    with pytest.raises(WritingInsideWriting):
        record.store.write("a", "b", lambda _: record.store.write("a", "b", lambda _: None))


def test_a_closed_store_says_so_and_what_was_asked_before_is_kept(record_settings: RecordSettings) -> None:
    record = Record.open(record_settings)
    waiting = [record.store.write_later("a", "b", lambda writing: person(writing, "x")) for _ in range(50)]
    record.close()
    record.close()
    assert all(each.result(0) for each in waiting)
    with pytest.raises(RecordClosed):
        record.store.write("a", "b", lambda writing: person(writing, "y"))
    with pytest.raises(RecordClosed), record.store.read():
        pass
    with Record.open(record_settings) as again:
        assert len(names(again.store)) == 50


def test_a_read_shows_one_moment(record: Record) -> None:
    with record.store.read() as database:
        assert database["persons"].count == 0
        record.store.write("a", "b", lambda writing: person(writing, "x"))
        with record.store.read() as again:
            assert again["persons"].count == 0
    with record.store.read() as database:
        assert database["persons"].count == 1


def test_many_threads_write_and_read_and_nothing_is_lost(record: Record) -> None:
    def work(number: int) -> int:
        for each in range(5):
            record.store.write("a", "b", lambda writing, each=each: person(writing, f"{number}.{each}"))
        with record.store.read() as database:
            return int(database["persons"].count)

    with ThreadPoolExecutor(16) as threads:
        assert max(threads.map(work, range(32))) == 160
    assert len(set(names(record.store))) == 160
    assert check(record) == []


WRITING_CHILD = """
    import sys
    from pathlib import Path
    from casework.key import key_for
    from casework.store import Store
    path, key, name, times = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
    store = Store(path, key_for(path, key))
    for each in range(times):
        told = f"{name}.{each}"
        store.write("a", "b", lambda writing: writing.insert("persons", {"name": told, "created_at": writing.at}))
        print(told, flush=True)
    store.close()
"""


def test_two_processes_start_and_write_at_once(record_settings: RecordSettings) -> None:
    both = [
        in_child(WRITING_CHILD, record_settings.path, record_settings.key_file, name, 60)
        for name in ("kiosk", "admin")
    ]
    told = [each.communicate(timeout=60)[0].split() for each in both]
    assert [each.returncode for each in both] == [0, 0]
    with Record.open(record_settings) as record:
        assert sorted(names(record.store)) == sorted([*told[0], *told[1]])
        assert len(told[0]) == len(told[1]) == 60
        assert check(record) == []


def test_what_was_acknowledged_survives_a_kill(record_settings: RecordSettings) -> None:
    child = in_child(WRITING_CHILD, record_settings.path, record_settings.key_file, "kept", 100000)
    assert child.stdout is not None
    told = [child.stdout.readline().strip() for _ in range(150)]
    child.kill()
    told += child.stdout.read().split()
    child.stdout.close()
    child.wait(10)
    with Record.open(record_settings) as record:
        kept = names(record.store)
        assert kept[: len(told)] == told
        assert len(kept) <= len(told) + 1
        assert check(record) == []


def test_a_full_file_keeps_nothing_half_and_works_again_when_there_is_room(record: Record) -> None:
    connection = record.store._writer._connection
    pages = connection.execute("pragma page_count").fetchone()[0]
    connection.execute(f"pragma max_page_count = {pages + 4}")

    def long(writing: Writing) -> None:
        person(writing, "half")
        person(writing, "x" * 200_000)

    with pytest.raises(RecordFull):
        record.store.write("a", "b", long)
    assert record.store.write("a", "b", lambda writing: person(writing, "short"))
    connection.execute("pragma max_page_count = 1000000")
    record.store.write("a", "b", lambda writing: person(writing, "long" * 50_000))
    assert [each[:5] for each in names(record.store)] == ["short", "longl"]
    assert check(record) == []


def test_a_full_disk_refuses_what_does_not_fit_and_keeps_what_was_acknowledged(
    record_settings: RecordSettings,
) -> None:
    """A real refusal by the kernel (file size limit), in a child of its own."""
    code = """
        import resource, sys
        from pathlib import Path
        from casework.errors import CaseworkError
        from casework.key import key_for
        from casework.store import Store
        path, key = Path(sys.argv[1]), Path(sys.argv[2])
        store = Store(path, key_for(path, key))
        size = path.with_name("record.db-wal").stat().st_size + 300_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        for each in range(200):
            told = f"{each}." + "x" * 5000
            try:
                store.write("a", "b", lambda pen: pen.insert("persons", {"name": told, "created_at": pen.at}))
            except CaseworkError as error:
                print("refused", type(error).__name__, flush=True)
                break
            print(each, flush=True)
    """
    child = in_child(code, record_settings.path, record_settings.key_file)
    told = child.communicate(timeout=60)[0].splitlines()
    assert told[-1] in ("refused RecordFull", "refused RecordBroken")
    with Record.open(record_settings) as record:
        assert [each.split(".")[0] for each in names(record.store)] == told[:-1]
        assert len(told) > 5
        assert check(record) == []


def test_a_wrong_key_is_told_and_the_file_is_unreadable(record: Record, record_settings: RecordSettings) -> None:
    record.store.write("a", "b", lambda writing: person(writing, "GrandmaWang 王奶奶"))
    with pytest.raises(WrongKey):
        Store(record_settings.path, bytes(32))
    for each in record_settings.path.parent.glob("record.db*"):
        stored = each.read_bytes()
        for word in ("GrandmaWang", "王奶奶", "persons", "SQLite format", "person added"):
            assert word.encode() not in stored, (each, word)
    assert record_settings.path.stat().st_mode & 0o777 == 0o600


FULL_DISK = """
    import sys
    from pathlib import Path
    from casework.access import EVERYTHING
    from casework.check import check
    from casework.errors import RecordFull
    from casework.record import Record
    from casework.settings import RecordSettings
    disk, key = Path(sys.argv[1]), Path(sys.argv[2])
    settings = RecordSettings(path=disk / "record.db", key_file=key, recordings=disk / "recordings", spare_room=0)
    with Record.open(settings) as record:
        long = record.recordings.keep(b"ab" * 400_000)
        sent = []
        try:
            while True:
                sent.append(record.requests.submit(record.requests.draft("zh", "ill")).request)
        except RecordFull:
            print("full after", len(sent) > 0)
        try:
            record.recordings.keep(b"ab" * 400_000)
        except RecordFull:
            print("no recording")
        assert {each.request for each in record.queue(EVERYTHING)} == set(sent)
        record.recordings.discard(long)
        sent.append(record.requests.submit(record.requests.draft("zh", "ill")).request)
        assert {each.request for each in record.queue(EVERYTHING)} == set(sent)
        assert check(record) == []
        print("works again")
"""


def may_mount() -> bool:
    told = subprocess.run(["unshare", "-rm", "true"], check=False, capture_output=True)
    return told.returncode == 0


@pytest.mark.skipif(not may_mount(), reason="mounting a small disk is not allowed here")
def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = 'mount -t tmpfs -o size=3m none "$1" && exec "$2" -c "$3" "$1" "$4"'
    told = subprocess.run(
        [
            "unshare",
            "-rm",
            "sh",
            "-c",
            mount,
            "sh",
            disk,
            sys.executable,
            textwrap.dedent(FULL_DISK),
            tmp_path / "key",
        ],
        cwd=HERE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.stdout.splitlines() == ["full after True", "no recording", "works again"], told.stderr
