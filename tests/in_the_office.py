"""Li Na, community worker, in front of the panel."""

from __future__ import annotations

from playwright.sync_api import Browser, Locator, Page, expect
from somebody import Somebody

LIVE = 2000
"""Milliseconds within which the panel promises to show what is new."""
PASSWORD = "three ducks swimming"


class Office(Somebody):
    """Li Na, community worker, in front of the panel."""

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
        self.page.wait_for_url("**/queue")
        return self._watches()

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
