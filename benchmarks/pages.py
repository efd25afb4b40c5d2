"""How many pages the kiosk draws per second, and what one costs, against a bare waitress hello in the same run."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.running import TOP, running
from benchmarks.table import Line
from benchmarks.visitor import Visitor

SECONDS = 2.0
ROUNDS = 3
AT_ONCE = 4
TICK = os.sysconf("SC_CLK_TCK")


def measure() -> list[Line]:
    """The home screen, each caller with a visit of its own; both servers take turns."""
    hello = subprocess.Popen([sys.executable, "-m", "benchmarks.hello"], cwd=TOP, stdout=subprocess.PIPE, text=True)
    try:
        assert hello.stdout is not None
        bare_url = f"http://127.0.0.1:{hello.stdout.readline().strip()}/"
        with TemporaryDirectory() as folder, running(Path(folder) / "data", "--empty") as station:
            leader = min(station.part("kiosk"))
            quiet_down(station.part("kiosk"))
            ours, bare = [0.0, 0.0], [0.0, 0.0]
            for _ in range(ROUNDS):
                for kept, url, pid, path in ((ours, station.kiosk, leader, ""), (bare, bare_url, hello.pid, "/")):
                    rate, cpu = _load(url, pid, path)
                    kept[0] += rate / ROUNDS
                    kept[1] += cpu / ROUNDS
    finally:
        hello.terminate()
        hello.wait()
        if hello.stdout is not None:
            hello.stdout.close()
    return [
        Line(f"pages per second, {AT_ONCE} at once", ours[0], "/s", bare[0], "a constant page by waitress alone"),
        Line("processor time of the server per page", ours[1] * 1000, "ms", bare[1] * 1000, "the same"),
    ]


def _load(url: str, pid: int, path: str) -> tuple[float, float]:
    """Answers per second, and seconds of that process's processor time per answer."""
    visitors = [Visitor(url) for _ in range(AT_ONCE)]
    for each in visitors:
        if not path:
            each.look("/screen/language")
            each.choose("zh")
        each.look(path)
    done: list[int] = []
    before, begun = _cpu(pid), time.monotonic()
    end = begun + SECONDS
    _together([lambda each=each: done.append(_until(end, each, path)) for each in visitors])  # type: ignore[misc]
    took, spent = time.monotonic() - begun, _cpu(pid) - before
    for each in visitors:
        each.close()
    return sum(done) / took, spent / sum(done)


def _until(end: float, visitor: Visitor, path: str) -> int:
    count = 0
    while time.monotonic() < end:
        visitor.look(path)
        count += 1
    return count


def _together(work: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=each) for each in work]
    for each in threads:
        each.start()
    for each in threads:
        each.join()


def quiet_down(pids: list[int], longest: float = 60.0) -> None:
    """Wait until the prompts are rendered ahead, which happens behind a first start."""
    end = time.monotonic() + longest
    while time.monotonic() < end:
        before = sum(map(_cpu, pids))
        time.sleep(0.5)
        if sum(map(_cpu, pids)) - before < 0.02:
            return


def _cpu(pid: int) -> float:
    """Seconds of processor time that a process has used."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(told[11]) + int(told[12])) / TICK
