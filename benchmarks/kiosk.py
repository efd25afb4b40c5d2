"""How soon the kiosk's browser can be used again after it was hurt in every way we know."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.standing import Standing, standing
from station.browser import lock
from station.browser.chromium import Chromium
from station.browser.command import profiles
from station.browser.keeper import SHORT_LIFE, Keeper

DEADLINE = 60.0
"""Seconds after which waiting for anything is given up."""
MUST = 3.0
"""Seconds within which the kiosk must be usable again."""


Step = Iterator[None]
"""What happens at the screen: goes on whenever the keeper has had a look."""


def play(address: str, chatter: Path, act: Callable[[Keeper], Step]) -> Keeper:
    """Keep a browser on that address without a screen until the act is over; the keeper, to be asked."""
    with profiles() as fresh:
        command = partial(lock.command_line, lock.find_browser(), headless=True)
        keeper = Keeper(address, lambda: Chromium(command, fresh(), chatter))
        steps = act(keeper)

        def is_over() -> bool:
            try:
                next(steps)
            except StopIteration:
                return True
            return False

        keeper.keep(is_over)
    return keeper


def usable(keeper: Keeper, after: int = 0) -> Step:
    """Until a browser later than that many starts shows the kiosk. Raises TimeoutError."""
    ends = time.monotonic() + DEADLINE
    while not (keeper.starts > after and keeper.usable_at):
        if time.monotonic() > ends:
            raise TimeoutError
        yield


def renderer(keeper: Keeper) -> int:
    """Process of the page: of the browser's renderers, the one that worked most."""
    lines = {each: told(each, "cmdline") for each in keeper.browser.processes}
    found = [each for each, line in lines.items() if b"--type=renderer" in line and b"--top-chrome" not in line]
    return max(found, key=lambda each: int(told(each, "stat").rpartition(b")")[2].split()[11]))


def told(pid: int, what: str) -> bytes:
    """A file of /proc."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/{what}").read_bytes()
    return b""


def spin(keeper: Keeper) -> None:
    """The page's script never ends."""
    keeper.browser.pipe.send("Runtime.evaluate", keeper.session, expression="for (;;) {}")


HURTS: dict[str, Callable[[Keeper], Any]] = {
    "page killed": lambda keeper: os.kill(renderer(keeper), signal.SIGKILL),
    "browser killed": lambda keeper: os.kill(keeper.browser.pid, signal.SIGKILL),
    "page stopped": lambda keeper: os.kill(renderer(keeper), signal.SIGSTOP),
    "browser stopped": lambda keeper: os.kill(keeper.browser.pid, signal.SIGSTOP),
    "page turns round for ever": spin,
    "page crashes": lambda keeper: keeper.browser.pipe.send("Page.crash", keeper.session),
    "window closed": lambda keeper: keeper.browser.pipe.send("Page.close", keeper.session),
    "another address, chrome://version": lambda keeper: keeper.browser.pipe.send(
        "Page.navigate", keeper.session, url="chrome://version"
    ),
}


def a_while(keeper: Keeper) -> Step:
    """Somebody stands before the screen for a moment, before the next thing happens to it."""
    while time.monotonic() < keeper.usable_at + SHORT_LIFE:
        yield


def hurt_all(here: Standing, keeper: Keeper, rows: list[tuple[str, float, bool]]) -> Step:
    """Fill in each hurt, seconds until the kiosk can be used again, and whether the person before is gone."""
    yield from usable(keeper)
    yield from a_while(keeper)
    for name, hurt in HURTS.items():
        visit, before = here.desk.visits.begin(), keeper.usable_at
        begun = time.monotonic()
        hurt(keeper)
        while keeper.usable_at in (0.0, before):
            if time.monotonic() > begun + DEADLINE:
                raise TimeoutError(name)
            yield
        rows.append((name, keeper.usable_at - begun, here.desk.visits.get(visit.id) is None))
        yield from a_while(keeper)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; 1 where the kiosk was too late or something of a person was left."""
    argparse.ArgumentParser(prog="kiosk", description=__doc__).parse_args(argv)
    rows: list[tuple[str, float, bool]] = []
    with tempfile.TemporaryDirectory() as folder, standing(Path(folder)) as here:
        play(here.address, Path(folder) / "chatter", lambda keeper: hurt_all(here, keeper, rows))
    print(f"{'what happens':<34} usable again (must be {MUST:g} s)   previous person gone")
    for name, seconds, gone in rows:
        print(f"{name:<34} {seconds:9.2f} s {'' if seconds <= MUST else 'LATE':<22} {'yes' if gone else 'NO'}")
    return 1 if any(seconds > MUST or not gone for _, seconds, gone in rows) else 0
