"""A circle of five or six through Janus, in a network of its own: does everybody see everybody, at what cost."""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import monotonic, sleep

from playwright.sync_api import Page, sync_playwright

from benchmarks.calling import at_the_kiosk, browser, village, wait_for
from benchmarks.gathering import MOVED, circle_of, in_the_hall, moving, on_the_phone, with_card
from calls.call import Patience
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
SOON = 120_000
"""Milliseconds for what need not be counted."""
WATCHED = 5.0
"""Seconds over which pictures are counted."""
BUSY_MACHINE = Patience(ring=60.0, all_together=90.0, silence=40.0, present=40.0)


def why_not() -> str:
    """What is missing here; empty where it can be tried."""
    for each, package in (("janus", "janus"), ("ip", "iproute2"), ("unshare", "util-linux")):
        if shutil.which(each) is None:
            return f"{each} is not installed: apt install {package}"
    if os.geteuid() or subprocess.run(["unshare", "-n", "true"], check=False, capture_output=True).returncode:
        return "a network of its own needs root"
    return ""


def apart(people: int, present: int) -> subprocess.CompletedProcess[str]:
    """Run ``main`` in a network of its own; what it printed, and whether all was well."""
    program = f"{sys.executable} -P -m benchmarks.circle --people {people} --present {present}"
    return subprocess.run(
        ["unshare", "-n", "sh", "-c", ROOM + program],
        check=False,
        capture_output=True,
        text=True,
        cwd=TOP,
        env={**os.environ, "PYTHONPATH": str(TOP)},
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Print what was found, one line each: what, tab, figure; 1 when somebody did not see somebody."""
    parser = argparse.ArgumentParser(prog="benchmarks.circle", description=__doc__)
    parser.add_argument("--people", type=int, default=6)
    parser.add_argument("--present", type=int, default=6)
    told = parser.parse_args(argv)
    people, present = told.people, told.present
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as play,
        janus(Path(folder)) as (mixer, process),
        village(Path(folder), BUSY_MACHINE, mixer=mixer) as here,
    ):
        circle, card, links = circle_of(here, [f"亲属{number}" for number in range(people - 2)])
        one = browser(play)
        kiosk = at_the_kiosk(one, here, language="en")  # every page is open before the first picture costs anything
        pages: dict[str, Page] = {party: on_the_phone(one, link) for party, link in [*links.items()][: present - 2]}
        pages[f"worker:{here.worker.id}"] = in_the_hall(one, here, circle)
        for page in [*pages.values()][:-1]:
            way_in = page.locator(".open button, [data-do=answer]").locator("visible=true").first
            way_in.click(timeout=SOON)
        pages[f"kiosk:{here.standing.record.settings.station}"] = kiosk
        with_card(kiosk, card, circle)
        assert here.exchange.mixes(circle), "it goes from one to another after all"
        seen = [(page, other) for mine, page in pages.items() for other in pages if other != mine]
        for page, other in seen:
            moving(page, other)
        print(f"circle of {people}: pictures of others that move\t{len(seen)} of {present * (present - 1)}")
        before, spent, begun = [page.evaluate(MOVED, other) for page, other in seen], ticks(process.pid), monotonic()
        sleep(WATCHED)
        after = [page.evaluate(MOVED, other) for page, other in seen]
        lasted = monotonic() - begun
        rates = [(late - early) / lasted for early, late in zip(before, after, strict=True)]
        print(f"circle of {people}: pictures a second, median (slowest)\t{median(rates):.0f} ({min(rates):.0f})")
        share = (ticks(process.pid) - spent) / os.sysconf("SC_CLK_TCK") / lasted
        print(f"circle of {people}: Janus, share of one core\t{share:.0%}")
        one.close()
    return 0


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
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


if __name__ == "__main__":
    sys.exit(main())
