"""The installer's command: what is well, what is not, and with which command it is mended."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from station import doctor
from station.__main__ import main
from station.decided import Settings, read_settings
from station.place import Place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    found = Place(tmp_path / "data")
    found.make()
    return found


def settings_of(place: Place) -> Settings:
    found = read_settings(place, data_given=True).settings
    assert found is not None
    return found


def test_the_whole_command(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.settings.write_text('[kiosk]\nlanguages = ["zh", "en"]\n[station]\nport = 8123\n', "utf-8")
    code = main(["doctor", "--data", str(place.data)])
    told = capsys.readouterr().out
    lines = dict(re.findall(r"^([✓✗·] \S+(?: \S+)*?)  +(.+)$", told, re.MULTILINE))
    assert "whole" in lines["✓ record"]
    assert "✓ zh speaks" in lines
    assert "✓ en speaks" in lines
    assert "by pocketsphinx" in lines["✓ en hears"]
    assert "can be heard" in lines["✓ en words"]
    assert "by whisper" in lines["✓ zh hears"]
    assert any("zh says and hears" in each for each in lines)
    heard_back = next(line for line in told.splitlines() if "en says and hears" in line)
    assert "I need help." in heard_back
    assert "http://127.0.0.1:8123/doctor?language=zh" in told
    assert code == ("✗" in told), told


def test_a_language_without_ears_is_something_to_mend(
    place: Place, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("voice.whisper_files.RUNS_ON", "not_installed_here")
    place.settings.write_text('[kiosk]\nlanguages = ["zh"]\n', "utf-8")
    assert main(["doctor", "--data", str(place.data)]) == 1
    told = capsys.readouterr().out
    assert "✗ zh hears" in told
    assert "→ .venv/bin/pip install -c constraints.txt '.[mandarin]'" in told


def test_a_damaged_record_is_told_with_the_command_that_looks_closer(place: Place) -> None:
    settings = settings_of(place)
    assert doctor._record(settings).well
    pages = bytearray(place.record.read_bytes())
    pages[5000:5040] = bytes(40)
    place.record.write_bytes(bytes(pages))
    found = doctor._record(settings)
    assert found.well is False
    assert found.mend == "xiangban check"


def test_a_box_without_browser_letters_or_sound(
    place: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An empty PATH and no sound cards: a real machine may look like that."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(doctor, "CARDS", tmp_path / "cards")
    assert doctor._browser().mend == "sudo apt-get install chromium"
    assert doctor._font("zh").well is None
    (cards,) = doctor._sound(settings_of(place))
    assert cards.well is False
    (tmp_path / "cards").write_text(" 0 [PCH            ]: HDA-Intel - HDA Intel PCH\n", "utf-8")
    (cards,) = doctor._sound(settings_of(place))
    assert (cards.well, cards.told) == (True, "HDA-Intel - HDA Intel PCH")


def test_devices_of_the_box_are_opened_only_where_they_are_used(place: Place) -> None:
    place.settings.write_text('[kiosk]\nmicrophone = "box"\nloudspeaker = "box"\n', "utf-8")
    assert {each.what for each in doctor._sound(settings_of(place))} >= {"microphone", "loudspeaker"}


def test_a_font_without_letters_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    lister = tmp_path / "fc-list"
    lister.write_text("#!/bin/sh\n", "utf-8")
    lister.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    found = doctor._font("ko")
    assert found.well is False
    assert found.mend == "sudo apt-get install fonts-noto-cjk"
