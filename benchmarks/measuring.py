"""Measures screens of the kiosk in a real browser: each is loaded once, worn in every glass, letters and colours."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

import kiosk
from benchmarks.photos import CHROMIUM, FLAGS, STANDS_STILL
from benchmarks.plenty import plenty
from benchmarks.rules import Findings
from benchmarks.standing import Standing, standing
from benchmarks.ways import Reached, everywhere, planned, step_into
from casework.record import Record
from casework.workers import Worker
from kiosk.desk import Desk

SCREENS = ((1080, 1920), (1920, 1080), (1280, 800), (800, 1280))
LETTERS = ("normal", "large", "largest")
THEMES = ("light", "contrast")
MEASURE = (Path(__file__).parent / "standards.js").read_text("utf-8").split("\n", 2)[2]
MILLIMETRES = (Path(kiosk.__file__).parent / "static" / "size.js").read_text("utf-8")
"""Run again on another glass, as it runs before anything is drawn on the first."""
WEAR = """([size, theme]) => {
  const own = (name) => import(new URL(name, document.querySelector("script[type=module]").src).href);
  Object.assign(document.documentElement.dataset, { size, theme });
  return own("fit.js").then((letters) => letters.fit());
}"""
"""As kiosk/static/screen.js puts on what a person chose."""
ROUND = f"""async ({{ sizes, colours }}) => {{
{MILLIMETRES}
  const wear = {WEAR}, measure = {MEASURE.strip()};
  const found = [];
  for (const size of sizes) {{
    await wear([size, "light"]);
    found.push(measure({{ colours: colours && size === sizes[0] }}));
  }}
  return JSON.stringify(found);
}}"""
"""On a glass that was just put in: every size of letters, one after the other."""
UNHEARD = ("*/say/*", "*/own/*")
"""What no measurement waits for."""
BONES = (Path(__file__).parent / "bones.js").read_text("utf-8").split("\n", 2)[2]
"""Two pages that are the same in this are the same to axe."""
STRICTEST = {"rules": {"color-contrast-enhanced": {"enabled": True}}}


Find = Callable[[Desk, Record, Worker, str], Iterator[Reached]]
"""Finds the screens of one language."""
FOUND: dict[str, tuple[Find, ...]] = {"planned": (planned,), "everywhere": (plenty, everywhere)}


@dataclass
class Measured:
    """What was found in one language."""

    findings: Findings = field(default_factory=Findings)
    screens: Counter[str] = field(default_factory=Counter)
    """Language → how many."""
    axed: int = 0
    """Pages that axe looked at: all that differ in their markup."""
    whole: bool = True
    """Whether there was time for every screen."""


class Measurer:
    """One page of a browser, before which screen after screen is drawn."""

    def __init__(self, browser: Browser, here: Standing) -> None:
        self._here = here
        self._context = browser.new_context(viewport=glass(*SCREENS[0]), screen=glass(*SCREENS[0]))
        self._context.add_init_script(STANDS_STILL)
        self.page = self._context.new_page()
        """Before which screen after screen is drawn."""
        wire = self._context.new_cdp_session(self.page)  # a route would ask us about every file, and keep none
        wire.send("Network.enable")
        wire.send("Network.setBlockedURLs", {"urls": list(UNHEARD)})
        self.axed: set[str] = set()

    def measure(self, reached: Reached, language: str, into: Measured) -> None:
        """One screen on every glass, in every size of letters and both colours."""
        self.enter(reached)
        self.look(reached, language, into)

    def look(self, reached: Reached, language: str, into: Measured) -> None:
        """The same of what is drawn already."""
        where, findings = f"{language} {reached.key}", into.findings
        for place, (width, height) in enumerate(SCREENS):
            self.page.set_viewport_size(glass(width, height))
            frame = f"{width}×{height} {language}"
            found = json.loads(self.page.evaluate(ROUND, {"sizes": LETTERS, "colours": place == 0}))
            for size, rows in zip(LETTERS, found, strict=True):
                findings.take(rows, f"{where} {width}×{height} {size}", frame)
            if place == 0:
                self._colours(f"{where} {width}×{height}", frame, into)

    def _colours(self, where: str, frame: str, into: Measured) -> None:
        """What depends on colours, and what must be tried: where the focus is seen, and what axe finds."""
        bones = self.page.evaluate(BONES)
        for theme in THEMES:
            self.page.evaluate(WEAR, [LETTERS[0], theme])
            if theme != THEMES[0]:
                rows = self.page.evaluate(MEASURE, {"colours": True})
                into.findings.take([each for each in rows if "contrast" in each[0]], f"{where} white on black", frame)
            ring_seen(self.page, f"{where} {theme}", into.findings)
            if bones not in self.axed:
                into.axed += 1
                axe_finds(self.page, f"{where} {theme}", into.findings)
        self.axed.add(bones)

    def enter(self, reached: Reached) -> None:
        """Let the browser stand where somebody got to."""
        visit = step_into(self._here.desk, reached).id
        self._context.add_cookies([{"name": "visit", "value": visit, "url": self._here.address}])
        self.page.goto(f"{self._here.address}/screen/{reached.key}")


def glass(width: int, height: int) -> ViewportSize:
    """A screen of that size, filled by the browser."""
    return ViewportSize(width=width, height=height)


def ring_seen(page: Page, where: str, findings: Findings) -> None:
    """How wide the ring is around what the keyboard comes to."""
    page.keyboard.press("Tab")
    ring = "(style => style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth))"
    findings.add("focus", float(page.evaluate(f"{ring}(getComputedStyle(document.activeElement))")), where, "")


def axe_finds(page: Page, where: str, findings: Findings) -> None:
    """Whatever axe-core calls a violation."""
    found = Axe().run(page, options=STRICTEST).response["violations"]
    told = "; ".join(f"{each['id']} {each['nodes'][0]['html'][:80]}" for each in found)
    findings.add("axe", len(found), where, told)


def measured(language: str, which: str, seconds: float) -> Measured:
    """All screens of one language, or as many as there is time for, in a village and a browser of their own.

    Tells how far it is.
    """
    into, end = Measured(), time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder, standing(Path(folder)) as here, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        measurer = Measurer(browser, here)
        found = (each for find in FOUND[which] for each in find(here.desk, here.record, here.worker, language))
        for reached in found:
            if time.monotonic() > end:
                into.whole = False
                break
            into.screens[language] += 1
            measurer.measure(reached, language, into)
            told = f"{language} {into.screens[language]:3} {reached.key}  {len(into.findings.broken)} broken"
            print(told, file=sys.stderr, flush=True)
        browser.close()
    return into
