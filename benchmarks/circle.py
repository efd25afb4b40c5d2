"""A circle of four, or of six through Janus, in a network of its own: who sees and hears whom, and at what cost."""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from statistics import median
from time import monotonic

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.calling import CHROMIUM, FLAGS, Village, at_the_kiosk, village, wait_for
from benchmarks.gathering import MOVED_ALL, SOUNDS, circle_of, in_the_hall, on_the_phone, with_card
from calls.call import MESH, Patience
from calls.janus import Janus
from calls.mixing import MixerSettings
from station.mixer_conf import conf

TOP = Path(__file__).resolve().parent.parent
ADDRESS = "10.99.78.1/24"
ROOM = (
    "ip link set lo up && ip link add v0 type veth peer name v1 && "
    f"ip addr add {ADDRESS} dev v0 && ip link set v0 up && ip link set v1 up && exec "
)
"""Janus offers no loopback: this network has a cable that ends nowhere."""
CAMERA = "--use-fake-device-for-media-stream=fps=15"
"""As many pictures a second as a page asks for in a circle, so that the browser throws none away."""
SMALL = (480, 800)
"""Of every window: all of them are drawn by this one machine, without a graphics card."""
FIRST = -10
"""Priority of station and mixer: the six browsers, which would stand on six machines, must not starve them."""
SOON = 120_000
"""Milliseconds for what need not be counted."""
WATCHED = 5000
"""Milliseconds over which pictures are counted."""
LISTENED = 2600
"""Milliseconds in which every microphone beeps twice."""
SLOWEST = 3.0
"""Pictures a second that everybody gets of everybody at least."""
TOLD = 5.0
"""Seconds within which whoever is inside knows that it is over."""
FLUENT = 8.0
"""Of whoever has the word."""
BUSY_MACHINE = Patience(ring=60.0, all_together=90.0, silence=40.0, circle_silence=40.0, present=40.0)


def why_not() -> str:
    """What is missing here; empty where it can be tried."""
    for each, package in (("janus", "janus"), ("ip", "iproute2"), ("unshare", "util-linux")):
        if shutil.which(each) is None:
            return f"{each} is not installed: apt install {package}"
    if os.geteuid() or subprocess.run(["unshare", "-n", "true"], check=False, capture_output=True).returncode:
        return "a network of its own needs root"
    return ""


@contextmanager
def apart(people: int, present: int, *options: str) -> Iterator[subprocess.Popen[str]]:
    """``main`` in a network of its own: what it prints comes line by line; killed with all that belongs to it."""
    program = f"{sys.executable} -P -m benchmarks.circle --people {people} --present {present} {' '.join(options)}"
    running = subprocess.Popen(
        ["unshare", "-n", "-p", "-f", "--mount-proc", "--kill-child", "sh", "-c", ROOM + program],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=TOP,
        env={**os.environ, "PYTHONPATH": str(TOP), "PYTHONUNBUFFERED": "1"},
    )
    assert running.stdout is not None
    with running, running.stdout:
        try:
            yield running
        finally:
            running.kill()


def main(argv: Sequence[str] | None = None) -> int:
    """Print what was found, a line each: what, tab, figure, tab, "1" kept, "0" not kept, "" only told."""
    parser = argparse.ArgumentParser(prog="benchmarks.circle", description=__doc__)
    parser.add_argument("--people", type=int, default=6)
    parser.add_argument("--present", type=int, default=6)
    parser.add_argument("--briefly", action="store_true", help="only whether they see and hear each other")
    asked = parser.parse_args(argv)
    os.setpriority(os.PRIO_PROCESS, 0, FIRST)
    with ExitStack() as closing:
        folder = Path(closing.enter_context(tempfile.TemporaryDirectory()))
        play, mixer, process = closing.enter_context(sync_playwright()), None, None
        if asked.people > MESH:
            mixer, process = closing.enter_context(janus(folder))
        here = closing.enter_context(village(folder, BUSY_MACHINE, mixer=mixer))
        flags = [CAMERA if each.startswith("--use-fake-device-for-media") else each for each in FLAGS]
        opened = play.chromium.launch(executable_path=_behind(folder), args=flags)
        closing.callback(opened.close)
        meeting = Meeting(here, opened, asked.people, asked.present, process.pid if process else None)
        meeting.gather()
        if not asked.briefly:
            meeting.go_on()
        if process:
            meeting.lose_the_mixer(process)
    return 0


