"""Every screen of the kiosk in a real browser against the numbers of the standards; the table is kept in the docs."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from benchmarks.photos import CHROMIUM, FLAGS
from benchmarks.running import TOP
from benchmarks.standing import Standing, standing
from benchmarks.ways import Reached, everywhere, planned, step_into
from casework.record import Record
from casework.workers import Worker
from kiosk.desk import Desk

SCREENS = ((1080, 1920), (1920, 1080), (1280, 800), (800, 1280))
LETTERS = ("normal", "large", "largest")
THEMES = ("light", "contrast")
MEASURE = (Path(__file__).parent / "standards.js").read_text("utf-8").split("\n", 2)[2]
KEPT = TOP / "docs" / "standards.md"
WEAR = """([size, theme]) => {
  const own = (name) => import(new URL(name, document.querySelector("script[type=module]").src).href);
  Object.assign(document.documentElement.dataset, { size, theme });
  return own("fit.js").then((letters) => letters.fit());
}"""
"""As kiosk/static/screen.js puts on what a person chose."""
STRICTEST = {"rules": {"color-contrast-enhanced": {"enabled": True}}}
ROUNDING = 0.02
"""Browsers lay out in 64ths of a pixel."""


@dataclass(frozen=True)
class Rule:
    """One number that every screen must meet."""

    what: str
    limit: float
    unit: str = ""
    least: bool = True
    """Whether the limit is the least that is allowed, or the most."""
    of: str = ""
    """Where the number comes from."""

    def broken(self, value: float) -> bool:
        """Whether that value does not do."""
        return value < self.limit - ROUNDING if self.least else value > self.limit + ROUNDING

    def worse(self, one: float, other: float) -> bool:
        """Whether the one is nearer to the limit, or further beyond it."""
        return one < other if self.least else one > other


RULES = {
    "choices": Rule("choices on a screen", 6, least=False, of="mission, principle 1"),
    "target": Rule("choices and keys, shorter side", 20, "mm", of="own floor"),
    "dp": Rule("choices and keys, shorter side", 60, "px", of="MIIT 67/2021 annex 2"),
    "other": Rule("every other button, shorter side", 44, "px", of="WCAG 2.5.5"),
    "spacing": Rule("between two buttons", 2, "mm", of="MIIT 67/2021"),
    "capitals": Rule("height of capitals", 4.8, "mm", of="ADA 707.5"),
    "text contrast": Rule("contrast of text, both themes", 7, ":1", of="WCAG 1.4.6"),
    "letter contrast": Rule("contrast of letters drawn as pictures", 4.5, ":1", of="WCAG 1.4.6"),
    "border contrast": Rule("contrast of borders and rings, both themes", 3, ":1", of="WCAG 1.4.11"),
    "icon contrast": Rule("contrast of pictograms' outlines, both themes", 3, ":1", of="WCAG 1.4.11"),
    "picture": Rule("picture on a choice", 8, "mm", of="own floor"),
    "length": Rule("length of a line (40 Chinese, 80 Latin characters)", 40, "em", least=False, of="WCAG 1.4.8"),
    "height": Rule("height of a line", 1.5, "em", of="WCAG 1.4.8"),
    "paragraph": Rule("from paragraph to paragraph, of a line's height", 1.5, "×", of="WCAG 1.4.8"),
    "justified": Rule("justified texts", 0, least=False, of="WCAG 1.4.8"),
    "cut": Rule("letters beyond their card", 1, "px", least=False, of="no truncation"),
    "truncated": Rule("texts cut short", 0, least=False, of="no truncation"),
    "scrolls": Rule("screen beyond the glass", 0, "px", least=False, of="no overflow"),
    "overlap": Rule("parts lying on one another", 1, "px", least=False, of="no overflow"),
    "badge": Rule("digit lying on a picture", 0, "px", least=False, of="no overflow"),
    "focus": Rule("ring around what has the focus", 4, "px", of="WCAG 2.4.7, 2.4.13"),
    "moves": Rule("things that move by themselves", 0, least=False, of="WCAG 2.2.2, MIIT 2.3"),
    "place": Rule("home, back, microphone, again, help out of place", 1, "px", least=False, of="WCAG 3.2.6"),
    "axe": Rule("violations found by axe-core", 0, least=False, of="WCAG 2.2 A to AAA, as far as machines can"),
}


@dataclass(frozen=True)
class Seen:
    """One value of one rule on one screen."""

    rule: str
    value: float
    where: str
    what: str


@dataclass
class Findings:
    """The worst of every rule, and everything that breaks one."""

    worst: dict[str, Seen] = field(default_factory=dict)
    broken: list[Seen] = field(default_factory=list)
    measured: Counter[str] = field(default_factory=Counter)
    _places: dict[str, list[int]] = field(default_factory=dict)

    def add(self, rule: str, value: float, where: str, what: str) -> None:
        """Take one value in."""
        seen, told = Seen(rule, value, where, what), RULES[rule]
        self.measured[rule] += 1
        if rule not in self.worst or told.worse(value, self.worst[rule].value):
            self.worst[rule] = seen
        if told.broken(value):
            self.broken.append(seen)

    def take(self, rows: Iterable[list[Any]], where: str, frame: str) -> None:
        """The rows of one screen; ``frame`` names what has its buttons in the same place everywhere."""
        for rule, value, what in rows:
            if str(rule).startswith("place "):
                first = self._places.setdefault(f"{frame} {rule}", value)
                self.add("place", max(abs(a - b) for a, b in zip(first, value, strict=True)), where, str(rule)[6:])
            else:
                self.add(str(rule), float(value), where, str(what))


def look_at(page: Page, address: str, where: str, sizes: Sequence[str], findings: Findings, *, colours: bool) -> None:
    """Draw the screen that the page's visit stands before, and measure it in every size of letters."""
    page.goto(address)
    frame = f"{page.viewport_size}"
    for size in sizes:
        page.evaluate(WEAR, [size, "light"])
        rows = page.evaluate(MEASURE, {"colours": colours and size == sizes[0]})
        findings.take(rows, f"{where} {size}", f"{frame} {page.get_attribute('html', 'lang')}")
    if colours:
        page.evaluate(WEAR, [sizes[0], "contrast"])
        rows = page.evaluate(MEASURE, {"colours": True})
        findings.take([each for each in rows if "contrast" in each[0]], f"{where} white on black", frame)


