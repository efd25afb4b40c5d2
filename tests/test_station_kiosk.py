"""The kiosk's process lets go of everything in the right order, and leaves nothing running."""

from __future__ import annotations

import threading
from pathlib import Path

from kiosk_house import Person

from station.decided import read_settings
from station.place import Place
from station.run_kiosk import opened


def test_nobody_writes_down_what_is_said_once_ear_and_record_are_closed(tmp_path: Path) -> None:
    settings = read_settings(Place(tmp_path / "data"), data_given=True).settings
    with opened(settings) as app:
        assert Person(app).look().key == "language"
        assert "dictation" in {each.name for each in threading.enumerate()}
    assert "dictation" not in {each.name for each in threading.enumerate()}
