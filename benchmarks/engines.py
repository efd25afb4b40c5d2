"""Ears and mouth hurt under a running station while somebody presses and speaks: what the person noticed of it."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.hurts import WAYS, Hurt
from benchmarks.pages import quiet_down
from benchmarks.running import Running, running
from benchmarks.turn import CHUNK, NotUnderstood, in_real_time, until_it_ends
from benchmarks.visitor import Visitor
from tests.spoken import english

SAID = "I am very sick."
LEADS_TO = "help.describe"
TOUCHES = 40
PAUSE = 0.03
"""Seconds between two touches of the same finger."""
LONGEST = 60.0
"""Seconds after which something that should come back is given up."""
ROUNDS = 3
APART = 16.0
"""Seconds at least from one hurt to the next: after five in a minute an engine is given a rest, which comes last."""
LOOK = 0.05
"""Seconds between two looks at a process."""
EAR, MOUTH = "voice.ear_child pocketsphinx en", "voice.mouth_child pyttsx3"


@dataclass(frozen=True)
class Noticed:
    """What the person at the screen noticed."""

    noticed: float
    """Seconds until the hurt process was gone, the worst of all rounds; below 0 where it lived on."""
    back: float
    """Seconds until another one answered."""
    turn: str
    recording: str
    touch: float
    """Times what a touch takes undisturbed, median."""
    worst: float
    """The same, the slowest touch in twenty."""


def main(_: Sequence[str] = ()) -> int:
    """Hurt them one way after the other, and print what was noticed."""
    print(f"{os.cpu_count()} cores. A visitor touches all the time and speaks once, while the engine is hurt.\n")
    print(
        f"  {'':<22} {'noticed':>8} {'back':>8}   {'the turn':<22} {'recording':<10} {'touch':>7} {'worst 5 %':>10}"
    )
    with TemporaryDirectory() as folder, running(Path(folder) / "data", "--empty") as station:
        _warm_up(station)
        quiet_down(station.part("kiosk"))
        for engine, module in (("ear", EAR), ("mouth", MOUTH)):
            for hurt in WAYS:
                _show(f"{engine} {hurt.name}", _tried(station, module, hurt))
        _give_up(station)
    return 0


def _show(what: str, found: Noticed) -> None:
    noticed = f"{found.noticed:6.2f} s" if found.noticed >= 0 else "lives on"
    back = f"{found.back:6.2f} s" if found.back >= 0 else "      —"
    print(
        f"  {what:<22} {noticed:>8} {back:>8}   {found.turn:<22} {found.recording:<10} "
        f"{found.touch:6.2f}× {found.worst:9.2f}×",
        flush=True,
    )


def _tried(station: Running, module: str, hurt: Hurt) -> Noticed:
    """Undisturbed, hurt in the middle of a sentence, undisturbed, hurt …: so what else the machine does cancels."""
    calm: list[float] = []
    touched: list[float] = []
    found: list[tuple[float, float, str, str]] = []
    for _ in range(ROUNDS):
        begun = time.monotonic()
        pid = _one(station, module)
        with _finger(station.kiosk) as undisturbed:
            _speak(station, lambda: None)
        with _finger(station.kiosk) as disturbed:
            began: list[float] = []

            def strike(pid: int = pid, began: list[float] = began) -> None:
                began.append(time.monotonic())
                hurt.does(pid)

            watch = _Watch(station, module, pid)
            turn = _speak(station, strike)
            if module == MOUTH:
                _say_something_new(station)
            noticed, back = watch.ended(began[0], 3.0 if hurt.heals else LONGEST)
        found.append((noticed, back, turn, _record(station)))
        calm += undisturbed
        touched += disturbed
        time.sleep(max(0.0, APART - (time.monotonic() - begun)))
    noticed, back, turn, recording = max(found)
    worst = _slowest(touched) / _slowest(calm)
    return Noticed(noticed, back, turn, recording, median(touched) / median(calm), worst)


def _slowest(took: list[float]) -> float:
    """The slowest of twenty."""
    return sorted(took)[-max(1, len(took) // 20)]


class _Watch:
    """Notes when a process of the kiosk is gone and when another of the same kind is there."""

    def __init__(self, station: Running, module: str, pid: int) -> None:
        self._station, self._module, self._pid = station, module, pid
        self._gone = self._back = -1.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def ended(self, began: float, longest: float) -> tuple[float, float]:
        """Seconds from ``began`` until it was gone and until its successor had loaded; -1 for what never came."""
        deadline = time.monotonic() + longest
        while self._back < 0 and time.monotonic() < deadline:
            time.sleep(0.02)
        self._over.set()
        self._thread.join()
        return (self._gone - began if self._gone >= 0 else -1.0), (self._back - began if self._back >= 0 else -1.0)

    def _look(self) -> None:
        while not self._over.wait(LOOK):
            if self._gone < 0 and not _runs(self._pid):
                self._gone = time.monotonic()
            if self._gone >= 0:
                others = [each for each in _all(self._station, self._module) if each != self._pid]
                if others and _loaded(others[0]):
                    self._back = time.monotonic()
                    return


@contextmanager
def _finger(kiosk: str) -> Iterator[list[float]]:
    """Somebody who touches pictures all the while; seconds of each touch until the next screen is drawn."""
    took: list[float] = []
    over = threading.Event()

    def touch() -> None:
        visitor = Visitor(kiosk)
        visitor.look("/screen/language")
        visitor.choose("en")
        while not over.is_set():
            for choice in ("help", "command:home"):
                begun = time.monotonic()
                visitor.choose(choice)
                visitor.look()
                took.append(time.monotonic() - begun)
                time.sleep(PAUSE)
        visitor.close()

    thread = threading.Thread(target=touch, daemon=True)
    thread.start()
    try:
        yield took
        deadline = time.monotonic() + 10
        while len(took) < TOUCHES and time.monotonic() < deadline:
            time.sleep(0.05)
    finally:
        over.set()
        thread.join()


def _speak(station: Running, in_the_middle: Callable[[], None]) -> str:
    """Say the sentence in real time; what the person at the screen got for it."""
    visitor = Visitor(station.kiosk)
    try:
        visitor.look("/screen/language")
        visitor.choose("en", "help")
        visitor.look()
        pcm = until_it_ends(english(SAID))
        turn = visitor.begin_to_speak()
        for number, piece in enumerate(in_real_time(pcm)):
            if number == len(pcm) // CHUNK // 2:
                in_the_middle()
            visitor.speak(turn, number, piece)
        ended = time.monotonic()
        visitor.end_speech(turn)
        waited = time.monotonic() - ended
        if visitor.at == LEADS_TO:
            return f"understood in {waited:.2f} s"
        return "asked again" if visitor.at == "help" else f"went to {visitor.at}"
    finally:
        visitor.close()


def _say_something_new(station: Running) -> None:
    """A keypad's echo that nobody has heard before: it must be rendered now."""
    visitor = Visitor(station.kiosk)
    try:
        visitor.look("/screen/language")
        visitor.choose("en", "mine", "number", f"digit:{time.monotonic_ns() % 10}")
        visitor.look()
        visitor.first_sound()
    finally:
        visitor.close()


