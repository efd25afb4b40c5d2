"""Photographs of every page of the workers' panel, at desk and phone size, in every language; judges nothing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

SIZES = {"desk": (1280, 800), "phone": (390, 844)}
LANGUAGES = {"zh": "zh-CN", "en": "en-US"}
"""The panel follows what the browser asks for until somebody chooses."""
FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"]
FLAGS += ["--disable-sync", "--no-first-run"]


def photograph(base_url: str, folder: Path, login: str, password: str) -> list[Path]:
    """Photograph every page as that worker sees it; the files, named ``panel-<size>-<language>-<page>.png``."""
    folder.mkdir(parents=True, exist_ok=True)
    taken: list[Path] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for size, (width, height) in SIZES.items():
            for language, locale in LANGUAGES.items():
                with _page(browser, width, height, locale) as page:
                    for name in _walk(page, base_url, login, password):
                        file = folder / f"panel-{size}-{language}-{name}.png"
                        page.screenshot(path=file, full_page=name not in {"queue", "queue-keys"})
                        taken.append(file)
        browser.close()
    return taken


@contextmanager
def _page(browser: Browser, width: int, height: int, locale: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", locale=locale)
    try:
        yield context.new_page()
    finally:
        context.close()


def _walk(page: Page, base_url: str, login: str, password: str) -> Iterator[str]:
    """Go from page to page and say the name of each when it is ready to be photographed."""
    page.goto(f"{base_url}/sign-in")
    yield "sign-in"
    page.goto(f"{base_url}/join")
    page.fill("#password", "short")
    yield "join"
    page.goto(f"{base_url}/sign-in")
    page.fill("#login", login)
    page.fill("#password", "not this one")
    page.locator("main form button.main").click()
    yield "sign-in-refused"
    page.fill("#login", login)
    page.fill("#password", password)
    page.locator("main form button.main").click()
    page.wait_for_selector("#queue")
    page.wait_for_timeout(400)
    yield "welcome"
    page.goto(f"{base_url}/queue")
    yield "queue"
    page.goto(f"{base_url}/queue?state=all")
    yield "queue-all"
    page.goto(f"{base_url}/queue?find=zzzz")
    yield "queue-nothing"
    page.goto(f"{base_url}/queue?state=all")
    for number, link in enumerate([each.get_attribute("href") for each in page.locator(".open").all()][:8]):
        page.goto(f"{base_url}{link}")
        page.wait_for_timeout(200)
        yield f"request-{number}"
    for language in ("zh", "en"):
        page.goto(f"{base_url}/voice/{language}?part=screens")
        page.wait_for_timeout(200)
        yield f"voice-{language}"
    page.goto(f"{base_url}/works?period=all")
    yield "works"
    page.goto(f"{base_url}/workers")
    yield "workers"
    page.goto(f"{base_url}/nothing-here")
    yield "trouble"


def main(argv: Sequence[str] | None = None) -> int:
    """Photograph a running panel; the exit code."""
    asked = argparse.ArgumentParser(description="Photographs of every page of a running panel.")
    asked.add_argument("base_url")
    asked.add_argument("folder", type=Path)
    asked.add_argument("--login", required=True, help="of a worker who signs in with the password alone")
    asked.add_argument("--password", required=True)
    told = asked.parse_args(argv)
    for each in photograph(told.base_url, told.folder, told.login, told.password):
        print(each)
    return 0


if __name__ == "__main__":
    sys.exit(main())
