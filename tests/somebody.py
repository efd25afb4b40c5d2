"""A person of the journeys in a real browser; what they do at the kiosk and in the office lives beside this."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

PHOTOGRAPHS = os.environ.get("JOURNEY_PHOTOGRAPHS")
"""Folder for pictures of key steps, for people; without it none are taken."""


class Somebody:
    """A person with a browser of their own. A complaint on its console is a failure of the test."""

    def __init__(self, browser: Browser, url: str, **looks: Any) -> None:
        self.url = url
        self.context: BrowserContext = browser.new_context(base_url=url, reduced_motion="reduce", **looks)
        self.complaints: list[str] = []
        self.page: Page = self._page()

    def _page(self) -> Page:
        page = self.context.new_page()
        page.on("console", self._complain)
        page.on("pageerror", lambda told: self.complaints.append(str(told)))
        return page

    def _complain(self, told: ConsoleMessage) -> None:
        if told.type == "error" and not told.text.startswith("Failed to load resource"):
            self.complaints.append(told.text)

    def photograph(self, name: str) -> None:
        """For people who want to see it."""
        if PHOTOGRAPHS:
            self.page.screenshot(path=Path(PHOTOGRAPHS) / f"{name}.png")

    def close(self) -> None:
        """They go home."""
        self.context.close()
        assert not self.complaints, self.complaints
