"""Many people in a row at one screen, in a real browser: what of each is still there when the next one comes."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from secrets import token_hex

from playwright.sync_api import Page, Playwright, sync_playwright

from benchmarks.passing import Passer, away, come
from benchmarks.planting import PLANTS, Ground
from benchmarks.standing import standing
from benchmarks.table import Line, show
from benchmarks.traces import JS_FLAGS, PLACES, Watch
from casework.record import Record
from kiosk.saying import Sayings

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"]
FLAGS += ["--disable-sync", "--no-first-run", "--autoplay-policy=no-user-gesture-required", JS_FLAGS]
EVERY = 5
"""After so many people memory and disks are searched, and the page begins anew, because the browser goes back."""
TOLD = 10
"""After so many people a line tells how far it is."""


@dataclass
class Passed:
    """How many came, how, and what was found of those before."""

    people: int = 0
    ways: Counter[str] = field(default_factory=Counter)
    """In which they made themselves known, and at which they left."""
    searches: Counter[str] = field(default_factory=Counter)
    """How often each place was searched."""
    found: list[str] = field(default_factory=list)
    """Each trace: where it was found, and of whom."""


def villagers(record: Record, worker: str, count: int) -> Iterator[Passer]:
    """People with a card, a number and an answer that nobody else shall hear; every word of it is theirs alone."""
    for place in range(count):
        name, secret = f"Wang{token_hex(5)}", f"roof{token_hex(5)}"
        person = record.people.add(name, worker)
        code = record.cards.issue(person, worker).code
        receipt = record.requests.submit(record.requests.draft("en", "house", person=person))
        record.reply(receipt.request, worker, f"The {secret} is mended. {name} can sleep.")
        add = partial(record.tidings.add, person=person, kind="reply", about=receipt.request)
        record.store.write("kiosk", "told", add)
        yield Passer(place, (name, secret, code, " ".join(receipt.number)), code, receipt)


@contextmanager
def screen(play: Playwright, profile: Path, address: str, sayings: Sayings) -> Iterator[tuple[Page, Watch]]:
    """A browser with a profile on the disk, as at a station; its page, and who watches it."""
    context = play.chromium.launch_persistent_context(profile, executable_path=CHROMIUM, args=FLAGS)
    context.clock.install()
    page = context.new_page()
    watch = Watch(page, sayings)
    page.goto(address)
    page.locator("body[data-screen=language]").wait_for()
    yield page, watch
    context.close()


def pass_by(
    ground: Ground, people: Sequence[Passer], watch: Watch, tell: Callable[[Passed], None] = lambda _: None
) -> Passed:
    """One after the other; after each, everything that a browser can hold is searched for all who came before."""
    passed = Passed()
    for each in people:
        way = come(ground.page, each)
        watch.expect(each)
        place = away(ground.page, each)
        passed.people += 1
        passed.ways.update((f"came by {way}", f"left: {place}"))
        gone = people[: passed.people]
        search(ground, watch, gone, passed, large=passed.people % EVERY == 0 or each is people[-1])
        tell(passed)
    return passed


def search(ground: Ground, watch: Watch, gone: Sequence[Passer], passed: Passed, *, large: bool) -> None:
    """Search for all these people: what is quickly looked through, or everything."""
    passed.found += watch.search(gone)
    passed.searches.update(PLACES[:6])
    if large:
        passed.found += watch.remembered(gone)  # before the page begins anew
        passed.found += watch.behind(ground.address, gone)
        passed.found += watch.in_files("profile", ground.profile, gone)
        passed.found += watch.in_files("station", ground.data, gone)
        passed.searches.update(PLACES[6:])


def planted(ground: Ground, watch: Watch, people: Sequence[Passer]) -> list[tuple[str, str, bool]]:
    """Leave a trace of somebody else each time; what it was, where it must be found, and whether it was."""
    told = []
    for who, (what, (place, leave)) in zip(people, PLANTS.items(), strict=True):
        passed = Passed()
        leave(ground, who.words[0])
        search(ground, watch, (who,), passed, large=True)
        mark = "planted" if place.startswith("sounds") else who.words[0]
        told.append((what, place, any(each.startswith(f"{place}: ") and mark in each for each in passed.found)))
    return told


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; 1 where something was found, or where a planted trace was not."""
    parser = argparse.ArgumentParser(prog="strangers", description=__doc__)
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument(
        "--plant", action="store_true", help="leave traces on purpose, one of every kind: all must be found"
    )
    told = parser.parse_args(argv)
    begun = time.monotonic()

    def tell(passed: Passed) -> None:
        if passed.people % TOLD == 0:
            print(
                f"{time.monotonic() - begun:5.0f} s  {passed.people} people, {len(passed.found)} traces", flush=True
            )

    with tempfile.TemporaryDirectory() as place, standing(Path(place) / "station") as here, sync_playwright() as play:
        profile, data = Path(place) / "profile", Path(place) / "station"
        people = list(villagers(here.record, here.worker.id, len(PLANTS) if told.plant else told.people))
        with screen(play, profile, here.address, here.desk.sayings) as (page, watch):
            ground = Ground(page, here.desk.sayings, profile, data, here.address)
            if told.plant:
                return _show_planted(planted(ground, watch, people))
            passed = pass_by(ground, people, watch, tell)
        passed.found += watch.in_files("profile", profile, people)  # what the browser wrote when it ended
    lines = [Line("people in a row", passed.people, "")]
    lines += [Line(way, count, "") for way, count in sorted(passed.ways.items())]
    for place_searched in PLACES:
        found = sum(each.startswith(f"{place_searched}: ") for each in passed.found)
        lines.append(Line(f"found in {passed.searches[place_searched]} searches: {place_searched}", found, ""))
    show(f"Strangers at one screen, in {time.monotonic() - begun:.0f} s", lines)
    for each in passed.found:
        print(f"FOUND {each}", file=sys.stderr)
    return 1 if passed.found else 0


def _show_planted(told: Sequence[tuple[str, str, bool]]) -> int:
    print(f"{'left on purpose':<34}{'searched for in':<16}found")
    for what, place, found in told:
        print(f"{what:<34}{place:<16}{'yes' if found else 'NO'}")
    return 0 if all(found for _, _, found in told) else 1


if __name__ == "__main__":
    raise SystemExit(main())
