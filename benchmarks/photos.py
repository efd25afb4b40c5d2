"""Photographs of every kiosk screen and every page of the panel, for eyes; nothing is measured here."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from benchmarks.photos_panel import LANGUAGES as PANEL
from benchmarks.photos_panel import photograph as panel
from benchmarks.plenty import plenty
from benchmarks.standing import Standing, standing
from benchmarks.ways import Reached, everywhere, step_into

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"]
SIZES = {"tall": (1080, 1920), "wide": (1280, 800), "phone": (390, 844)}
LOOKS = {"usual": ("normal", ""), "large": ("largest", "light"), "strong": ("large", "contrast")}
"""What a person may have chosen: letters and colours."""
TOPICS = 2
"""Pages of topics that are photographed unless all are wanted: they are all alike."""
STANDS_STILL = """(() => {
  const leads = /\\/(calls|circles)\\/over$|\\/blind$/, ask = window.fetch, never = new Promise(() => {});
  window.fetch = (url, ...more) => (leads.test(url) ? never : ask(url, ...more));
  if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = () => never;
})()"""
"""Calls, circles and cameras leave their screen where nobody is at the other end: looked at, they stand still."""


def worth_seeing(here: Standing, language: str, *, all_topics: bool) -> Iterator[tuple[str, Reached]]:
    """Every screen with a name for its photograph, in the order in which a person meets them."""
    topics = 0
    found = everywhere(here.desk, here.record, here.worker, language)
    much = plenty(here.desk, here.record, here.worker, language)
    for number, reached in enumerate(chain(found, much)):
        if reached.key.startswith("topic."):
            topics += 1
            if topics > TOPICS and not all_topics:
                continue
        cause = f"-{reached.visit.trouble.removeprefix('error.')}" if reached.key == "trouble" else ""
        yield f"{number:03d}-{reached.key}{cause}", reached


def photograph(here: Standing, context: BrowserContext, page: Page, reached: Reached, path: Path) -> None:
    """Once the pictures are there."""
    context.add_cookies([{"name": "visit", "value": step_into(here.desk, reached).id, "url": here.address}])
    page.goto(f"{here.address}/screen/{reached.key}")
    page.wait_for_load_state("load")
    page.screenshot(path=path, full_page="-phone-" in path.name)  # a phone scrolls


def main(argv: Sequence[str] | None = None) -> int:
    """Write the photographs into a folder."""
    parser = argparse.ArgumentParser(prog="photos", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--languages", default="zh,en,ko")
    parser.add_argument("--sizes", default=",".join(SIZES))
    parser.add_argument("--looks", default="usual", help=f"of {', '.join(LOOKS)}")
    parser.add_argument("--all-topics", action="store_true", help="every page of every topic")
    parser.add_argument("--only", default="", help="screens whose key begins so; several with commas")
    parser.add_argument("--what", default="kiosk,panel", help="one of them, or both")
    told = parser.parse_args(argv)
    told.folder.mkdir(parents=True, exist_ok=True)
    languages = told.languages.split(",")
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        if "kiosk" in told.what:
            kiosk(chromium, told, languages)
        if "panel" in told.what:
            panel(chromium, told.folder, [each for each in languages if each in PANEL])
        chromium.close()
    return 0


def kiosk(chromium: Browser, told: argparse.Namespace, languages: Sequence[str]) -> None:
    """Every screen in every language, size and look that was asked for."""
    with tempfile.TemporaryDirectory() as place, standing(Path(place)) as here:
        contexts = {}
        for size in told.sizes.split(","):
            width, height = SIZES[size]
            glass = ViewportSize(width=width, height=height)
            context = chromium.new_context(viewport=glass, screen=glass)
            context.route("**/say/**", lambda route: route.abort())
            context.add_init_script(STANDS_STILL)
            contexts[size] = (context, context.new_page())
        for language in languages:
            for name, reached in worth_seeing(here, language, all_topics=told.all_topics):
                if not reached.key.startswith(tuple(told.only.split(","))):
                    continue
                for size, (context, page) in contexts.items():
                    for look in told.looks.split(","):
                        reached.visit.size, reached.visit.theme = LOOKS[look]  # type: ignore[assignment]
                        path = told.folder / f"{language}-{size}-{look}-{name}.png"
                        photograph(here, context, page, reached, path)


if __name__ == "__main__":
    raise SystemExit(main())
