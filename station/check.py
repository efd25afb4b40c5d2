"""The self-check of a station: texts, record, recordings, models, disk; it looks and tells, and mends nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from casework.check import check as check_record
from casework.record import Record
from content import shipped_languages
from content.check import check as check_texts
from station.decided import Settings
from station.lock import is_held
from station.place import Place
from voice.ear import Ear

LEAST_ROOM = 500 * 1024 * 1024
"""Bytes of free disk below which the check says so: about four hours of recordings."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    what: str
    well: bool
    told: str
    """What was found; with the mend where it is not well."""


def run(settings: Settings, place: Place, write: Callable[[str], object]) -> int:
    """Look at everything and print a line for each; 1 when something is damaged, else 0."""
    damaged = 0
    for each in findings(settings, place):
        write(f"{'ok  ' if each.well else 'BAD '} {each.what:<12} {each.told}\n")
        damaged += not each.well
    return 1 if damaged else 0


def findings(settings: Settings, place: Place) -> Iterator[Finding]:
    """Everything that can be looked at on a running or stopped station."""
    yield Finding("station", True, f"{'runs' if is_held(place) else 'does not run'} on {place.data}")
    yield _texts(settings)
    yield from _record(settings)
    yield from _models(settings)
    yield _disk(place)


def _texts(settings: Settings) -> Finding:
    mistakes = check_texts(overlays=settings.station.overlays, today=datetime.now(settings.record.zone).date())
    if mistakes:
        return Finding("texts", False, f"{len(mistakes)} mistakes; to see them: .venv/bin/python -m content")
    return Finding("texts", True, f"{', '.join(shipped_languages())} are complete")


def _record(settings: Settings) -> Iterator[Finding]:
    with Record.open(settings.record) as record:
        faults = check_record(record)
    for each in faults:
        yield Finding(each.what, False, f"{each.where}: {each.told}")
    if not faults:
        yield Finding("record", True, "whole: file, rows, journal, and every recording can be played")


def _models(settings: Settings) -> Iterator[Finding]:
    ear = Ear(settings.hearing)
    try:
        for language in settings.kiosk.languages:
            ability = ear.ability(language)
            told = f"heard by {ability.engine}" if ability.engine else "no engine: touch, digits and recordings only"
            yield Finding(f"hearing {language}", True, told)
    finally:
        ear.close()


def _disk(place: Place) -> Finding:
    free = shutil.disk_usage(place.data).free
    told = f"{free / 2**30:.1f} GiB free"
    return Finding(
        "disk", free > LEAST_ROOM, told if free > LEAST_ROOM else f"{told}; make room, or nothing can be kept"
    )
