"""Two real browsers and a village to call in, and the exchange alone; ``conftest`` makes these known everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from calling_house import HERE
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Playwright, sync_playwright

from benchmarks.calling import Village, browser, village
from calls.call import Patience
from calls.exchange import Exchange
from calls.guest.app import GuestSettings, create_guest
from calls.line import Answering, Line
from casework.consents.entry import Asked, Subject
from casework.consents.purposes import CALL_FAMILY
from casework.persons.people import Person
from casework.record import Record
from casework.workers import Worker
from station.run_exchange import answers, write_down

BUSY_MACHINE = Patience(ring=40.0, all_together=60.0, silence=30.0, circle_silence=30.0, present=30.0)
"""A browser that has no processor for some seconds is not gone."""


@pytest.fixture(scope="module")
def play() -> Iterator[Playwright]:
    with sync_playwright() as opened:
        yield opened


@pytest.fixture(scope="module")
def one_browser(play: Playwright) -> Iterator[Browser]:
    """For everybody in a circle: each has a context of their own in it."""
    opened = browser(play)
    yield opened
    opened.close()


@pytest.fixture
def browsers(play: Playwright) -> Iterator[tuple[Browser, Browser]]:
    opened = browser(play), browser(play)
    yield opened
    for each in opened:
        each.close()


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Village]:
    with village(tmp_path, BUSY_MACHINE) as opened:
        yield opened


@pytest.fixture
def exchange(record: Record, tmp_path: Path) -> Iterator[Exchange]:
    """Who rings whom, asked over the file ``wire``."""
    opened = Exchange(lambda ended: write_down(ended, record))
    answering = Answering(tmp_path / "wire", answers(opened))
    yield opened
    answering.close()


@pytest.fixture
def link(record: Record, li_na: Worker, grandma_wang: Person) -> tuple[str, str, str]:
    """The relation, the link's id and its secret: Grandma Wang's son, whom she agreed to call."""
    son = record.people.relations.add(grandma_wang.id, li_na.id, "son", "王强", may_call=1)
    asked = Asked("可以给您的家里人打电话吗？", "zh-1", "zh")
    record.consents.answer(Subject(grandma_wang.id), CALL_FAMILY, True, asked)
    made, secret = record.invitations.invite(son, li_na.id, "zh")
    return son, made.id, secret


@pytest.fixture
def phone(record: Record, exchange: Exchange, tmp_path: Path, link: tuple[str, str, str]) -> FlaskClient:
    """The relative's phone, its link opened."""
    app = create_guest(GuestSettings(record.settings.station), record, Line(tmp_path / "wire"), b"k" * 32)
    client = app.test_client()
    client.get(f"/j/{link[2]}", base_url=HERE)
    return client
