"""Li Na, community worker, in front of the panel."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from playwright.sync_api import Browser, Locator, Page, expect
from somebody import Somebody

from casework.factors.totp import code_at, step_of

LIVE = 2000
"""Milliseconds within which the panel promises to show what is new."""
PASSWORD = "three ducks swimming"


class Office(Somebody):
    """Li Na, community worker, in front of the panel."""

    secret = ""
    """What the app on her phone knows; the phone stays when a browser is closed."""
    used = 0
    """The newest half minute whose code she typed."""

    def __init__(self, browser: Browser, url: str, code: str) -> None:
        super().__init__(browser, url, viewport={"width": 1280, "height": 800}, locale="en-US")
        self._code = code

    def arrives(self) -> Office:
        """The queue is in front: enrol with the one-time code on the first morning, sign in on every other."""
        self.page.goto("queue")
        if self.page.url.endswith("/queue"):
            return self._watches()
        if self.page.get_by_text("Nobody is set up yet").count():
            self.page.get_by_role("link", name="I have a one-time code").click()
            self._fills(code=self._code, name="Li Na", login="lina", password=PASSWORD)
        else:
            self._fills(login="lina", password=PASSWORD)
        self.page.wait_for_url(re.compile("/queue|/sign-in/"))
        if "/sign-in/" in self.page.url:
            self._second_step()
        self.page.wait_for_url("**/queue")
        return self._watches()

    def _second_step(self) -> None:
        """The first worker supervises: sets the app up on the first morning, and types its code on every other."""
        if self.page.locator(".secret").count():
            Office.secret = (self.page.locator(".secret").text_content() or "").replace(" ", "")
        step = max(step_of(datetime.now(UTC)), Office.used + 1)
        Office.used = step
        self._fills(code=code_at(Office.secret, step))
        self.page.wait_for_url(re.compile("/queue|/second-step"))
        if "/queue" not in self.page.url:
            self.page.get_by_role("link", name="I have them on paper").click()

    def _watches(self) -> Office:
        self.page.evaluate("window.sameDocument = true")
        return self

    def _fills(self, **told: str) -> None:
        for name, value in told.items():
            self.page.fill(f"#{name}", value)
        self.page.keyboard.press("Enter")

    def row(self, number: str) -> Locator:
        """The line of a request in the queue."""
        return self.page.locator(".row", has=self.page.locator(".number", has_text=number))

    def sees(self, number: str) -> Locator:
        """The request is there within two seconds, and nobody loaded the page anew."""
        row = self.row(number)
        expect(row).to_be_visible(timeout=LIVE)
        assert self.page.evaluate("window.sameDocument")
        return row

    def opens(self, number: str) -> Page:
        """The request's own page."""
        self.row(number).locator(".open").click()
        expect(self.page.locator("h1")).to_contain_text(number)
        return self.page
