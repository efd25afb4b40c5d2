"""The key: made once, safe on the disk, never replaced silently, never beside what it locks."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from casework.errors import BadSettings, KeyDamaged, KeyInsideData, KeyMissing, KeyUnsafe
from casework.key import key_for, make_key, read_key
from casework.record import Record
from casework.settings import DueRule, RecordSettings


def test_a_new_key_is_whole_random_and_for_its_owner_only(tmp_path: Path) -> None:
    first = key_for(tmp_path / "data/record.db", tmp_path / "keys/a.key")
    second = key_for(tmp_path / "data/other.db", tmp_path / "keys/b.key")
    assert len(first) == 32
    assert first != second
    assert (tmp_path / "keys/a.key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    assert key_for(tmp_path / "data/record.db", tmp_path / "keys/a.key") == first
    assert sorted(each.name for each in (tmp_path / "keys").iterdir()) == ["a.key", "b.key"]


def test_an_existing_key_is_never_replaced(tmp_path: Path) -> None:
    key = key_for(tmp_path / "data/record.db", tmp_path / "a.key")
    make_key(tmp_path / "a.key")
    assert read_key(tmp_path / "a.key") == key


def test_many_starting_at_once_agree_on_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        keys = set(threads.map(lambda _: key_for(tmp_path / "data/record.db", tmp_path / "a.key"), range(40)))
    assert len(keys) == 1


def test_a_record_without_its_key_says_what_to_do(record_settings: RecordSettings) -> None:
    Record.open(record_settings).close()
    record_settings.key_file.unlink()
    with pytest.raises(KeyMissing, match="Bring the key back from its backup"):
        Record.open(record_settings)
    assert not record_settings.key_file.exists()


def test_a_key_that_others_may_read_is_refused(record_settings: RecordSettings) -> None:
    Record.open(record_settings).close()
    record_settings.key_file.chmod(0o640)
    with pytest.raises(KeyUnsafe, match=r"mode 0640\); run: chmod 600"):
        Record.open(record_settings)


def test_a_cut_key_is_refused(record_settings: RecordSettings) -> None:
    Record.open(record_settings).close()
    record_settings.key_file.write_bytes(b"short")
    with pytest.raises(KeyDamaged, match="5 bytes instead of 32"):
        Record.open(record_settings)


def test_a_key_inside_the_data_folder_is_refused_also_through_a_link(tmp_path: Path) -> None:
    with pytest.raises(KeyInsideData, match="move it outside"):
        key_for(tmp_path / "data/record.db", tmp_path / "data/keys/record.key")
    (tmp_path / "data").mkdir()
    (tmp_path / "elsewhere").symlink_to(tmp_path / "data")
    with pytest.raises(KeyInsideData):
        key_for(tmp_path / "data/record.db", tmp_path / "elsewhere/record.key")


def test_all_mistakes_of_the_settings_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(BadSettings) as told:
        RecordSettings(
            path=tmp_path / "record.db",
            key_file=tmp_path / "key",
            recordings=tmp_path / "recordings",
            station=" ",
            time_zone="Mars/Olympus",
            kept_draft_hours=19,
            take_back_minutes=9,
            longest_recording=0,
            due={"ill": DueRule(3, 1)},
        )
    assert [each.split(":")[0] for each in told.value.mistakes] == [
        *("station", "kept_draft_hours", "take_back_minutes", "longest_recording", "due", "time_zone")
    ]
