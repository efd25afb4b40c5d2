"""`script/bench month`: a month in the life of a village, and whether anything was lost or told twice in it."""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from casework.check import check
from casework.settings import RecordSettings
from station.month.almanac import DAYS, HANDS, PEOPLE, REQUESTS
from station.month.month import close_month, open_month
from station.month.tally import Tally, tally

BEGIN = datetime(2026, 11, 1, 16, 0, tzinfo=UTC)
"""Midnight in the village, before a Monday."""


def main(argv: Sequence[str]) -> int:
    """Live it, count it, print it; 0 when nothing was lost."""
    told = argparse.ArgumentParser(prog="script/bench month")
    told.add_argument("--days", type=int, default=DAYS)
    told.add_argument("--requests", type=int, default=REQUESTS)
    wanted = told.parse_args(argv)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        counted, faults = lived(Path(folder), wanted.days, wanted.requests)
    print(f"people         {PEOPLE}, workers {len(HANDS)}, days {wanted.days}")
    print(f"requests       {counted.requests}")
    print(f"ends           {sum(counted.ends.values())}: " + ", ".join(f"{n} {e}" for e, n in counted.ends.items()))
    print(f"open           {counted.open}, each with an owner")
    print(f"deadlines      {counted.deadlines} missed and told once each, {len(counted.missed)} not told")
    print(f"lost           {len(counted.lost)}")
    print(f"fired twice    {len(counted.twice)}")
    print(f"reopened       {counted.reopened}; handed on {counted.handed}; asked again {counted.asked_again}")
    print(f"record         {'whole' if not faults else f'{len(faults)} faults'}; {time.monotonic() - begun:.0f} s")
    wrong = (*counted.lost, *counted.missed, *counted.strange, *counted.twice, *faults)
    print("\n".join(wrong[:20]))
    return 1 if wrong else 0


def lived(folder: Path, days: int = DAYS, requests: int = REQUESTS) -> tuple[Tally, list[str]]:
    """The month in a record of its own: what it comes to, and what the check of the record finds."""
    settings = RecordSettings(
        folder / "data" / "record.db", folder / "data.key", folder / "data" / "recordings", village="青石村"
    )
    month = open_month(settings, folder / "data", BEGIN)
    with month.record as record:
        month.live(days, requests)
        with record.store.read() as database:
            counted = tally(database, [each.request for each in month.receipts], month.clock.ticks)
        faults = [str(each) for each in check(record)]
        close_month(month)
    return counted, faults
