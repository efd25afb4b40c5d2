"""Walks through the kiosk in a real browser and measures what is drawn; the journeys themselves are tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"]
TALL, WIDE, PHONE = (1080, 1920), (1280, 800), (390, 844)
MILLIMETRES = 20.0
ROUNDING = 0.1
"""Pixels; browsers lay out in 64ths."""
SMALLEST_LETTERS = 38.9
"""Pixels; 39 with a little for rounding."""


def module(name: str) -> str:
    """JavaScript for the page's own copy of one of its scripts, in whatever edition it was loaded."""
    return f"import(new URL('{name}.js', document.querySelector('script[type=module]').src).href)"


MEASURE = (Path(__file__).parent / "kiosk_measure.js").read_text("utf-8").split("\n", 1)[1]


def overlapping(boxes: list[dict[str, float]]) -> list[tuple[object, object]]:
    found = []
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            across = min(one["right"], other["right"]) - max(one["left"], other["left"])
            down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
            if across > 1 and down > 1:
                found.append((one["name"], other["name"]))
    return found


@contextmanager
def walking(browser: Browser, address: str) -> Iterator[Callable[..., Iterator[Page]]]:
    """Draw one screen after the other, without waiting for anything to be said."""
    context = browser.new_context(screen={"width": 1080, "height": 1920})
    context.route("**/say/**", lambda route: route.abort())
    page = context.new_page()
    page.goto(address)

    def screens(*steps: str) -> Iterator[Page]:
        key = "language"
        for step in steps:
            form: dict[str, str | float | bool] = {"screen": key, "choice": step}
            goes = f"/screen/{step[1:]}" if step.startswith("=") else ""
            if not goes:
                answer = context.request.post(f"{address}/choose", form=form, headers={"Accept": "application/json"})
                goes = answer.json()["goes"]
            page.goto(address + goes)
            key = str(page.get_attribute("body", "data-screen"))
            yield page
            if key == "alone":
                form = {"screen": key, "choice": "nobody"}
                answer = context.request.post(f"{address}/choose", form=form, headers={"Accept": "application/json"})
                page.goto(address + answer.json()["goes"])
                key = str(page.get_attribute("body", "data-screen"))
                yield page

    yield screens
    context.close()


def mistakes(seen: dict[str, Any]) -> Iterator[str]:
    """What the standards would say to this screen."""
    least = MILLIMETRES * seen["millimetre"] - ROUNDING
    for each in seen["targets"]:
        if min(each["width"], each["height"]) < least:
            yield f"{each['name']} is small: {each['width']:.2f}×{each['height']:.2f}"
    for each in seen["others"]:
        if min(each["width"], each["height"]) < 44:
            yield f"{each['name']} is small: {each['width']:.2f}×{each['height']:.2f}"
    yield from (f"cut off: {each}" for each in seen["cut"])
    yield from (f"the digit of {each} lies on its picture" for each in seen["badged"])
    yield from (f"{one} lies on {other}" for one, other in overlapping(seen["overlaps"]))
    if seen["letters"] < SMALLEST_LETTERS:
        yield f"letters of {seen['letters']} px"
    if max(seen["scrolls"]) > 0:
        yield f"scrolls {seen['scrolls']}"
