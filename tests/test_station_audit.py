"""`xiangban audit` says in one line whether the history is whole, and by its exit code."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_casework_chain import tamper

from casework.record import Record
from station.__main__ import main
from station.decided import read_settings
from station.place import place_at


@pytest.fixture
def station(tmp_path: Path) -> Path:
    """A data folder with a record in which something happened."""
    data = tmp_path / "data"
    settings = read_settings(place_at(str(data)), data_given=True).settings
    assert settings is not None
    place_at(str(data)).make()
    with Record.open(settings.record) as record:
        record.requests.submit(record.requests.draft("zh", "ill"))
    return data


def test_a_whole_history_is_told_in_one_line(station: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "verify", "--data", str(station)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("whole: ")
    assert told.count("\n") == 1


def test_a_changed_history_is_told_with_its_place_and_fits_no_old_head(
    station: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "head", "--data", str(station)]) == 0
    head = capsys.readouterr().out.strip()
    assert main(["audit", "verify", "--head", head, "--data", str(station)]) == 0
    settings = read_settings(place_at(str(station)), data_given=True).settings
    assert settings is not None
    tamper(settings.record, ("update journal set who = 'x' where sequence = 2", ()))
    capsys.readouterr()
    assert main(["audit", "verify", "--all", "--data", str(station)]) == 1
    told = capsys.readouterr().out
    assert told.startswith("NOT whole: 1 flaws")
    assert "entry 2: altered" in told
    tamper(settings.record, ("delete from journal where sequence > 3", ()))
    assert main(["audit", "verify", "--head", head, "--data", str(station)]) == 1


def test_a_row_changed_around_the_journal_is_told_too(station: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = read_settings(place_at(str(station)), data_given=True).settings
    assert settings is not None
    tamper(settings.record, ("update requests set category = 'money'", ()))
    assert main(["audit", "verify", "--data", str(station)]) == 1
    assert "1 rows differ from it" in capsys.readouterr().out


def test_a_head_that_is_none_is_advised_about(station: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "verify", "--head", "nonsense", "--data", str(station)]) == 2
    assert "is no head" in capsys.readouterr().err
