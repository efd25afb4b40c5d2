"""The panel in a real browser, for the tests that need one: a page opened by a worker who has signed in.

PYTEST_DONT_REWRITE: tests import from it before pytest takes it as a plugin for its fixtures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from admin_house import PASSWORD
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from second_step import code_for

from casework.record import Record
from casework.workers import Worker

FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"]
FLAGS += ["--disable-sync", "--no-first-run", "--autoplay-policy=no-user-gesture-required"]
SOON = 15_000
"""Milliseconds for what need not be counted, on a busy machine."""
TOO_SMALL = """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')].filter((one) => {
  if (one.type === 'hidden' || one.closest('.skip') || !one.checkVisibility()) return false;
  const box = (one.closest('label') ?? one).getBoundingClientRect();
  const whole = one.classList.contains('open') ? one.closest('.row').getBoundingClientRect() : box;
  const inText = one.matches('p:not(.way-back) > a:not(.button)');
  return !inText && (whole.height < 43.5 || whole.width < 43.5) && one.type !== 'range';
}).map((one) => one.outerHTML.slice(0, 120))"""
"""What is smaller than a finger."""
Opener = Callable[..., Page]


@pytest.fixture(scope="module")
def further_flags() -> list[str]:
    """What a module's browser is started with besides; a module may have its own."""
    return []


@pytest.fixture(scope="module")
def chromium(further_flags: list[str]) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=[*FLAGS, *further_flags])
        yield browser
        browser.close()


@pytest.fixture
def opens(chromium: Browser, address: str, record: Record, li_na: Worker) -> Iterator[Opener]:
    """Li Na's browser, signed in, at a page; whatever its console complains of fails the test."""
    contexts, complaints = [], []

    def open_at(
        path: str,
        *,
        width: int = 1280,
        height: int = 800,
        locale: str = "en-US",
        login: str = li_na.login,
        password: str = PASSWORD,
    ) -> Page:
        context = chromium.new_context(
            base_url=address, viewport={"width": width, "height": height}, locale=locale, reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda told: complaints.append(told.text) if is_complaint(told) else None)
        page.on("pageerror", lambda told: complaints.append(str(told)))
        page.goto("/sign-in")
        page.fill("#login", login)
        page.fill("#password", password)
        page.keyboard.press("Enter")
        owes_the_second_step(page, record, login)
        page.goto(path)
        return page

    yield open_at
    for each in contexts:
        each.close()
    assert complaints == []


def owes_the_second_step(page: Page, record: Record, login: str) -> None:
    """After the password: with the code of the phone, for whoever owes it, the panel is open."""
    page.wait_for_url(re.compile("/queue|/sign-in/"))
    if "/sign-in/" in page.url:
        page.fill("#code", code_for(record, login))
        page.keyboard.press("Enter")
        page.wait_for_selector(".paper-codes, #queue", state="attached")


def is_complaint(told: ConsoleMessage) -> bool:
    """An error of ours; that an answer was a refusal is told there too, and is none."""
    return told.type == "error" and not told.text.startswith("Failed to load resource")
