"""A kiosk of a small village with a worker on duty, on a free port: for photographs and measurements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from benchmarks.served import served
from calls.line import Line
from casework.record import Record
from casework.settings import RecordSettings
from casework.workers import Worker
from kiosk.app import create_app
from kiosk.desk import Desk
from kiosk.handset import Handset
from kiosk.settings import KioskSettings
from voice.ear import Ear
from voice.mouth import Mouth
from voice.settings import HearingSettings, SpeakingSettings

PASSWORD = "rice field at dawn"  # noqa: S105 - of a village that lasts for minutes
"""The worker's."""
PHONES = "https://192.168.1.20:8443"
"""Where a relative's phone would find the station, if it were one."""


class RestingEar(Ear):
    """The real ear, which wakes no engine ahead: what is looked at needs none."""

    def warm(self, language: str) -> None:
        """Later, if somebody speaks."""


class RestingMouth(Mouth):
    """The real mouth, which renders nothing ahead."""

    def prepare(self, texts: object) -> None:
        """Each sentence when it is asked for."""


@dataclass(frozen=True)
class Standing:
    """Everything behind the screen, for whoever measures it."""

    address: str
    app: Flask
    desk: Desk
    record: Record
    worker: Worker


@contextmanager
def standing(
    folder: Path,
    settings: KioskSettings | None = None,
    line: Line | None = None,
    phones: Callable[[], str] | None = None,
) -> Iterator[Standing]:
    """Open the kiosk on data of its own, and close it at the end.

    ``line``: the wire to an exchange; ``phones``: where phones find the station, an address of nobody unless told.
    """
    places = RecordSettings(
        path=folder / "data" / "record.db", key_file=folder / "data.key", recordings=folder / "rec"
    )
    record = Record.open(places)
    worker = record.workers.enrol(str(record.workers.first_code()), "李娜", "lina", PASSWORD)
    ear = RestingEar(HearingSettings(models=folder / "models"))
    mouth = RestingMouth(SpeakingSettings(cache=folder / "speech"))
    app = create_app(
        settings or KioskSettings(village="王家村", printer=True),
        record,
        ear,
        mouth,
        line,
        phones=phones or (lambda: PHONES),
    )
    app.extensions["desk"].handsets.keep(Handset("handset"))  # so that what a handset adds is looked at as well
    try:
        with served(app) as address:
            yield Standing(address, app, app.extensions["desk"], record, worker)
    finally:
        app.extensions["desk"].dictations.close()
        mouth.close()
        ear.close()
        record.close()
