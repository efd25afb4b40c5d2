"""The kiosk on slow hardware (a sixth of this processor), against the same pages unoptimised, in the same run."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, ViewportSize, sync_playwright

from benchmarks.felt import HEAD, Felt, fingers, table, take
from benchmarks.photos import CHROMIUM, FLAGS
from benchmarks.served import served
from benchmarks.standing import standing
from benchmarks.unoptimised import SUBMITS, unoptimised

THROTTLE = 6
GLASS = ViewportSize(width=1080, height=1920)
LOG = (Path(__file__).parent / "slow.js").read_text("utf-8")
WAY = (("zh", "home"), ("help", "help"), ("more", "help.more"), ("house", "help.describe"), ("skip", "help.name"),
       ("no_name", "help.confirm"), ("send", "help.receipt"), ("command:home", "home"), ("listen", "listen"),
       ("health", "listen.health"), ("command:back", "listen"), ("command:home", "home"))  # fmt: skip
"""What is pressed, and the screen that follows: asking for help, then hearing something."""
HELP = 7
"""So many of these fingers ask for help; the unoptimised pages, which take seconds each, are walked no further."""
WEIGHED = ("Document", "Stylesheet", "Script")
PAUSE, SHORT = 600, 400
"""Milliseconds in which a person looks before they press; the screen begins to speak meanwhile. The short ones just
suffice for a screen to take the finger, where nothing is measured."""
LIES = 80
"""Milliseconds for which a finger lies on the glass."""
PATIENCE = 60.0
"""Seconds for one screen."""
PLACE = """(value) => {
  const each = document.querySelector(`button[name=choice][value="${value}"]`).getBoundingClientRect();
  return [each.left + each.width / 2, each.top + each.height / 2];
}"""


def walked(browser: Browser, address: str, *, plain: bool = False, slow: bool = True) -> Felt:
    """Walk once with a new browser window. Raises TimeoutError where a screen does not come."""
    context = browser.new_context(viewport=GLASS, screen=GLASS, has_touch=True)
    context.add_init_script(LOG)
    if plain:
        context.add_init_script(SUBMITS)
    page = context.new_page()
    cdp = context.new_cdp_session(page)
    weights, arrived = watched(cdp)
    page.goto(address)
    waited(page, arrived, "language")
    page.wait_for_timeout(SHORT)
    felt = Felt(weights=dict(weights))
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE if slow else 1})
    for pressed, follows in WAY[:HELP] if plain else WAY:
        page.wait_for_timeout(PAUSE if slow else SHORT)
        x, y = page.evaluate(PLACE, pressed)
        arrived.clear()
        cdp.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
        page.wait_for_timeout(LIES)
        cdp.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        waited(page, arrived, follows)
    page.wait_for_timeout(PAUSE)
    take(felt, page.evaluate("slow"))
    context.close()
    return felt


def waited(page: Page, arrived: list[str], screen: str) -> None:
    """Until the page itself tells that this screen is drawn: looking for it again and again would slow the page."""
    ends = time.monotonic() + PATIENCE
    while screen not in arrived:
        if time.monotonic() > ends:
            raise TimeoutError(screen)
        page.wait_for_timeout(10)


def watched(cdp: CDPSession) -> tuple[dict[str, float], list[str]]:
    """A table that fills with kB of documents, sheets and scripts as they travel, and a list of screens drawn."""
    kinds: dict[str, str] = {}
    weights: dict[str, float] = {}
    arrived: list[str] = []

    def finished(told: dict[str, Any]) -> None:
        if (kind := kinds.get(told["requestId"], "")) in WEIGHED:
            weights[kind] = weights.get(kind, 0.0) + told["encodedDataLength"] / 1024

    cdp.on("Network.responseReceived", lambda told: kinds.update({told["requestId"]: told["type"]}))
    cdp.on("Network.loadingFinished", finished)
    cdp.on("Runtime.bindingCalled", lambda told: arrived.append(told["payload"]))
    cdp.send("Network.enable")
    cdp.send("Runtime.enable")
    cdp.send("Runtime.addBinding", {"name": "arrived"})
    return weights, arrived


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables; 1 where a number is missed."""
    parser = argparse.ArgumentParser(prog="slow", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--trace", type=Path, help="write what Chromium did in one more walk, for its own viewer")
    told = parser.parse_args(argv)
    rounds = max(1, told.rounds)
    begun, ours, theirs = time.monotonic(), list[Felt](), list[Felt]()

    def note(what: str) -> None:
        print(f"{time.monotonic() - begun:5.0f} s  {what}", flush=True)

    with tempfile.TemporaryDirectory() as folder, standing(Path(folder)) as here, sync_playwright() as play:
        loud = ["--autoplay-policy=no-user-gesture-required"]  # as `xiangban kiosk` starts it
        browser = play.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *loud])
        note("once at full speed: every sentence is rendered, as in the second minute of a day")
        walked(browser, here.address, slow=False)
        with served(unoptimised(here.app)) as address:
            for number in range(rounds):
                note(f"walk {number + 1} of {rounds}, {THROTTLE}× slower")
                ours.append(walked(browser, here.address))
                if number == 0:
                    note("the same walk through the same pages unoptimised")
                    theirs.append(walked(browser, address, plain=True))
        if told.trace:
            traced(browser, told.trace, lambda: walked(browser, here.address))
        browser.close()
    note(f"{THROTTLE}× slower processor, {len(WAY)} fingers × {len(ours)} walks; {HELP} fingers unoptimised")
    rows = table(ours, theirs)
    for line in (*fingers([f"{pressed} → {follows}" for pressed, follows in WAY], ours, theirs), "", HEAD, *rows):
        print(line)
    for moved in sorted({each for felt in ours for each in felt.shifted}):
        print(f"moved: {moved}", file=sys.stderr)
    return 1 if any(row.missed for row in rows) else 0


def traced(browser: Browser, path: Path, walk: Callable[[], object]) -> None:
    """One more walk with Chromium's own eyes open."""
    browser.start_tracing(path=path, categories=["devtools.timeline", "latencyInfo", "cc", "loading", "input"])
    walk()
    browser.stop_tracing()


if __name__ == "__main__":
    sys.exit(main())