def _behind(folder: Path) -> Path:
    """A browser that takes what is left of the processors."""
    script = folder / "chromium"
    script.write_text(f'#!/bin/sh\nexec nice -n {5 - FIRST} {CHROMIUM} "$@"\n', "utf-8")
    script.chmod(0o755)
    return script


class Meeting:
    """One circle from coming in to going."""

    def __init__(self, here: Village, browser: Browser, people: int, present: int, mixer: int | None) -> None:
        self._here, self._browser, self._mixer, self._begun = here, browser, mixer, monotonic()
        self._lead = f"worker:{here.worker.id}"
        self._screen = f"kiosk:{here.standing.record.settings.station}"
        self._circle, self._card, links = circle_of(here, [f"亲属{number}" for number in range(people - 2)])
        self._links = dict([*links.items()][: present - 2])
        self._name = f"circle of {people}" + (f", {present} there" if present < people else "")
        self.pages: dict[str, Page] = {}

    def gather(self) -> None:
        """All come in, and see and hear each other."""
        kiosk = at_the_kiosk(self._browser, self._here, SMALL, language="en")  # open before pictures cost anything
        phones = {party: on_the_phone(self._browser, link, SMALL) for party, link in self._links.items()}
        hall = in_the_hall(self._browser, self._here, self._circle, SMALL)
        for page in phones.values():
            page.locator(".open button, [data-do=answer]").locator("visible=true").first.click(timeout=SOON)
        with_card(kiosk, self._card, self._circle)
        self.pages = {self._lead: hall, self._screen: kiosk, **phones}
        mixed = self._here.exchange.mixes(self._circle)
        assert mixed == (self._mixer is not None), "it goes another way than it should"
        self._see_all(f"everybody sees everybody, {'through Janus' if mixed else 'from one to another'}")
        self._heard(set(self.pages), "everybody hears everybody")

    def go_on(self) -> None:
        """What else is promised of a circle, in the order in which it happens."""
        hall, kiosk, first = self.pages[self._lead], self.pages[self._screen], next(iter(self._links))
        phone = self.pages[first]
        self._watch()
        phone.locator("[data-do=hand]").click()
        hall.locator(f"figure[data-party='{first}'].hand").wait_for(timeout=SOON)
        hall.locator(f"figure[data-party='{first}'] [data-act=word]").click(timeout=SOON)
        kiosk.locator(f"figure[data-party='{first}'].word").wait_for(timeout=SOON)
        self._heard({first, self._lead}, "a hand is up, the word is given: only they and who leads are heard")
        seen = [rate for (_, other), rate in self._moved(WATCHED).items() if other == first]
        least = min(seen)
        self._tell(
            f"pictures a second of who has the word (promised: at least {FLUENT:.0f})",
            f"{least:.1f}",
            least >= FLUENT,
        )
        hall.locator("[data-act=freely]").click()
        phone.locator("[data-do=leave]").click()
        others = [each for mine, each in self.pages.items() if mine != first]
        for each in others:
            each.locator(f"figure[data-party='{first}']").wait_for(state="detached", timeout=SOON)
        self._tell("one leaves, and is gone from the pages of", f"{len(others)}", True)
        phone.locator(".open button").click(timeout=SOON)
        self._see_all("who left comes again: everybody sees everybody")
        self._heard(set(self.pages), "… and hears everybody")
        hall.locator("[data-act=mute_all]").click()
        kiosk.locator("figure.own.hushed").wait_for(timeout=SOON)
        hall.close()  # the page is gone in the middle of it
        del self.pages[self._lead]
        kiosk.locator("figure.hushed").first.wait_for(state="detached", timeout=SOON)
        self._heard(set(self.pages), "all were hushed, who leads is gone: everybody is heard again")

    def lose_the_mixer(self, mixer: subprocess.Popen[bytes]) -> None:
        """Janus dies while they are inside: every page tells it, and shows the way back."""
        told = {self._lead: ".hall[data-state=idle]", self._screen: "body[data-screen='circles.left']"}
        mixer.kill()
        begun, late = monotonic(), 0
        for party, page in self.pages.items():
            page.locator(told.get(party, "[data-for=idle]")).locator("visible=true").first.wait_for(timeout=SOON)
            late += monotonic() - begun > TOLD
        found = f"{len(self.pages) - late} of {len(self.pages)}, {monotonic() - begun:.1f} s"
        self._tell(f"Janus is killed: every page says so (promised: within {TOLD:.0f} s)", found, not late)

    def _pairs(self) -> int:
        return len(self.pages) * (len(self.pages) - 1)

    def _moved(self, milliseconds: int) -> dict[tuple[str, str], float]:
        """Pictures a second of each other one that each page draws within that time."""
        found: dict[tuple[str, str], float] = {}
        for page in self.pages.values():
            page.evaluate(MOVED_ALL, milliseconds)  # all count at the same time
        for mine, page in self.pages.items():
            told: Mapping[str, float] = page.evaluate("() => window.counting")
            found |= {(mine, other): told.get(other, 0.0) for other in self.pages if other != mine}
        return found

    def _see_all(self, what: str) -> None:
        begun, few = monotonic(), self._pairs()

        def moving() -> bool:
            nonlocal few
            few = sum(rate > 0 for rate in self._moved(1500).values())
            return few == self._pairs()

        try:
            wait_for(moving, SOON / 1000)
        finally:
            found = f"{few} of {self._pairs()}, {monotonic() - begun:.0f} s"
            self._tell(what, found, few == self._pairs())

    def _watch(self) -> None:
        spent = {"Janus": ticks(self._mixer)} if self._mixer else {}
        spent["the browser"], begun = browsers(), monotonic()
        rates = sorted(self._moved(WATCHED).values())
        lasted = monotonic() - begun
        self._tell("pictures a second of each other: median", f"{median(rates):.1f}", None)
        self._tell(f"… slowest (promised: at least {SLOWEST:.0f})", f"{rates[0]:.1f}", rates[0] >= SLOWEST)
        for who, before in spent.items():
            now = ticks(self._mixer) if who == "Janus" and self._mixer else browsers()
            share = (now - before) / os.sysconf("SC_CLK_TCK") / lasted
            self._tell(f"{who}: share of one core", f"{share:.0%}", None)

    def _heard(self, wanted: set[str], what: str) -> None:
        """Whose beeps are played on whose page: exactly those of ``wanted``."""
        pairs = {(mine, other): other in wanted for mine in self.pages for other in self.pages if mine != other}
        right = 0

        def as_wanted() -> bool:
            nonlocal right
            for page in self.pages.values():
                page.evaluate(SOUNDS, LISTENED)
            heard: dict[tuple[str, str], bool] = {}
            for mine, page in self.pages.items():
                told: Sequence[str] = page.evaluate("() => window.listening")
                heard |= {(mine, other): other in told for other in self.pages if other != mine}
            right = sum(heard[each] == pairs[each] for each in pairs)
            return right == len(pairs)

        with suppress(AssertionError):
            wait_for(as_wanted, 40)
        self._tell(what, f"{right} of {len(pairs)}", right == len(pairs))

    def _tell(self, what: str, found: str, well: bool | None) -> None:
        mark = "" if well is None else str(int(well))
        print(f"{self._name}: {what}\t{found}\t{mark}", flush=True)


