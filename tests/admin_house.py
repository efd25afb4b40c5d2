"""What the panel's tests share: people who ask, browsers that fill in forms, a panel on a real port.

PYTEST_DONT_REWRITE: tests import from it before pytest takes it as a plugin for its fixtures.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from second_step import code_for
from werkzeug.test import TestResponse

from admin import PanelSettings, create_app
from admin.context import SEAT
from admin.mouth import OpenMouth
from benchmarks.served import served
from casework.clock import Clock
from casework.record import Record
from casework.workers import Worker
from voice.mouth import Mouth
from voice.settings import SpeakingSettings

PASSWORD = "three ducks swimming"
"""Li Na's, as in the cast."""
ORIGIN = {"Origin": "http://localhost"}


def hum(seconds: float) -> bytes:
    """A quiet tone, 16 kHz mono 16 bit."""
    wave = [int(2000 * ((step % 64) / 32 - 1)) for step in range(int(16000 * seconds))]
    return struct.pack(f"<{len(wave)}h", *wave)


def ask(
    record: Record,
    category: str | None = "ill",
    *,
    language: str = "zh",
    said: str = "",
    sure: float = 0.62,
    seconds: float = 0.0,
    name_seconds: float = 0.0,
) -> str:
    """Somebody asks at the kiosk: a picture, perhaps a recording, perhaps what the machine made of it."""
    draft = record.requests.draft(language, category)
    kept = ""
    for kind, length in (("name", name_seconds), ("description", seconds)):
        if length:
            kept = record.recordings.keep(hum(length), draft, kind)
            record.requests.attach(draft, kept, kind)
    if said:
        record.requests.dictated(draft, said, sure, "vosk", kept or None)
    return record.requests.submit(draft).request


class Browser:
    """A worker's browser without scripts: keeps cookies and sends every form with its token."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()
        self.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"

    def get(self, address: str, **headers: str) -> TestResponse:
        """A page."""
        return self.client.get(address, headers=headers, buffered=True)

    def token(self) -> str:
        """As the page carries it."""
        return self.get("/sign-in").text.split('name="form-token" content="')[1].split('"')[0]

    def post(self, address: str, **form: str) -> TestResponse:
        """A form, with its token."""
        return self.client.post(address, data={"form_token": self.token(), **form}, headers=ORIGIN)

    def fetch(self, address: str, **form: str) -> TestResponse:
        """As a script of ours asks."""
        headers = {**ORIGIN, "Accept": "application/json", "X-Form-Token": self.token()}
        return self.client.post(address, data=form, headers=headers)

    def send(self, address: str, wav: bytes) -> TestResponse:
        """A recording, as a script of ours hands it over."""
        headers = {**ORIGIN, "Accept": "application/json", "X-Form-Token": self.token()}
        return self.client.post(address, data=wav, content_type="audio/wav", headers=headers)

    def sign_in(self, login: str, password: str = PASSWORD) -> TestResponse:
        """Sign in; with the second step, for whoever owes it."""
        answer = self.post("/sign-in", login=login, password=password)
        onward = answer.headers.get("Location", "")
        if onward == "/sign-in/second-step":
            self.get(onward)
        if onward in ("/sign-in/code", "/sign-in/second-step"):
            record = self.app.extensions[SEAT].record
            answer = self.client.post(
                onward,
                data={"form_token": self.token(), "code": code_for(record, login)},
                headers=ORIGIN,
            )
        return answer


def panel(
    record: Record,
    folder: Path,
    clock: Clock,
    mouth: OpenMouth | None = None,
    idle_minutes: float = 720,
    second_step_days: float = 0,
) -> Flask:
    """The panel over that record; nobody is signed out for doing nothing or puts a second step off, unless wanted."""
    settings = PanelSettings(
        data=folder, village="Wangjia", idle_minutes=idle_minutes, second_step_days=second_step_days
    )
    app = create_app(settings, record, clock, mouth)
    app.testing = True
    app.config["PROPAGATE_EXCEPTIONS"] = False  # a page that fails is a page that tests look at
    return app


@pytest.fixture
def open_mouth(tmp_path: Path) -> Iterator[OpenMouth]:
    """Opens real mouths that speak with the station's own overlay, as the panel and the kiosk do; closes them all."""
    opened: list[Mouth] = []

    def one_more() -> Mouth:
        overlay = PanelSettings(data=tmp_path / "data").own_overlay
        opened.append(Mouth(SpeakingSettings(cache=tmp_path / "speech"), overlays=(overlay,)))
        return opened[-1]

    yield one_more
    for each in opened:
        each.close()


@pytest.fixture
def app(record: Record, tmp_path: Path, clock: Clock, open_mouth: OpenMouth) -> Flask:
    return panel(record, tmp_path / "data", clock, open_mouth)


@pytest.fixture
def anybody(app: Flask) -> Browser:
    """Somebody who has not signed in."""
    return Browser(app)


@pytest.fixture
def desk(app: Flask, li_na: Worker) -> Browser:
    """Li Na, signed in."""
    browser = Browser(app)
    assert browser.sign_in(li_na.login).status_code == 302
    return browser


@pytest.fixture
def office(app: Flask, zhao: Worker) -> Browser:
    """Zhao, the supervisor, signed in."""
    browser = Browser(app)
    assert browser.sign_in(zhao.login, "rice field at dawn").status_code in (200, 302)
    return browser


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """The panel behind a real server on a free port."""
    with served(app) as opened:
        yield opened