def _record(station: Running) -> str:
    """Somebody records a description meanwhile; whether it is kept."""
    visitor = Visitor(station.kiosk)
    try:
        visitor.look("/screen/language")
        visitor.choose("en", "help", "ill")
        visitor.look()
        turn = visitor.begin_to_speak()
        pcm = english(SAID)
        for number, start in enumerate(range(0, len(pcm), 6400)):
            visitor.speak(turn, number, pcm[start : start + 6400])
        visitor.end_speech(turn)
        return "kept" if visitor.at == "help.recorded" else "LOST"
    finally:
        visitor.close()


def _give_up(station: Running) -> None:
    """Killed again and again: buttons and recording, and back by itself."""
    for _ in range(6):
        os.kill(_one(station, EAR), signal.SIGKILL)
        time.sleep(0.3)
        if "kept.svg" in _microphone(station):
            break
    begun = time.monotonic()
    while "kept.svg" not in _microphone(station) and time.monotonic() - begun < 10:
        time.sleep(0.1)
    told = "kept.svg" in _microphone(station)
    recording = _record(station)
    begun = time.monotonic()
    while "kept.svg" in _microphone(station) and time.monotonic() - begun < LONGEST:
        time.sleep(0.2)
    print(
        f"\n  Ear killed five times in a row: the screen says “record only”: {'yes' if told else 'NO'}; a recording "
        f"meanwhile: {recording}; words are understood again after {time.monotonic() - begun:.0f} s."
    )


def _microphone(station: Running) -> str:
    """The microphone as the home screen draws it."""
    visitor = Visitor(station.kiosk)
    try:
        visitor.look("/screen/language")
        visitor.choose("en")
        return visitor.look().partition("data-microphone-button")[2].partition("</button>")[0]
    finally:
        visitor.close()


def _warm_up(station: Running) -> None:
    deadline = time.monotonic() + LONGEST
    while not _speak(station, lambda: None).startswith("understood"):
        if time.monotonic() > deadline:
            raise NotUnderstood(SAID)
    _say_something_new(station)


def _one(station: Running, module: str) -> int:
    """The process that runs this module, waited for until it has loaded."""
    deadline = time.monotonic() + LONGEST
    while True:
        found = _all(station, module)
        if found and _loaded(found[0]):
            return found[0]
        if time.monotonic() > deadline:
            raise TimeoutError(module)
        time.sleep(0.05)


def _all(station: Running, module: str) -> list[int]:
    return [each for each in station.part("kiosk") if module in _command(each) and _runs(each)]


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _loaded(pid: int) -> bool:
    """Whether its main thread sleeps, look after look: it waits for a question."""
    for _ in range(4):
        try:
            if Path(f"/proc/{pid}/task/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "S":
                return False
        except OSError:
            return False
        time.sleep(LOOK)
    return True


if __name__ == "__main__":
    raise SystemExit(main())
