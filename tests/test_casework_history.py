"""The journal tells the whole story: replayed it gives the tables, and the check finds whatever differs."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlite_utils import Database, Migrations

from casework.check import check
from casework.connection import open_to_write
from casework.errors import CaseworkError
from casework.key import key_for, read_key
from casework.migrations import INDEX, migrate
from casework.record import Record
from casework.settings import RecordSettings
from casework.steps import migrations
from casework.store import Store
from casework.turns import Count
from casework.workers import Worker

SAID = b"\x01\x02" * 100


STEPS = (*("speak", "send", "discard", "back", "take", "reply", "note"), *("close", "good", "not yet", "refuse"))


class Village(RuleBasedStateMachine):
    """People and workers doing things in any order."""

    record: Record
    worker: str

    def __init__(self) -> None:
        super().__init__()
        self.drafts: list[str] = []

    @initialize()
    def nobody_has_asked(self) -> None:
        """The record stays from one story to the next: it only grows."""

    @rule(category=some.sampled_from([None, "ill", "money"]))
    def begin(self, category: str | None) -> None:
        """Somebody begins a request."""
        self.drafts.append(self.record.requests.draft("zh", category))

    @precondition(lambda self: self.drafts)
    @rule(
        data=some.data(),
        step=some.sampled_from(
            ["speak", "send", "discard", "back", "take", "reply", "close", "good", "not yet", "refuse", "note"]
        ),
    )
    def go_on(self, data: some.DataObject, step: str) -> None:
        """Somebody goes on with one of them, allowed or not."""
        request = data.draw(some.sampled_from(self.drafts))
        with suppress(CaseworkError):  # refused, as it may be in this order; it must then have left no trace
            self.do(step, request)

    def do(self, step: str, request: str) -> None:
        """One step."""
        requests, record = self.record.requests, self.record
        match step:
            case "speak":
                requests.attach(request, record.recordings.keep(SAID, request))
            case "send":
                requests.submit(request)
            case "discard":
                requests.discard(request)
            case "back":
                requests.take_back(request)
            case "take":
                record.take(request, self.worker)
            case "reply":
                record.reply(request, self.worker, "I come.")
            case "close":
                record.life.done(request, self.worker)
            case "good":
                record.life.say(request, "good", "touch")
            case "not yet":
                record.life.say(request, "not yet", "touch")
            case "refuse":
                record.life.end(request, self.worker, "refused", "no")
            case "note":
                record.note(request, self.worker, "noted")

    @invariant()
    def the_journal_replays_to_the_tables(self) -> None:
        """After every step."""
        assert check(self.record) == []


def test_the_journal_replays_to_the_tables_whatever_is_done(record: Record, li_na: Worker) -> None:
    Village.record, Village.worker = record, li_na.id
    run_state_machine_as_test(Village, settings=settings(max_examples=8, stateful_step_count=12, deadline=None))


def unguarded(settings: RecordSettings) -> sqlite3.Connection:
    """Somebody with the key who tampers: they first remove what guards the tables."""
    connection = open_to_write(settings.path, read_key(settings.key_file))
    for (name,) in connection.execute("select name from sqlite_master where type = 'trigger'").fetchall():
        connection.execute(f"drop trigger {name}")
    return connection


@pytest.mark.parametrize(
    ("tampering", "told"),
    [
        ("update requests set category = 'other'", "category: differs from the journal"),
        ("update requests set outcome = 'helped'", "outcome: differs from the journal"),
        ("delete from turns", "the journal knows this row, the table does not"),
        ("insert into persons (id, name, created_at) values ('p', 'x', 'x')", "p: this row was written around"),
        ("delete from journal where id = 3", "entries are missing"),
        ("update journal set fields = replace(fields, '\"ill\"', '\"money\"')", "category: differs from the journal"),
        ("update recordings set request = 'x'", "belongs to a row in requests that is gone"),
    ],
)
def test_the_check_finds_what_was_written_around_the_journal(
    record: Record, record_settings: RecordSettings, tampering: str, told: str
) -> None:
    draft = record.requests.draft("zh", "ill")
    record.requests.attach(draft, record.recordings.keep(SAID, draft))
    record.requests.submit(draft)
    record.turns.count("zh", "home", "touch", "choice")
    assert record.turns.counts() == [Count("zh", "home", "touch", "choice", 1)]
    assert check(record) == []
    connection = unguarded(record_settings)
    connection.execute("pragma foreign_keys=off")
    connection.execute(tampering)
    connection.close()
    faults = [f"{each.where}: {each.told}" for each in check(record)]
    assert [each for each in faults if told in each], faults


def test_the_check_finds_recordings_that_are_gone_or_damaged(record: Record) -> None:
    names = []
    for _ in range(3):
        draft = record.requests.draft("zh", "ill")
        names.append(record.recordings.keep(SAID, draft))
        record.requests.attach(draft, names[-1])
    record.recordings.discard(names[0])
    path = record.recordings.folder / names[1][:2] / f"{names[1]}.rec"
    path.write_bytes(path.read_bytes()[:-1])
    assert sorted((each.what, each.where) for each in check(record)) == sorted(
        [("recording", names[0]), ("recording", names[1])]
    )


def test_the_check_finds_a_damaged_page(record_settings: RecordSettings) -> None:
    with Record.open(record_settings) as record:
        for _ in range(60):
            record.requests.submit(record.requests.draft("zh", "ill"))
        with record.store.read() as database:
            pages = database.execute("pragma page_count").fetchone()[0]
            # A page that only a whole reading touches: nothing of a recording is looked up when a record is opened.
            page = database.execute("select rootpage from sqlite_master where name = 'recordings'").fetchone()[0]
    content = bytearray(record_settings.path.read_bytes())
    size = len(content) // pages
    content[(page - 1) * size + size // 2] ^= 1
    record_settings.path.write_bytes(content)
    with Record.open(record_settings) as record:
        assert "file" in [each.what for each in check(record)]


def test_turns_are_counted_per_way_of_answering(record: Record) -> None:
    for mode, outcome in (("speech", "choice"), ("speech", "choice"), ("speech", "nothing"), ("digit", "choice")):
        record.turns.count("zh", "home", mode, outcome)
    assert record.turns.counts(since=record.clock()) == [
        Count("zh", "home", "digit", "choice", 1),
        Count("zh", "home", "speech", "choice", 2),
        Count("zh", "home", "speech", "nothing", 1),
    ]
    with pytest.raises(CaseworkError):
        record.turns.count("zh", "home", "thought", "choice")


def test_an_empty_file_gets_every_step_once(record_settings: RecordSettings) -> None:
    Record.open(record_settings).close()
    with Record.open(record_settings) as record, record.store.read() as database:
        applied = [each.name for each in migrations.applied(database)]
        assert applied == [each.name for each in migrations._migrations]
        numbers = [int(each.split("_")[0]) for each in applied]
        assert numbers == sorted(
            set(numbers)
        )  # in order and each once; every part of the record has a range of its own
        guards = {each["tbl_name"] for each in database.query("select * from sqlite_master where type = 'trigger'")}
        assert guards == set(database.table_names()) - {"_sqlite_migrations", "sqlite_sequence", *INDEX}


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_an_old_file_is_brought_up_to_date_with_what_it_holds(record_settings: RecordSettings, steps: int) -> None:
    old = Migrations("casework")
    for each in migrations._migrations[:steps]:
        old(name=each.name)(each.fn)
    record_settings.path.parent.mkdir()
    connection = open_to_write(record_settings.path, key_for(record_settings.path, record_settings.key_file))
    database = Database(connection)
    old.apply(database)
    connection.create_function("the_store_writes", 0, lambda: 2)
    if steps > 1:
        database["persons"].insert({"id": "p", "name": "王奶奶", "created_at": "x"})
    connection.close()
    with Record.open(record_settings) as record, record.store.read() as database:
        assert not migrations.pending(database)
        if steps > 1:
            assert record.people.get("p").name == "王奶奶"


def test_a_step_that_fails_leaves_the_file_as_it_was(
    record_settings: RecordSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    Record.open(record_settings).close()
    before = schema(record_settings)
    broken = Migrations("casework")
    for each in migrations._migrations:
        broken(name=each.name)(each.fn)

    @broken(name="0005_broken")
    def step(database: Database) -> None:
        database.conn.execute("create table half (id text)")
        database.conn.execute("create table half (id text)")

    monkeypatch.setattr("casework.migrations.migrations", broken)
    with pytest.raises(CaseworkError):
        Record.open(record_settings)
    monkeypatch.undo()
    assert schema(record_settings) == before
    assert migrate.__module__ == "casework.migrations"


def schema(settings: RecordSettings) -> list[str]:
    with Store(settings.path, read_key(settings.key_file)) as store, store.read() as database:
        return sorted(str(each["sql"]) for each in database.query("select sql from sqlite_master"))


def test_a_record_of_a_newer_station_is_opened_and_not_harmed(
    record_settings: RecordSettings, tmp_path: Path
) -> None:
    """Steps that this version does not know stay as they are."""
    Record.open(record_settings).close()
    connection = open_to_write(record_settings.path, read_key(record_settings.key_file))
    connection.execute("create table later (id text primary key) strict")
    connection.close()
    with Record.open(record_settings) as record, record.store.read() as database:
        assert "later" in database.table_names()
        assert check(record) == []
