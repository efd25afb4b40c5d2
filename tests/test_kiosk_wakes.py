"""What wakes the idle screen: a finger, the microphone button, a card in the reader or before the camera."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from kiosk_walker import CHROMIUM, QUIET
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from test_kiosk_camera import held_up

from benchmarks.served import served
from casework.persons.people import Person as Known
from casework.record import Record
from casework.workers import Worker
from kiosk.settings import KioskSettings

LONG = 40_000


@pytest.fixture
def kiosk_settings() -> KioskSettings:
    return KioskSettings(village="王家村", camera_at_rest=True)


@pytest.fixture
def code(record: Record, grandma_wang: Known, li_na: Worker) -> str:
    return record.cards.issue(grandma_wang.id, li_na.id).code


@pytest.fixture
def idle(kiosk: Flask, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """First screens before which nobody has been for a while; the camera sees what is held up, if anything."""
    seen = tmp_path / "seen.y4m"
    with sync_playwright() as play, served(kiosk) as address:
        browsers: list[Browser] = []

        def opened(card: str = "") -> Page:
            if not browsers:
                film(seen, card)
                flags = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
                flags.append(f"--use-file-for-fake-video-capture={seen}")
                browsers.append(play.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *flags]))
            page = browsers[0].new_context().new_page()
            page.clock.install()
            page.goto(address)
            page.wait_for_selector("body[data-screen=language]")
            page.clock.run_for(13_000)
            page.wait_for_selector("body.alone", timeout=LONG)
            page.clock.resume()
            return page

        yield opened
        for each in browsers:
            each.close()


def film(path: Path, card: str) -> None:
    """Ten pictures of a card in somebody's hand, or of nothing."""
    picture = held_up(card, turned=0) if card else Image.new("RGB", (640, 480), "#777")
    y, u, v = picture.convert("YCbCr").split()
    planes = y.tobytes() + u.resize((320, 240)).tobytes() + v.resize((320, 240)).tobytes()
    path.write_bytes(b"YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420jpeg\n" + 10 * (b"FRAME\n" + planes))


def test_a_finger_the_microphone_button_and_a_reader_wake_it(idle: Callable[..., Page], code: str) -> None:
    page = idle()
    page.mouse.click(5, 300)
    page.wait_for_selector("body:not(.alone)", timeout=LONG)
    assert page.get_attribute("body", "data-screen") == "language"

    page = idle()
    page.click("[data-microphone-button]")
    page.wait_for_selector("body.listening:not(.alone)", timeout=LONG)

    page = idle()
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    page.wait_for_selector("body[data-screen=known]:not(.alone)", timeout=LONG)


def test_a_card_before_the_camera_wakes_it_where_the_installer_wants_that(
    idle: Callable[..., Page], code: str
) -> None:
    idle(code).wait_for_selector("body[data-screen=known]:not(.alone)", timeout=LONG)
