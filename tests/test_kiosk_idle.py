"""The first screen while nobody stands there: silent until it is touched, and never talking to nobody."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from kiosk_walker import CHROMIUM, QUIET, TALL
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from benchmarks.served import served

COUNT = """
  window.begun = 0;
  new MutationObserver((changes) => {
    for (const each of changes)
      if (each.target === document.body && document.body.classList.contains("speaking")
        && !(each.oldValue ?? "").includes("speaking")) window.begun += 1;
  }).observe(document, { attributes: true, attributeOldValue: true, attributeFilter: ["class"], subtree: true });
"""
"""Counts how often the page has begun to speak."""


@dataclass
class Untouched:
    """A page that is only looked at: Playwright's own questions count as a touch in the browser's eyes."""

    page: Page
    eye: CDPSession

    def asked(self, expression: str) -> object:
        told = self.eye.send("Runtime.evaluate", {"expression": expression, "returnByValue": True})
        return told["result"].get("value")

    def comes_true(self, expression: str) -> bool:
        until = time.monotonic() + 30
        while time.monotonic() < until:
            if self.asked(expression) is True:
                return True
            time.sleep(0.1)
        return False

    def tap(self, selector: str) -> None:
        """A finger on the middle of that; with nothing, beside every button."""
        middle = f"(({{x, y, width, height}}) => [x + width / 2, y + height / 2])({selector}.getBoundingClientRect())"
        x, y = self.asked(middle) if selector else (3, 300)  # type: ignore[misc]
        self.page.touchscreen.tap(x, y)

    def press_slowly(self) -> None:
        """As an old finger does, beside every button."""
        self.eye.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": 3, "y": 300}]})
        time.sleep(0.9)
        self.eye.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """As a village's own browser is when nobody has told it to allow sound."""
    strict = [*QUIET, "--autoplay-policy=document-user-activation-required"]
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=strict)
        yield opened
        opened.close()


@pytest.fixture
def stand(browser: Browser, kiosk: Flask) -> Iterator[Callable[[], Untouched]]:
    width, height = TALL
    context = browser.new_context(viewport={"width": width, "height": height}, has_touch=True)
    context.add_init_script(COUNT)
    with served(kiosk) as address:

        def opened() -> Untouched:
            page = context.new_page()
            eye = context.new_cdp_session(page)
            eye.send("Page.enable")
            eye.send("Page.navigate", {"url": address})
            untouched = Untouched(page, eye)
            assert untouched.comes_true("document.body?.dataset.screen === 'language'")
            return untouched

        yield opened
        context.close()


def test_a_touch_beside_the_buttons_wakes_the_voice_once(stand: Callable[[], Untouched]) -> None:
    screen = stand()
    time.sleep(1.5)
    assert screen.asked("window.begun") == 0, "the browser allows no sound yet"
    assert screen.asked("navigator.userActivation.hasBeenActive") is False
    screen.tap("")
    assert screen.comes_true("document.querySelector('.speaking [data-line].speaking') !== null")
    assert screen.comes_true("!document.body.classList.contains('speaking')")
    time.sleep(1.5)
    assert screen.asked("window.begun") == 1


def test_a_slow_finger_wakes_it_too(stand: Callable[[], Untouched]) -> None:
    screen = stand()
    time.sleep(1.5)
    screen.press_slowly()
    assert screen.comes_true("document.querySelector('.speaking [data-line].speaking') !== null")
    assert screen.asked("window.begun") == 1


def test_a_first_touch_on_a_language_is_answered_aloud(stand: Callable[[], Untouched]) -> None:
    screen = stand()
    time.sleep(1)
    screen.tap("document.querySelector('.choice[value=zh]')")
    assert screen.comes_true("document.body.dataset.screen === 'home'")
    assert screen.comes_true("document.querySelector('.sentence.speaking') !== null")


def test_an_idle_first_screen_says_nothing_of_itself_for_hours(browser: Browser, kiosk: Flask) -> None:
    with served(kiosk) as address:
        context = browser.new_context()
        context.add_init_script(COUNT)
        page = context.new_page()
        page.clock.install()
        page.goto(address)
        page.wait_for_selector("body[data-screen=language]")
        page.clock.run_for(60_000)
        begun = page.evaluate("window.begun")
        page.clock.run_for(3_600_000)
        assert page.evaluate("window.begun") == begun <= 1
        assert page.get_attribute("body", "data-screen") == "language"
        context.close()
