"""What an installer may decide: every mistake is named at once with its mend, and the example file is true."""

import re
import tomllib
from dataclasses import MISSING, fields
from datetime import time
from pathlib import Path

import pytest

from casework.key import make_key
from station.decided import TABLES, given_by_station, read_settings
from station.errors import WrongSettings
from station.ground import checked
from station.place import CHECKOUT, Place, key_file_for, loose_key, place_at
from station.ports import listen
from station.wishes import Wishes

EXAMPLE = CHECKOUT / "settings.example.toml"

ALL_WRONG = """
[station]
villlage = "青石村"
name = "village 1"
threads = "many"
port = 99999
overlays = ["no-such-folder"]
[kioskk]
idle = 60.0
[kiosk]
languages = ["zh", "xx"]
default_language = "zh"
microphone = "telephone"
idle = 3
village = "elsewhere"
[record]
kept_draft_hours = 1
longest_recording = true
[record.due.ill]
urgency = 3
hours = 2
sundays = false
[record.working_hours]
opens = 18:00:00
[panel]
session_hours = 1000
[speaking]
phrase_within = -1.0
"""


@pytest.fixture
def place(tmp_path):
    found = Place(tmp_path / "data")
    found.make()
    return found


def mistakes_of(place, text):
    place.settings.write_text(text, "utf-8")
    reading = read_settings(place, data_given=True)
    assert reading.settings is None
    return reading.mistakes


def test_every_mistake_is_named_at_once_with_its_table_and_mend(place):
    told = mistakes_of(place, ALL_WRONG)
    for part in (
        "[station] villlage: is unknown; did you mean village?",
        "[station] name: 'village 1' should be letters",
        "[station] threads: write a whole number, not 'many'",
        "[station] port: 99999 is no port",
        "[station] overlays: there is no folder",
        "[kioskk]: is no table of the settings; did you mean [kiosk]?",
        "[kiosk] languages: 'xx' has no pack; choose from en, ko, zh",
        "[kiosk] microphone: write 'browser' or 'box', not 'telephone'",
        "[kiosk] idle: at least 30 seconds",
        "[kiosk] village: is decided by the station itself",
        "[record] kept_draft_hours: 1 is too short",
        "[record] longest_recording: write a whole number, not True",
        "[record] due: ill: sundays is unknown; known are hours, urgency, working",
        "[record] working_hours: at least one day, and opens before closes",
        "[panel] session_hours: 1000.0 should be between",
        "[speaking] phrase_within: -1.0 must not be below 0; the usual value is",
    ):
        assert any(part in each for each in told), f"{part!r} is not among {told}"
    assert len(told) == 16


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("[station\n", "cannot be read as TOML"),
        ("station = 3\n", "[station]: is no table of the settings"),
        ('[station]\ntime_zone = "Mars/North"\n', "[station] time_zone: 'Mars/North' is no IANA zone"),
        ("[station]\npanel_port = 8080\n", "8080 is the kiosk's port already"),
        ("[kiosk]\nidle = inf\n", "[kiosk] idle: write a number with an end"),
        ('[kiosk]\nlanguages = "zh"\n', "[kiosk] languages: write a list in [brackets]"),
        ('[record]\nworking_hours = {opens = "half past"}\n', "opens: write a time of day like 09:00:00"),
        ("[record.due]\nsick = {urgency = 3, hours = 2}\n", "[record] due: sick is unknown; known are family"),
    ],
)
def test_each_kind_of_mistake_says_what_would_be_right(place, written, told):
    found = mistakes_of(place, written)
    assert len(found) == 1
    assert told in found[0]


def test_a_file_that_is_no_text_is_told_as_such(place):
    place.settings.write_bytes(b"\xff\xfe\x00")
    assert "cannot be read as TOML" in read_settings(place).mistakes[0]


def test_without_a_file_everything_is_as_usual_and_the_folders_are_the_stations_own(place):
    settings = read_settings(place, data_given=True).settings
    assert settings.record.path == place.record
    assert settings.record.key_file == place.data.with_name("data.key")
    assert settings.hearing.models == place.models
    assert settings.speaking.cache == place.speech
    assert settings.panel.data == place.data


