"""Many people in a row at one screen, in a real browser: what of each is still there when the next one comes."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from secrets import token_hex

from playwright.sync_api import Page, sync_playwright

from benchmarks.passing import Passer, away, come
from benchmarks.standing import standing
from benchmarks.table import Line, show
from benchmarks.traces import LOOKED_AT, Watch
from casework.record import Record

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"]
FLAGS += ["--disable-sync", "--no-first-run", "--autoplay-policy=no-user-gesture-required"]


@dataclass
class Passed:
    """How many came, how, and what was found of those before."""

    people: int = 0
    ways: Counter[str] = field(default_factory=Counter)
    """In which they made themselves known, and at which they left."""
    searches: int = 0
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


def pass_by(page: Page, address: str, people: Sequence[Passer], watch: Watch) -> Passed:
    """One after the other; after each, everything that a browser can hold is searched for all who came before."""
    passed = Passed()
    page.goto(address)
    page.wait_for_selector("body[data-screen=language]")
    for each in people:
        way = come(page, each)
        watch.expect(page, each)
        place = away(page, each)
        passed.people += 1
        passed.ways.update((f"came by {way}", f"left: {place}"))
        passed.found += watch.search(page, address, people[: each.place + 1])
        passed.searches += len(LOOKED_AT)
    return passed


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; 1 where something was found."""
    parser = argparse.ArgumentParser(prog="strangers", description=__doc__)
    parser.add_argument("--people", type=int, default=100)
    told = parser.parse_args(argv)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as place, standing(Path(place)) as here, sync_playwright() as play:
        people = list(villagers(here.record, here.worker.id, told.people))
        profile = Path(place) / "profile"
        context = play.chromium.launch_persistent_context(profile, executable_path=CHROMIUM, args=FLAGS)
        page = context.new_page()
        passed = pass_by(page, here.address, people, Watch(page))
        context.close()
        passed.found += Watch.in_files(profile, people)
    lines = [Line("people in a row", passed.people, ""), Line("searches for those before", passed.searches, "")]
    lines += [Line(way, count, "") for way, count in sorted(passed.ways.items())]
    lines += [
        Line(f"found: {where}", sum(each.startswith(where) for each in passed.found), "") for where in LOOKED_AT
    ]
    show(f"Strangers at one screen, in {time.monotonic() - begun:.0f} s", lines)
    for each in passed.found:
        print(f"FOUND {each}", file=sys.stderr)
    return 1 if passed.found else 0


if __name__ == "__main__":
    raise SystemExit(main())
