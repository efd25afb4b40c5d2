"""A real station for journeys: started as people start it, killed as power cuts do, looked at through its own record.

PYTEST_DONT_REWRITE: tests import from it before pytest takes it as a plugin for its fixtures.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from at_the_kiosk import Kiosk
from in_the_office import Office
from natural_voice import FakeMicrophone
from playwright.sync_api import Browser, expect, sync_playwright

from benchmarks.running import Running, launch, stop
from casework.record import Record
from casework.settings import RecordSettings
from station.place import Place

FLAGS = ("--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update")
FLAGS += ("--disable-sync", "--no-first-run", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")


@dataclass(frozen=True)
class Village:
    """A running station and what a technician can find out about it."""

    running: Running

    @property
    def place(self) -> Place:
        """Where its files lie."""
        return Place(self.running.data)

    @contextmanager
    def record(self) -> Iterator[Record]:
        """Its record, opened beside the running station."""
        place = self.place
        key = place.data.with_name(place.data.name + ".key")
        with Record.open(RecordSettings(place.record, key, place.recordings)) as opened:
            yield opened

    def drafts(self) -> list[str]:
        """Ids of requests that nobody has sent (yet), the newest first."""
        with self.record() as record, record.store.read() as database:
            found = database.query("select id from requests where status = 'draft' order by rowid desc")
            return [str(each["id"]) for each in found]

    def processes(self, module: str) -> list[int]:
        """Ids of the kiosk's processes that run a module, e.g. ``voice.ear_child en``."""
        return [each for each in self.running.part("kiosk") if module in _command(each)]

    def kill(self, module: str) -> int:
        """``kill -9`` the process that runs this module, not its younger spare; wait until it is gone. Its id."""
        pid = min(self.processes(module))
        os.kill(pid, signal.SIGKILL)
        until(lambda: pid not in self.processes(module))
        return pid


def until(true: Callable[[], object], seconds: float = 20.0) -> None:
    """Wait for something that happens beside the browser."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


@pytest.fixture(scope="session")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Village]:
    """One station, empty on its first morning, for all journeys."""
    started = launch(tmp_path_factory.mktemp("village") / "data", "--empty")
    yield Village(started)
    stop(started.process)


@pytest.fixture(scope="module")
def microphone(tmp_path_factory: pytest.TempPathFactory) -> FakeMicrophone:
    """Into which the test speaks."""
    return FakeMicrophone(tmp_path_factory.mktemp("microphone") / "said.wav")


@pytest.fixture(scope="module")
def village_browser(microphone: FakeMicrophone) -> Iterator[Browser]:
    """One browser for all people of a module; each gets a context of their own."""
    with sync_playwright() as playwright:
        flags = [*FLAGS, microphone.flag]
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
        expect.set_options(timeout=15_000)  # a busy machine is no fault of the station
        yield browser
        expect.set_options(timeout=5_000)
        browser.close()


@pytest.fixture
def touchscreen(village_browser: Browser, village: Village, microphone: FakeMicrophone) -> Iterator[Kiosk]:
    """The touchscreen, switched on; whatever its console complains of fails the test."""
    opened = Kiosk(village_browser, village.running.kiosk, microphone)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def workroom(village_browser: Browser, village: Village) -> Iterator[Office]:
    """Li Na's browser in the office; on the first morning she enrols with the code that the station printed."""
    assert village.running.code is not None
    opened = Office(village_browser, village.running.panel, village.running.code)
    yield opened
    opened.close()
