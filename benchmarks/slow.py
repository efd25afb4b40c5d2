"""The kiosk on slow hardware (a sixth of this processor), against the same pages unoptimised, in the same run."""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, Route, ViewportSize, sync_playwright

from benchmarks.photos import CHROMIUM, FLAGS
from benchmarks.standing import standing

THROTTLE = 6
GLASS = ViewportSize(width=1080, height=1920)
LOG = (Path(__file__).parent / "slow.js").read_text("utf-8")
SUBMITS = """window.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=choice]");
  if (!button) return;
  event.stopImmediatePropagation();
  event.preventDefault();
  button.form.requestSubmit(button);
}, true);
window.addEventListener("submit", (event) => event.stopImmediatePropagation(), true);"""
"""Unoptimised, every press loads a page."""
WAY = (("zh", "home"), ("help", "help"), ("more", "help.more"), ("house", "help.describe"), ("skip", "help.name"),
       ("no_name", "help.confirm"), ("send", "help.receipt"), ("command:home", "home"), ("listen", "listen"),
       ("health", "listen.health"), ("command:back", "listen"), ("command:home", "home"))  # fmt: skip
"""What is pressed, and the screen that follows: asking for help, then hearing something."""
WEIGHED = ("Document", "Stylesheet", "Script")
PAUSE = 900
"""Milliseconds in which a person looks before they press; the screen begins to speak meanwhile."""


@dataclass
class Felt:
    """What one walk felt like; times in milliseconds from the finger."""

    paints: list[float] = field(default_factory=list)
    """To the next picture on the glass, as the browser counts it."""
    sounds: list[float] = field(default_factory=list)
    screens: list[float] = field(default_factory=list)
    """To the next screen, drawn."""
    shift: float = 0.0
    shifted: list[str] = field(default_factory=list)
    weight: float = 0.0
    """Compressed kB of the first page beyond fonts, pictures and sounds."""


def walked(browser: Browser, address: str, *, optimised: bool) -> Felt:
    """Walk once with a new browser window."""
    context = browser.new_context(viewport=GLASS, screen=GLASS, has_touch=True)
    context.add_init_script(LOG)
    if not optimised:
        context.add_init_script(SUBMITS)
        context.route("**/screen/**", without_preloads)
    page = context.new_page()
    cdp, weights = watched(context, page, optimised=optimised)
    page.goto(address)
    page.wait_for_timeout(PAUSE)
    felt = Felt(weight=sum(weights) / 1024)
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
    for pressed, follows in WAY:
        page.wait_for_timeout(PAUSE)
        button = page.locator(f'button[name=choice][value="{pressed}"]').first
        button.tap()
        page.wait_for_selector(f"body[data-screen='{follows}']", timeout=60_000)
        page.wait_for_load_state()
    page.wait_for_timeout(PAUSE)
    take(felt, page.evaluate("slow"))
    context.close()
    return felt


def without_preloads(route: Route) -> None:
    """The page as it would be without anything being fetched ahead."""
    answer = route.fetch(headers={**route.request.headers, "Accept-Encoding": "identity"})
    kept = [line for line in answer.text().splitlines() if "modulepreload" not in line]
    route.fulfill(response=answer, body="\n".join(kept))


def watched(context: BrowserContext, page: Page, *, optimised: bool) -> tuple[CDPSession, list[float]]:
    """The debugging session, and a list that fills with bytes of documents, sheets and scripts."""
    cdp, kinds, weights = context.new_cdp_session(page), {}, []
    cdp.send("Network.enable")
    if not optimised:
        cdp.send("Network.setCacheDisabled", {"cacheDisabled": True})
        cdp.send("Network.setExtraHTTPHeaders", {"headers": {"Accept-Encoding": "identity"}})
    cdp.on("Network.responseReceived", lambda told: kinds.update({told["requestId"]: told["type"]}))
    cdp.on(
        "Network.loadingFinished",
        lambda told: weights.append(told["encodedDataLength"]) if kinds.get(told["requestId"]) in WEIGHED else None,
    )
    return cdp, weights


