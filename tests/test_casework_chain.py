"""The history shows every change behind its back: edits, holes, strangers, another order, a cut end, an old file."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Clock
from old_file import old_file

from casework.chain.breaks import accept
from casework.chain.chain import Chain
from casework.chain.heads import Head, Heads
from casework.chain.verify import Verdict, head_from, verify
from casework.connection import open_to_write
from casework.key import read_key
from casework.record import Record
from casework.settings import RecordSettings
from casework.store import Store
from casework.workers import Worker


def verdict(record: Record, known: Head | None = None) -> Verdict:
    with record.store.read() as database:
        return verify(database, record.store.chain, known)


def tamper(settings: RecordSettings, *statements: tuple[str, tuple[object, ...]]) -> None:
    """Somebody who has the record's key, but not the chain's, changes the file with every guard taken off."""
    connection = open_to_write(settings.path, read_key(settings.key_file))
    connection.create_function("the_store_writes", 0, lambda: 2)
    connection.execute("drop trigger if exists journal_delete")
    for sql, values in statements:
        connection.execute(sql, values)
    connection.close()


@pytest.fixture
def lived(record: Record, li_na: Worker) -> Record:
    """A record with some history."""
    for _ in range(3):
        request = record.requests.submit(record.requests.draft("zh", "ill")).request
        record.take(request, li_na.id)
        record.reply(request, li_na.id, "您好。")
    return record


def test_a_record_that_was_only_written_to_is_whole(lived: Record) -> None:
    found = verdict(lived)
    assert found.whole, found
    assert str(found) == f"whole: {found.entries} entries, head {found.head}"
    assert found.entries > 20


ATTACKS: dict[str, tuple[str, ...]] = {
    "edit": ("update journal set fields = fields || ' ' where sequence = 20",),
    "who": ("update journal set who = 'nobody' where sequence = 20",),
    "delete": ("delete from journal where sequence = 20",),
    "delete and close up": (
        "delete from journal where sequence = 20",
        "update journal set sequence = sequence - 1 where sequence > 20",
    ),
    "insert": (
        """insert into journal select null, station, sequence + 1, work, at, who, why, action, "table", "row",
           request, fields, whose, salt, commitment, link from journal order by sequence desc limit 1""",
    ),
    "reorder": (
        "update journal set id = -1 where id = (select max(id) from journal)",
        "update journal set id = id + 1 where id = (select max(id) from journal)",
        "update journal set id = (select max(id) - 1 from journal) where id = -1",
    ),
    "cut tail": ("delete from journal where sequence > (select max(sequence) - 2 from journal)",),
    "erase without a word": ("update journal set salt = null where sequence = 20",),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_is_done_behind_its_back_is_found(lived: Record, record_settings: RecordSettings, attack: str) -> None:
    statements = [(each, ()) for each in ATTACKS[attack]]
    tamper(record_settings, *statements)
    found = verdict(lived)
    assert not found.whole
    assert "NOT whole" in str(found)


def test_a_flaw_says_where(lived: Record, record_settings: RecordSettings) -> None:
    tamper(record_settings, ("update journal set why = 'x' where sequence between 4 and 6", ()))
    (flaw,) = verdict(lived).flaws
    assert (flaw.first, flaw.last, flaw.what) == (4, 6, "altered")
    assert str(flaw).startswith("entries 4-6: altered")


def test_an_old_file_put_back_is_noticed_written_down_and_can_be_explained(
    lived: Record, record_settings: RecordSettings, clock: Clock, tmp_path: Path, li_na: Worker
) -> None:
    lived.store.settle()
    connection = open_to_write(record_settings.path, read_key(record_settings.key_file))
    connection.execute("pragma wal_checkpoint(truncate)").fetchall()
    connection.close()
    shutil.copy(record_settings.path, tmp_path / "backup.db")
    for _ in range(3):
        lived.requests.submit(lived.requests.draft("zh", "ill"))
    lived.close()
    for name in ("record.db", "record.db-wal", "record.db-shm"):
        (record_settings.path.parent / name).unlink(missing_ok=True)
    shutil.copy(tmp_path / "backup.db", record_settings.path)
    with Record.open(record_settings, clock=clock) as again:
        found = verdict(again)
        assert "nobody has said why" in str(found)
        again.requests.submit(again.requests.draft("zh", "ill"))
        assert len(verdict(again).flaws) == 1, "the station goes on, and the break stays told"
        reason = "backup of Monday, the disk had died"
        assert again.store.write(li_na.id, "break accepted", lambda pen: accept(pen, li_na.id, reason)) == 1
        assert verdict(again).whole
        assert "1 explained breaks" in str(verdict(again))


def test_a_lost_head_is_noticed_also_after_the_next_start(
    lived: Record, record_settings: RecordSettings, clock: Clock
) -> None:
    heads = record_settings.key_file.with_suffix(".heads")
    heads.unlink()
    assert [each.what for each in verdict(lived).flaws] == ["head lost"]
    lived.close()
    with Record.open(record_settings, clock=clock) as again:
        assert heads.exists()
        assert [each.what for each in verdict(again).flaws] == ["head lost"]


def test_a_head_that_was_written_down_finds_what_even_both_keys_could_hide(lived: Record) -> None:
    printed = head_from(str(verdict(lived).head))
    assert verdict(lived, printed).whole
    assert not verdict(lived, Head(printed.sequence, "0" * 16)).whole
    assert not verdict(lived, Head(printed.sequence + 1, printed.link)).whole


def test_erasing_a_person_keeps_the_chain_whole_and_is_told(
    lived: Record, record_settings: RecordSettings, li_na: Worker
) -> None:
    person = lived.people.add("王奶奶", li_na.id)
    lived.store.write(li_na.id, "person erased", lambda writing: writing.forget("persons", person))
    assert verdict(lived).whole
    with lived.store.read() as database:
        told = list(database.query("select * from journal where whose = ? order by id", [person]))
        assert "王奶奶" not in json.dumps([each["fields"] for each in told], ensure_ascii=False)
        assert told[0]["salt"] is None
        assert told[-1]["action"] == "forget"
    names = json.dumps({"name": [{"hidden": "erased"}, {"hidden": "erased"}]})
    tamper(record_settings, ("update journal set fields = ? where whose = ? and action = 'insert'", (names, person)))
    assert [each.what for each in verdict(lived).flaws] == ["altered"], "which fields there were is sealed too"


def test_files_of_earlier_versions_get_their_chain_once(tmp_path: Path) -> None:
    path, key = tmp_path / "record.db", bytes(range(32))
    database = old_file(path, key, "0031_chain")
    for number in range(1, 6):
        database["journal"].insert(
            {
                "station": "village-1",
                "sequence": number,
                "work": "w",
                "at": "x",
                "who": "a",
                "why": "b",
                "action": "insert",
                "table": "persons",
                "row": str(number),
                "fields": '{"name": [null, "王"]}',
            }
        )
    database.conn.close()
    chain = Chain("village-1", key, Heads(tmp_path / "heads", key))
    with Store(path, key, chain=chain) as store:
        with store.read() as read:
            found = verify(read, chain)
            assert (found.whole, found.entries) == (True, 5)
            assert [each["whose"] for each in read.query("select whose from journal")] == list("12345")
        store.write("a", "b", lambda writing: writing.insert("villages", {"name": "x"}))
    connection = open_to_write(path, key)
    connection.create_function("the_store_writes", 0, lambda: 2)
    connection.execute("update journal set who = 'c', link = null where sequence = 2")
    connection.close()
    with Store(path, key, chain=chain) as store, store.read() as read:
        assert [each.what for each in verify(read, chain).flaws] == ["altered"], "nothing is sealed a second time"


def test_heads_only_go_forward_survive_a_torn_slot_and_take_no_forgery(tmp_path: Path) -> None:
    heads = Heads(tmp_path / "heads", b"k" * 32)
    assert heads.read() is None
    for sequence in (1, 2, 5, 4):
        heads.keep(Head(sequence, f"{sequence:02}" * 32))
    assert heads.read() == Head(5, "05" * 32)
    with heads.path.open("r+b") as file:
        file.seek(10 if heads.path.read_bytes()[:4] == b"5 05" else 266)
        file.write(b"torn")
    assert heads.read() == Head(2, "02" * 32)
    Heads(heads.path, b"x" * 32).go_back_to(Head(9, r"09" * 32))
    assert heads.read() is None


def test_two_processes_share_one_chain(record: Record, record_settings: RecordSettings, clock: Clock) -> None:
    with Record.open(record_settings, clock=clock) as other:
        for each in (record, other, record, other):
            each.requests.submit(each.requests.draft("zh", "ill"))
        assert verdict(other).whole
        assert verdict(record).whole


def test_a_refused_write_leaves_the_chain_as_it_was(record: Record, li_na: Worker) -> None:
    def fail(writing: object) -> None:
        writing.insert("villages", {"name": "x"})
        raise RuntimeError

    attempt: Callable[[], object] = lambda: record.store.write(li_na.id, "x", fail)  # noqa: E731
    with pytest.raises(RuntimeError):
        attempt()
    record.requests.draft("zh", "ill")
    assert verdict(record).whole
