"""The kiosk with a scripted ear, and a villager in front of it; ``conftest`` makes these known everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from kiosk_house import Person
from scripted_ear import ScriptedEar

from benchmarks.standing import PHONES
from calls.line import Line
from casework.record import Record
from kiosk.app import create_app
from kiosk.settings import KioskSettings
from voice.mouth import Mouth
from voice.settings import SpeakingSettings


@pytest.fixture
def kiosk_settings() -> KioskSettings:
    return KioskSettings(village="王家村")


@pytest.fixture
def scripted_ear() -> ScriptedEar:
    return ScriptedEar()


class QuietMouth(Mouth):
    """The real mouth, which renders nothing ahead: a test asks for the few sentences that it needs."""

    def prepare(self, texts: object) -> None:
        self.asked = list(texts)  # type: ignore[call-overload]


@pytest.fixture
def quiet_mouth(tmp_path: Path) -> Iterator[Mouth]:
    opened = QuietMouth(SpeakingSettings(cache=tmp_path / "speech"))
    yield opened
    opened.close()


@pytest.fixture
def line() -> Line | None:
    """No exchange answers: nobody can be called. A module that calls has one of its own."""
    return None


@pytest.fixture
def kiosk(
    kiosk_settings: KioskSettings, record: Record, scripted_ear: ScriptedEar, quiet_mouth: Mouth, line: Line | None
) -> Iterator[Flask]:
    opened = create_app(kiosk_settings, record, scripted_ear, quiet_mouth, line, phones=lambda: PHONES)  # type: ignore[arg-type]
    yield opened
    opened.extensions["desk"].dictations.close()


@pytest.fixture
def villager(kiosk: Flask) -> Person:
    return Person(kiosk)