def look_closer(page: Page, where: str, findings: Findings, themes: Sequence[str] = THEMES) -> None:
    """What must be tried: where the focus is seen, and what axe finds, in those colours."""
    for theme in themes:
        page.evaluate(WEAR, ["normal", theme])
        page.keyboard.press("Tab")
        ring = "(style => style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth))"
        width = page.evaluate(f"{ring}(getComputedStyle(document.activeElement))")
        findings.add("focus", float(width), f"{where} {theme}", "")
        found = Axe().run(page, options=STRICTEST).response["violations"]
        told = "; ".join(f"{each['id']} {each['nodes'][0]['html'][:80]}" for each in found)
        findings.add("axe", len(found), f"{where} {theme}", told)


def opened(browser: Browser, address: str, size: tuple[int, int]) -> tuple[BrowserContext, Page]:
    """A browser that fills a screen of that size, without sound."""
    width, height = size
    glass = ViewportSize(width=width, height=height)
    context = browser.new_context(viewport=glass, screen=glass)
    context.route("**/say/**", lambda route: route.abort())
    context.route("**/own/**", lambda route: route.abort())
    page = context.new_page()
    page.goto(address)
    return context, page


def enter(desk: Desk, context: BrowserContext, address: str, reached: Reached) -> str:
    """Let that browser stand where somebody got to; the address of their screen."""
    context.add_cookies([{"name": "visit", "value": step_into(desk, reached).id, "url": address}])
    return f"{address}/screen/{reached.key}"