def take(felt: Felt, log: dict[str, Any]) -> None:
    """What the page noted, by finger; its first sound and screen, and the slower of its two paints (down, and up)."""
    felt.shift, felt.shifted = log["shift"], log["shifted"]
    for place, tap in enumerate(log["taps"]):
        until = log["taps"][place + 1] if place + 1 < len(log["taps"]) else float("inf")
        painted = [lasted for began, lasted in log["paints"] if tap - 1 <= began < until - 1]
        felt.paints.append(max(painted, default=0.0))  # browsers tell of nothing below 16 ms
        for found, answers in ((felt.sounds, log["sounds"]), (felt.screens, log["screens"])):
            found.append(min((each - tap for each in answers if tap <= each < until), default=float("inf")))


def calmest(walks: list[Felt], name: str) -> list[float]:
    """For each finger the best of all walks: what else the machine had to do meanwhile is no fault of the page."""
    return [min(those) for those in zip(*(getattr(each, name) for each in walks), strict=False)]


@dataclass(frozen=True)
class Row:
    """One number of the table."""

    what: str
    unit: str
    limit: float | None
    ours: float
    worst: float
    theirs: float

    @property
    def missed(self) -> bool:
        """Whether it is more than allowed."""
        return self.limit is not None and self.ours > self.limit

    def __str__(self) -> str:
        """As a line."""
        must = f"≤ {self.limit:g}" if self.limit is not None else "–"
        ratio = f"{self.theirs / self.ours:.1f}×" if self.ours else "–"
        verdict = "MISSED" if self.missed else ""
        return (
            f"{self.what:<48} {must:>7} {self.ours:9.3g} {self.worst:9.3g} {self.theirs:12.3g} {ratio:>7}"
            f"  {self.unit} {verdict}"
        )


def rows(ours: list[Felt], theirs: list[Felt]) -> Iterator[Row]:
    """Medians over all fingers, each in its calmest walk."""
    for what, name, limit in (
        ("finger → next paint", "paints", 100.0),
        ("finger → first sound", "sounds", 150.0),
        ("finger → next screen drawn", "screens", None),
    ):
        felt, unoptimised = calmest(ours, name), calmest(theirs, name)
        yield Row(what, "ms", limit, statistics.median(felt), max(felt), statistics.median(unoptimised))
    weight, theirs_weight = (statistics.median(each.weight for each in those) for those in (ours, theirs))
    yield Row(
        "page beyond fonts, pictures, sounds", "kB", 50.0, weight, max(each.weight for each in ours), theirs_weight
    )
    shift, theirs_shift = (max(each.shift for each in those) for those in (ours, theirs))
    yield Row("layout shift, whole walk", "", 0.0, shift, shift, theirs_shift)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; 1 where a number is missed."""
    parser = argparse.ArgumentParser(prog="slow", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args(argv).rounds
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as folder, standing(Path(folder)) as here, sync_playwright() as play:
        loud = ["--autoplay-policy=no-user-gesture-required"]  # as `xiangban kiosk` starts it
        browser = play.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *loud])
        walked(
            browser, here.address, optimised=True
        )  # every sentence is rendered once, as in the second minute of a day
        for _ in range(rounds):
            ours.append(walked(browser, here.address, optimised=True))
            theirs.append(walked(browser, here.address, optimised=False))
        browser.close()
    print(f"{THROTTLE}× slower processor, {len(WAY)} fingers × {rounds} walks of each kind")
    print(f"{'':<48} {'must be':>7} {'median':>9} {'worst':>9} {'unoptimised':>12} {'ratio':>7}")
    found = list(rows(ours, theirs))
    for row in found:
        print(row)
    for told in sorted({each for felt in ours for each in felt.shifted}):
        print(f"moved: {told}", file=sys.stderr)
    return 1 if any(row.missed for row in found) else 0


if __name__ == "__main__":
    sys.exit(main())