def test_what_is_decided_once_reaches_every_folder(place):
    (place.data / "county").mkdir()
    place.settings.write_text(
        '[station]\nname = "qs-1"\nvillage = "青石村"\ntime_zone = "Asia/Seoul"\noverlays = ["county"]\n'
        "[record.working_hours]\nopens = 08:30:00\n[record.due.ill]\nhours = 1\n",
        "utf-8",
    )
    settings = read_settings(place).settings
    assert {settings.kiosk.village, settings.panel.village, settings.record.village} == {"青石村"}
    assert {settings.kiosk.time_zone, settings.panel.time_zone, settings.record.time_zone} == {"Asia/Seoul"}
    assert settings.kiosk.overlays == settings.panel.overlays == (place.data / "county", place.overlay)
    assert settings.record.station == "qs-1"
    assert settings.record.working_hours.opens == time(8, 30)
    assert settings.record.working_hours.closes == time(17)
    assert (settings.record.due["ill"].hours, settings.record.due["ill"].urgency) == (1.0, 3)


def test_the_command_line_is_stronger_than_the_file(place):
    place.settings.write_text("[station]\nport = 9000\n", "utf-8")
    assert read_settings(place, overrides={"port": 9100}).settings.station.port == 9100


def test_a_taken_port_a_loose_key_and_a_wrong_file_are_told_together(place):
    key_file = key_file_for(place, "village-1", data_given=True)
    make_key(key_file)
    key_file.chmod(0o644)
    place.settings.write_text("[kiosk]\nidle = 3\n", "utf-8")
    first, _ = listen(0, "--port")
    with first, pytest.raises(WrongSettings) as raised:
        checked(Wishes(place, data_given=True, port=first.getsockname()[1], panel_port=0))
    told = "\n".join(raised.value.mistakes)
    assert len(raised.value.mistakes) == 3
    assert "is taken by another program; stop that, or start with --port" in told
    assert f"chmod 600 '{key_file}'" in told
    assert "[kiosk] idle" in told


def test_a_tight_or_missing_key_is_no_mistake(tmp_path):
    assert loose_key(tmp_path / "none.key") is None
    make_key(tmp_path / "tight.key")
    assert loose_key(tmp_path / "tight.key") is None


def test_the_usual_place_is_beside_the_checkout_and_its_key_is_not():
    place = place_at()
    assert place.data == CHECKOUT / "data"
    assert not key_file_for(place, "village-1", data_given=False).is_relative_to(CHECKOUT)


def uncommented(text):
    """The example with its suggestions switched on: `# key = value` lines become settings."""
    return re.sub(r"^# (?=[a-z_.]+ = )", "", text, flags=re.MULTILINE)


def test_the_example_names_every_setting_with_its_usual_value(place):
    told = tomllib.loads(uncommented(EXAMPLE.read_text("utf-8")))
    usual = read_settings(place, data_given=True).settings
    given = given_by_station(usual.station, place, place.data.with_name("data.key"))
    assert set(told) == set(TABLES)
    for name, cls in TABLES.items():
        known = {each.name for each in fields(cls) if each.name not in given.get(name, {})}
        assert set(told[name]) == known, f"[{name}] of {EXAMPLE.name}"
    place.settings.write_text(uncommented(EXAMPLE.read_text("utf-8")), "utf-8")
    reading = read_settings(place, data_given=True)
    assert reading.mistakes == ()
    for name in TABLES:
        for each in fields(TABLES[name]):
            if each.name in given.get(name, {}) or (name == "station" and each.name in ("key_file", "village")):
                continue  # no value of these would do everywhere
            if each.default is not MISSING or each.default_factory is not MISSING:
                assert getattr(getattr(reading.settings, name), each.name) == getattr(getattr(usual, name), each.name)


def test_the_example_explains_every_setting_and_is_not_switched_on():
    assert tomllib.loads(EXAMPLE.read_text("utf-8")).keys() <= set(TABLES)
    assert all(table == {} for table in tomllib.loads(EXAMPLE.read_text("utf-8")).values())


def test_relative_paths_start_at_the_data_folder(place):
    place.settings.write_text('[station]\nkey_file = "~/k.key"\n', "utf-8")
    assert read_settings(place).settings.record.key_file == Path.home() / "k.key"