def measure_all(
    browser: Browser,
    here: Standing,
    languages: Sequence[str],
    find: Callable[[Desk, Record, Worker, str], Iterator[Reached]],
) -> tuple[Findings, Counter[str]]:
    """The screens that are found, in every language, size of letters and size of glass; and how many per language."""
    desk, address = here.desk, here.address
    findings, count = Findings(), Counter[str]()
    pages = {size: opened(browser, address, size) for size in SCREENS}
    for language in languages:
        for reached in find(desk, here.record, here.worker, language):
            count[language] += 1
            print(f"{language} {count[language]:3} {reached.key}  {len(findings.broken)} broken", file=sys.stderr)
            for (width, height), (context, page) in pages.items():
                where = f"{language} {reached.key} {width}×{height}"
                first = (width, height) == SCREENS[0]
                look_at(page, enter(desk, context, address, reached), where, LETTERS, findings, colours=first)
                if first:
                    look_closer(page, where, findings)
    return findings, count


def table(findings: Findings) -> Iterator[str]:
    """The findings as one table, in Markdown."""
    yield "| what | must be | worst seen | where | number from | values | broken |"
    yield "|---|---|---|---|---|---|---|"
    broken = Counter(each.rule for each in findings.broken)
    for key, rule in RULES.items():
        if key not in findings.worst:
            continue
        worst, sign = findings.worst[key], "≥" if rule.least else "≤"
        must = f"{sign} {rule.limit:g} {rule.unit}".replace(" :1", ":1").strip()
        value = f"{max(worst.value, 0):.4g} {rule.unit}".replace(" :1", ":1").strip()
        where = f"{worst.where}{f' ({worst.what})' if worst.what else ''}".replace("|", "/").replace("\n", " ")[:110]
        cells = (rule.what, must, value, where, rule.of, findings.measured[key], broken[key])
        yield f"| {' | '.join(map(str, cells))} |"


def told(findings: Findings, count: Counter[str], diagonal: float, what: str) -> str:
    """The page that is kept in the docs; ``what``: which screens were measured."""
    screens = ", ".join(f"{number} in {language}" for language, number in count.items())
    glass = ", ".join(f"{width}×{height}" for width, height in SCREENS)
    return "\n".join((
        "# The screens against the standards",
        "",
        f"Written by `script/bench standards`, never by hand. Every screen {what} is drawn in a real",
        f"Chromium and measured: {screens}; on glass of {glass} pixels and {diagonal:g} inches; in three sizes",
        "of letters; contrast in both themes. Values of whole paragraphs are of texts without pictures beside them.",
        "",
        *table(findings),
        "",
    ))  # fmt: skip


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print the table, keep it; 1 where something is broken."""
    parser = argparse.ArgumentParser(prog="standards", description=__doc__)
    parser.add_argument("--languages", default="zh,en,ko")
    parser.add_argument("--planned", action="store_true", help="each planned screen once, not all pages of topics")
    parser.add_argument("--print-only", action="store_true", help="do not write docs/standards.md")
    asked = parser.parse_args(argv)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, standing(Path(folder)) as here, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        find = planned if asked.planned else everywhere
        findings, count = measure_all(browser, here, asked.languages.split(","), find)
        browser.close()
        what = "planned" if asked.planned else "that can be reached"
        text = told(findings, count, here.desk.settings.diagonal, what)
    print(text)
    by_rule = defaultdict(list)
    for each in findings.broken:
        by_rule[each.rule].append(each)
    for rule, those in by_rule.items():
        for each in those[:12]:
            print(f"BROKEN {rule}: {each.value:.3g} on {each.where} ({each.what})", file=sys.stderr)
    print(f"Measured in {time.monotonic() - begun:.0f} s.")
    if not asked.print_only:
        KEPT.write_text(text, "utf-8")
    return 1 if findings.broken else 0


if __name__ == "__main__":
    sys.exit(main())
