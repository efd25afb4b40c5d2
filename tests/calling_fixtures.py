"""Two real browsers and a village to call in, and the exchange alone; ``conftest`` makes these known everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from benchmarks.calling import Village, browser, village
from calls.call import Patience
from calls.exchange import Exchange
from calls.line import Answering
from casework.record import Record
from station.run_exchange import answers, write_down

BUSY_MACHINE = Patience(ring=40.0, all_together=60.0, silence=30.0, circle_silence=30.0, present=30.0)
"""A browser that has no processor for some seconds is not gone."""


@pytest.fixture(scope="module")
def play() -> Iterator[Playwright]:
    with sync_playwright() as opened:
        yield opened


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
