"""Five people in a row leave nothing of each other in a real browser; a hundred are ``script/bench strangers``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from kiosk_walker import CHROMIUM
from playwright.sync_api import BrowserContext, Playwright, sync_playwright

from benchmarks.served import served
from benchmarks.strangers import FLAGS, pass_by, villagers
from benchmarks.traces import Watch
from casework.record import Record
from casework.workers import Worker


@pytest.fixture
def play() -> Iterator[Playwright]:
    with sync_playwright() as opened:
        yield opened


@pytest.fixture
def browser(play: Playwright, tmp_path: Path) -> Iterator[BrowserContext]:
    """With a profile on the disk, as at a station."""
    opened = play.chromium.launch_persistent_context(tmp_path / "profile", executable_path=CHROMIUM, args=FLAGS)
    yield opened
    opened.close()


def test_five_people_in_a_row_leave_no_trace(
    kiosk: Flask, browser: BrowserContext, record: Record, li_na: Worker, tmp_path: Path
) -> None:
    people = list(villagers(record, li_na.id, 5))
    with served(kiosk) as address:
        page = browser.new_page()
        passed = pass_by(page, address, people, Watch(page))
    assert passed.people == 5
    assert len(passed.ways) >= 7, "they come and leave in different ways"
    assert passed.found == []
    browser.close()
    assert Watch.in_files(tmp_path / "profile", people) == []
