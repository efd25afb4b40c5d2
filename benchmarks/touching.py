"""How long a touch takes at a real station, alone and while ten calls find each other and talk beside it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from time import monotonic

from benchmarks.pages import quiet_down
from benchmarks.running import TOP, Running, running
from benchmarks.standing import PASSWORD
from benchmarks.table import Row
from benchmarks.visitor import Visitor
from casework.consents.entry import Asked, Subject
from casework.consents.purposes import CALL_FAMILY
from casework.record import Record
from casework.settings import RecordSettings

CALLS = 10
ROUNDS = 10
"""In turn alone and beside calls: a busy machine is busy for both."""
TOUCHES = 30
"""Of each round and kind."""
SETTINGS = """
[station]
phones_port = 0
lan_panel_port = 0
[kiosk]
languages = ["en"]
default_language = "en"
"""
"""One language: fewer sentences are rendered ahead before it is quiet."""
SLOWER = 1.2
"""Times as long as without any call that a touch may take at most."""


def touches(folder: Path) -> Iterator[Row]:
    """Laid in beforehand: ten workers, each with a circle of a relative."""
    data = folder / "data"
    data.mkdir()
    (data / "settings.toml").write_text(SETTINGS, "utf-8")
    made = _laid_in(RecordSettings(data / "record.db", folder / "data.key", data / "recordings"))
    with running(data, "--empty") as station:
        quiet_down(station.pids())
        with _calls(station, made) as calls:
            alone, busy, asked, visitor = [], [], 0, Visitor(station.kiosk)
            visitor.look("/screen/language")
            visitor.choose("en")
            _touched(visitor)  # the first of all wakes what sleeps
            for _ in range(ROUNDS):
                alone += _touched(visitor)
                calls.go()
                busy += _touched(visitor)
                asked = calls.rest()
            visitor.close()
        yield Row("a touch alone, until the next screen is there", told(alone), None)
        yield Row(f"the same while {CALLS} calls go on ({asked} questions of pages in all)", told(busy), None)
        ratio = median(busy) / median(alone)
        yield Row(f"ratio of medians (promised: at most {SLOWER})", f"{ratio:.2f}", ratio <= SLOWER)


def told(seconds: Sequence[float]) -> str:
    """Median and the slowest twentieth."""
    return f"{median(seconds) * 1000:.1f} ms, 95 %: {quantiles(seconds, n=20)[-1] * 1000:.0f}"


def _touched(visitor: Visitor) -> list[float]:
    found = []
    visitor.look()
    for _ in range(TOUCHES // 2):
        for choice in ("help", "command:home"):
            begun = monotonic()
            visitor.choose(choice)
            visitor.look()
            found.append(monotonic() - begun)
    return found


def _laid_in(places: RecordSettings) -> list[tuple[str, str, str]]:
    """Login, circle and the secret of a link, for each call."""
    made = []
    with Record.open(places) as record:
        chief = record.workers.enrol(str(record.workers.first_code()), "李娜", "worker0", PASSWORD)
        person = record.people.add("王奶奶", who=chief.id)
        record.consents.answer(Subject(person), CALL_FAMILY, True, Asked("可以打给家里人吗？", "zh-x", "zh"))
        now = datetime.now(UTC)
        for number in range(CALLS):
            login = f"worker{number}"
            worker = chief
            if number:
                worker = record.workers.enrol(record.workers.invite(chief.id), f"同事{number}", login, PASSWORD)
            circle = record.circles.make(worker.id, f"互助圈{number}", now.date(), now.time(), weekly=True)
            relation = record.people.relations.add(person, worker.id, "son", f"儿子{number}", may_call=1)
            record.circles.add(circle, worker.id, "relation", relation)
            made.append((login, circle, record.invitations.invite(relation, worker.id, "zh")[1]))
    return made


@dataclass(frozen=True)
class Calls:
    """The process that is twenty browsers."""

    process: subprocess.Popen[str]

    def go(self) -> None:
        """Until all ten go on. Raises AssertionError."""
        self._ask("go")

    def rest(self) -> int:
        """Until all are over; questions asked so far. Raises AssertionError."""
        return self._ask("rest")

    def _ask(self, what: str) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{what}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().strip()
        assert answer.startswith("ok"), answer or "the ten calls are gone"
        return int(answer.split()[1])


@contextmanager
def _calls(station: Running, made: Sequence[tuple[str, str, str]]) -> Iterator[Calls]:
    found = re.search(r"^ *Phones +https://[^ ]*:(\d+)", station.printed, re.MULTILINE)
    assert found, station.printed
    pairs = [
        "|".join((login, PASSWORD, circle, f"https://127.0.0.1:{found[1]}/j/{secret}"))
        for login, circle, secret in made
    ]
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "benchmarks.ten_calls", station.panel.rstrip("/"), *pairs],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(TOP)},
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "ready", "the ten calls did not begin"
        yield Calls(process)
    finally:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        process.wait(30)
        process.stdout.close()
