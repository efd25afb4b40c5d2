"""The named cast and a fresh record for every test; nothing here pretends to be a part of the station."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from casework.persons.people import Person
from casework.record import Record
from casework.settings import PasswordCost, RecordSettings
from casework.workers import Worker

pytest_plugins = ["kiosk_fixtures", "calling_fixtures"]
ZHAO_PASSWORD = "rice field at dawn"
LI_NA_PASSWORD = "three ducks swimming"
LIGHT = PasswordCost(passes=1, memory=8, lanes=1)
"""Argon2id as cheap as it can be; a test that needs the real cost makes its own settings."""

settings.register_profile("station", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("station")  # a busy machine is no fault of the code


class Clock:
    """A clock that stands still until it is moved: Monday morning, ten o'clock in the village."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Now."""
        return self.now

    def move(self, **span: float) -> None:
        """Let time pass, e.g. ``move(minutes=11)``."""
        self.now += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def record_settings(tmp_path: Path) -> RecordSettings:
    return RecordSettings(
        path=tmp_path / "data" / "record.db",
        key_file=tmp_path / "data.key",
        recordings=tmp_path / "data" / "recordings",
        village="Wangjia",
        password_cost=LIGHT,
    )


@pytest.fixture
def record(record_settings: RecordSettings, clock: Clock) -> Iterator[Record]:
    with Record.open(record_settings, clock=clock) as opened:
        yield opened


@pytest.fixture
def zhao(record: Record) -> Worker:
    """The supervisor, enrolled first with the code that the station printed."""
    code = record.workers.first_code()
    assert code is not None
    return record.workers.enrol(code, "Zhao", "zhao", ZHAO_PASSWORD)


@pytest.fixture
def li_na(record: Record, zhao: Worker) -> Worker:
    """The community worker, invited by Zhao and on duty."""
    worker = record.workers.enrol(record.workers.invite(zhao.id), "Li Na", "lina", LI_NA_PASSWORD)
    record.workers.set_duty(worker.id, by=zhao.id)
    return record.workers.get(worker.id)


@pytest.fixture
def grandma_wang(record: Record, li_na: Worker) -> Person:
    """Seventy-eight, does not read."""
    return record.people.get(record.people.add("王奶奶", who=li_na.id, household="Wang"))


@pytest.fixture
def son(record: Record, li_na: Worker, grandma_wang: Person) -> str:
    """Her son Wang Qiang as a relation of hers; he may be called, once she says yes to that."""
    return record.people.relations.add(grandma_wang.id, li_na.id, "son", "王强", may_call=1)


@pytest.fixture
def xiao_li(record: Record, li_na: Worker) -> Person:
    """Nine, lives with Grandma Wang; the parents work in the city."""
    return record.people.get(record.people.add("小李", who=li_na.id, household="Wang"))
