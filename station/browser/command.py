"""The command `xiangban kiosk`: finds browser and address, tells about the policy, and keeps the browser running."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path

from station.aside import aside
from station.browser import lock
from station.browser.chromium import Chromium
from station.browser.keeper import Keeper
from station.errors import NoGlass, WrongSettings
from station.logs import keep_log
from station.place import Place
from station.settings import StationSettings
from station.watch import Stopping

MEMORY = Path("/dev/shm")  # noqa: S108 (every folder in it is made for this user alone)
PREFIX = "xiangban-kiosk-"


def run(told: Namespace, place: Place) -> int:
    """Do what was asked; the exit code. Raises NoBrowser, NoGlass, PolicyRefused, WrongSettings."""
    station = aside(lambda: _station(place, data_given=told.data is not None), "reading the settings")
    address = told.address or f"http://127.0.0.1:{station.port}/"
    if told.policy:
        sys.stdout.write(lock.policy_text(address))
        return 0
    browser = lock.find_browser(told.browser)
    path = lock.policy_path(browser)
    if told.install_policy:
        lock.put_in_place(path, address)
        _tell(f"{path} is in place. Every Chromium of this PC now shows {lock.origin_of(address)} and nothing else.")
        return 0
    if not told.headless and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise NoGlass
    place.make()
    keep_log(place, "browser", station)
    if not lock.is_in_place(path, address):
        once = f"sudo {sys.argv[0]} kiosk --install-policy --address {address}"
        _tell(f"The managed policy is not in place. Once: {once}")
    if os.geteuid() == 0:
        _tell("Root runs Chromium without its sandbox; let the user who is signed in at the screen run this.")
    stopping = Stopping()
    with profiles() as fresh:
        command = partial(lock.command_line, browser, headless=told.headless)
        keeper = Keeper(address, lambda: Chromium(command, fresh(), place.log / "browser.out"))
        _tell(f"The kiosk's browser shows {address}. Ctrl-C ends it.")
        keeper.keep(lambda: stopping.asked)
    return 0


@contextmanager
def profiles() -> Iterator[Callable[[], Path]]:
    """Gives a new folder for one profile after the other, in memory where the system has such a place.

    What an earlier kiosk left behind when its power was cut is wiped.
    """
    base = MEMORY if os.access(MEMORY, os.W_OK) else Path(tempfile.gettempdir())
    for each in base.glob(f"{PREFIX}[0-9]*"):
        if not Path(f"/proc/{each.name.removeprefix(PREFIX)}").exists():
            shutil.rmtree(each, ignore_errors=True)
    own = base / f"{PREFIX}{os.getpid()}"
    own.mkdir(mode=0o700)
    number = count(1)
    try:
        yield lambda: own / str(next(number))
    finally:
        shutil.rmtree(own, ignore_errors=True)


def _station(place: Place, *, data_given: bool) -> StationSettings:
    from station.decided import read_settings  # only in the process aside: it loads the settings of all folders

    reading = read_settings(place, data_given=data_given)
    if reading.mistakes:
        raise WrongSettings(reading.mistakes)
    return reading.station


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
