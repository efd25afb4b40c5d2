"""Lays the demonstration village of ``village.yaml`` into an empty record, by the record's own way of writing."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml

from casework.history import STATION
from casework.record import Record
from casework.writing import Writing
from station.decided import Settings
from station.errors import SeedsWrong, VillageSeeded
from station.month.almanac import DAYS, REQUESTS
from station.month.month import close_month, open_month, retire
from station.place import Place
from station.seed_files import lay_files, lay_homes
from voice.errors import VoiceError
from voice.mouth import Mouth
from voice.wav import read_wav, to_16k_mono

VILLAGE = Path(__file__).with_name("village.yaml")
FIRST_SETTINGS = """\
# The settings of this station. Everything that may stand here is explained in settings.example.toml of the checkout.
[station]
village = "{village}"   # the demonstration village; write your own here
"""
log = logging.getLogger("station.seed")


class Past:
    """A clock that stands where the seeds want it."""

    def __init__(self, now: datetime) -> None:
        self.start = self.now = now

    def __call__(self) -> datetime:
        """The moment that is being written."""
        return self.now

    def go_back(self, hours: float) -> None:
        """Stand so many hours before the start."""
        self.now = self.start - timedelta(hours=hours)


def settle_village(place: Place, *, wanted: bool) -> None:
    """Before a first start with seeds: a settings file that names the village and shows where to change it."""
    if wanted and not place.settings.exists() and not place.record.exists():
        place.settings.write_text(FIRST_SETTINGS.format(village=_village()["village"]), "utf-8")


def sow(settings: Settings, now: datetime | None = None) -> int:
    """Lay the village into the record of those settings; how many requests it has. Raises VillageSeeded.

    All of it is marked as demonstration. Without a working mouth the requests come without their recordings.
    """
    village, clock = _village(), Past(now or datetime.now(UTC))
    with Record.open(settings.record, clock=clock) as record:
        if not is_bare(record):
            raise VillageSeeded
        mouth = Mouth(settings.speaking)
        try:
            _sow(record, village, clock, mouth, settings)
        except KeyError as error:
            raise SeedsWrong(f"{error} is missing or misspelt") from error
        finally:
            mouth.close()
    return len(village["requests"])


def sow_month(settings: Settings, now: datetime | None = None, days: int = DAYS, requests: int = REQUESTS) -> int:
    """Lay a made-up month that ends now into the record of those settings; its requests. Raises VillageSeeded."""
    today = (now or datetime.now(UTC)).astimezone(settings.record.zone)
    begin = datetime.combine(today.date() - timedelta(days=days), time(), settings.record.zone)
    with Record.open(settings.record) as record:
        if not is_bare(record):
            raise VillageSeeded
    with tempfile.TemporaryDirectory() as folder:
        month = open_month(settings.record, Path(folder), begin)
        with month.record as record:
            month.live(days, requests)
            close_month(month)
            retire(month)
            with record.store.read() as database:
                return int(database["requests"].count)


def is_bare(record: Record) -> bool:
    """Whether nobody has asked or worked here yet."""
    with record.store.read() as database:
        return not any(database[table].count for table in ("requests", "workers", "persons"))


def _sow(record: Record, village: Mapping[str, Any], clock: Past, mouth: Mouth, settings: Settings) -> None:
    oldest = max(each["ago"] for each in (*village["requests"], *village["files"].values()))
    clock.go_back(oldest + 1)
    worker = _worker(record, village["worker"])
    try:
        _fill(record, village, clock, mouth, settings, worker)
    finally:
        clock.go_back(0)
        record.store.write(STATION, "demonstration laid in", lambda pen: pen.update("workers", worker, {"active": 0}))


def _fill(
    record: Record, village: Mapping[str, Any], clock: Past, mouth: Mouth, settings: Settings, worker: str
) -> None:
    persons = {
        name: record.people.add(name, worker, household["name"])
        for household in village["households"]
        for name in household["persons"]
    }
    lay_homes(record, village, worker)
    lay_files(record, village, persons, worker, clock.start, clock.go_back)
    for each in sorted(village["requests"], key=lambda told: -float(told["ago"])):
        clock.go_back(each["ago"])
        request = _ask(record, each, mouth)
        if "person" in each:
            record.name_person(request, worker, persons[each["person"]])
        for step in each.get("steps", ()):
            clock.go_back(step["ago"])
            _answer(record, request, worker, step, clock, settings)


def _worker(record: Record, told: Mapping[str, Any]) -> str:
    """Somebody who acts here only while it is laid in: no password opens the account, the first worker is to come."""

    def work(writing: Writing) -> str:
        fields = {
            "name": told["name"],
            "login": told["login"],
            "password": "",
            "role": "worker",
            "duty": 0,
            "active": 1,
        }
        return writing.insert("workers", {**fields, "created_at": writing.at})

    return record.store.write(STATION, "demonstration laid in", work)


def _ask(record: Record, told: Mapping[str, Any], mouth: Mouth) -> str:
    request = record.requests.draft(told["language"], told["category"])
    if "said" in told:
        try:
            spoken = to_16k_mono(read_wav(mouth.say(told["said"], told["language"], private=True)))
        except VoiceError as error:
            log.warning("a demonstration request comes without its recording: %s", error)
        else:
            record.requests.attach(request, record.recordings.keep(spoken, request))
            record.requests.dictated(request, told["dictated"], 0.6, "demonstration")
    record.requests.submit(request)
    return request


def _answer(
    record: Record, request: str, worker: str, step: Mapping[str, Any], clock: Past, settings: Settings
) -> None:
    if "take" in step:
        record.take(request, worker)
    elif "note" in step:
        record.note(request, worker, step["note"])
    elif "reply" in step:
        record.reply(request, worker, step["reply"])
    elif "visit_tomorrow" in step:
        day = clock.start.astimezone(settings.record.zone).date() + timedelta(days=1)
        at = datetime.combine(day, time.fromisoformat(step["visit_tomorrow"]), settings.record.zone)
        record.plan_visit(request, worker, at)
    elif "close" in step:
        record.life.done(request, worker)
        record.life.say(request, step["close"], "touch")
    else:
        raise SeedsWrong(f"nothing to do in the step {dict(step)}")


def _village() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(VILLAGE.read_text("utf-8"))
    return found
