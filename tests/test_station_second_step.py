"""`xiangban second-step`: for the only supervisor, and for nobody whom a colleague could let in."""

from __future__ import annotations

from pathlib import Path

import pytest
from second_step import code_for

from casework.record import Record
from casework.settings import RecordSettings
from station.__main__ import main
from station.decided import read_settings
from station.place import place_at


def settings_of(data: Path) -> RecordSettings:
    settings = read_settings(place_at(str(data)), data_given=True).settings
    assert settings is not None
    return settings.record


def test_the_only_supervisor_begins_again_and_two_have_to_help_each_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    place_at(str(data)).make()
    with Record.open(settings_of(data)) as record:
        zhao = record.workers.enrol(record.workers.first_code() or "", "Zhao", "zhao", "rice field at dawn")
        record.factors.begin(zhao.id)
        record.factors.confirm(zhao.id, code_for(record, "zhao"))
    assert main(["second-step", "nobody", "--data", str(data)]) == 2
    assert "there are: zhao" in capsys.readouterr().err
    assert main(["second-step", "Zhao", "--data", str(data)]) == 0
    assert "signs in with the password now" in capsys.readouterr().out
    with Record.open(settings_of(data)) as record:
        assert not record.factors.has(zhao.id)
        with record.store.read() as database:
            told = list(database.query("select who from journal where why = 'second factor ended'"))
        assert {each["who"] for each in told} == {"station"}
        record.workers.enrol(record.workers.invite(zhao.id, "supervisor"), "Qian", "qian", "four green hills")
    assert main(["second-step", "zhao", "--data", str(data)]) == 2
    assert "Qian can take the second step of Zhao away" in capsys.readouterr().err