@contextmanager
def janus(folder: Path) -> Iterator[tuple[MixerSettings, subprocess.Popen[bytes]]]:
    """Debian's Janus, configured as the station's own command says."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings, place = (
        MixerSettings(f"http://127.0.0.1:{port}/janus", "a secret of this measurement"),
        folder / "janus",
    )
    place.mkdir()
    for name, text in conf(settings.secret, port=port, folder=str(place)).items():
        (place / name).write_text(text, "utf-8")
    with (folder / "janus.log").open("wb") as log:
        process = subprocess.Popen(["janus", "-F", str(place)], stdout=log, stderr=log)
    try:
        wait_for(Janus(settings.url, settings.secret).ready, 30)
        yield settings, process
    finally:
        process.terminate()
        process.wait(20)


def ticks(pid: int) -> int:
    """Processor time that it has used."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def browsers() -> int:
    """Processor time that all the browsers below us have used."""
    parents = {}
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = each.read_text("utf-8").rpartition(")")
        except OSError:
            continue
        parents[int(each.parent.name)] = (int(rest.split()[1]), name.partition("(")[2])

    def ours(pid: int) -> bool:
        while pid in parents:
            if pid == os.getpid():
                return True
            pid = parents[pid][0]
        return False

    return sum(ticks(pid) for pid, (_, name) in parents.items() if name.startswith("chrom") and ours(pid))


if __name__ == "__main__":
    sys.exit(main())
