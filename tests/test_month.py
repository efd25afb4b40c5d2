"""A month in the life, by hand through both apps: whoever was promised something has an owner or an honest end."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.month import lived
from casework.access import EVERYTHING
from casework.record import Record
from station import seed
from station.decided import read_settings
from station.errors import VillageSeeded
from station.month.tally import tally
from station.place import place_at


def test_in_ten_days_of_a_village_nothing_is_lost_and_nothing_is_told_twice(tmp_path: Path) -> None:
    counted, faults = lived(tmp_path, days=10, requests=90)
    assert (counted.lost, counted.missed, counted.strange, counted.twice, faults) == ((), (), (), (), [])
    assert counted.requests == 90
    assert counted.deadlines > 5
    assert {"closed", "refused", "withdrawn"} <= set(counted.ends)
    assert counted.handed > 0
    assert counted.asked_again > 0
    assert counted.reopened > 0


def test_a_month_can_be_laid_in_as_demonstration_and_opens_nobodys_account(tmp_path: Path) -> None:
    settings = read_settings(place_at(str(tmp_path / "data")), data_given=True).settings
    assert settings is not None
    now = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    assert seed.sow_month(settings, now, days=2, requests=8) == 8
    with pytest.raises(VillageSeeded):
        seed.sow_month(settings, now)
    with Record.open(settings.record) as record:
        assert len(record.queue(EVERYTHING, ended=True)) == 8
        assert not [each for each in record.workers.all() if each.active]
        assert record.workers.first_code() is not None


def test_the_tally_notices_what_is_lost_told_twice_or_not_told(record: Record, li_na, clock) -> None:
    draft = record.requests.draft("zh", "ill")
    record.requests.submit(draft)
    clock.move(hours=3)
    ticks = [clock.now]

    def counted(*promised: str):
        with record.store.read() as database:
            return tally(database, promised, ticks)

    assert len(counted(draft).missed) == 1, "nobody asked the duties"
    record.duties.run()
    told = counted(draft, "gone")
    assert (told.missed, told.twice) == ((), ())
    assert told.lost == ("gone was promised and is not there",)
    record.store.write("x", "x", lambda pen: pen.update("requests", draft, {"status": "closed", "ended_at": pen.at}))
    assert "closed without its due" in counted(draft).lost[0]
