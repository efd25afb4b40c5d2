"""Engines that are killed, stopped, spin, swell or talk rubbish while somebody speaks, or while nobody does."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import content
from tests.spoken import english
from voice.child import Child, Patience
from voice.ear import Ear
from voice.errors import ChildDied, ChildFailed, ChildTimedOut
from voice.settings import HearingSettings
from voice.vitals import Allowance, vitals

MODULE = """
import os, sys, time
from voice.frames import serve

kept = []

def prepare():
    return answer

def answer(asked, payload):
    do = asked["do"]
    if do == "spin":
        while True:
            pass
    if do == "swell":
        kept.append(b"x" * asked["bytes"])
    if do == "stuck":
        time.sleep(600)
    if do == "mutter":
        import threading
        threading.Timer(0.5, mutter).start()
    return {"pid": os.getpid()}, b""

def mutter():
    for fd in os.listdir("/proc/self/fd"):
        if int(fd) > 2 and os.readlink(f"/proc/self/fd/{fd}").startswith("pipe:"):
            try:
                os.write(int(fd), b"model says: hello")
            except OSError:
                pass

serve(prepare)
"""


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Child]]:
    (tmp_path / "a_watched_child.py").write_text(MODULE)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    made: list[Child] = []

    def a_child(**more: object) -> Child:
        patience = Patience(first_pause=0.001, rest=1.0)
        made.append(Child("a_watched_child", name="test", **{"patience": patience, **more}))  # type: ignore[arg-type]
        made[-1].start()
        return made[-1]

    yield a_child
    for each in made:
        each.close()


def until(true: Callable[[], object], seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def another(child: Child, before: int | None) -> Callable[[], bool]:
    """Whether a new process has taken the place of that one."""
    return lambda: child.pid not in (None, before)


@pytest.mark.parametrize("hurt", [signal.SIGKILL, signal.SIGSTOP])
def test_hurt_while_nobody_asks_it_is_back_before_the_next_question(make: Callable[..., Child], hurt: int) -> None:
    child = make()
    before = child.pid
    assert before is not None
    os.kill(before, hurt)
    until(another(child, before))
    assert child.ask({"do": "echo"})[0]["pid"] == child.pid != before


def test_a_spare_takes_over_from_one_that_loads_slowly(
    make: Callable[..., Child], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a_watched_child.py").write_text(
        MODULE.replace("def prepare():", "def prepare():\n    time.sleep(3)")
    )
    monkeypatch.setattr("voice.child.QUIET", 0.1)
    child = make(spare_room=1)
    until(lambda: child._spare._process is not None)
    before, waiting = child.pid, child._spare._process.pid
    assert before is not None
    began = time.monotonic()
    os.kill(before, signal.SIGKILL)
    until(another(child, before))
    assert child.ask({"do": "echo"})[0]["pid"] == waiting
    assert time.monotonic() - began < 2.5, "loading alone takes three seconds"
    until(lambda: child._spare._process is not None)  # and another one is there for the next time
    ill = child._spare._process.pid
    os.kill(ill, signal.SIGSTOP)
    os.kill(waiting, signal.SIGKILL)
    until(another(child, waiting))
    assert child.ask({"do": "echo"})[0]["pid"] not in (waiting, ill), "a spare that is ill is not taken"


def test_no_spare_where_memory_is_short(make: Callable[..., Child], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voice.child.QUIET", 0.1)
    child = make(spare_room=1 << 60)
    time.sleep(1.5)
    assert child._spare._process is None


def test_stopped_in_the_middle_of_a_question_it_is_found_out_long_before_the_time_is_up(
    make: Callable[..., Child],
) -> None:
    child = make()
    before = child.pid
    assert before is not None
    os.kill(before, signal.SIGSTOP)
    began = time.monotonic()
    with pytest.raises(ChildDied):
        child.ask({"do": "echo"}, timeout=60.0)
    assert time.monotonic() - began < 30
    assert child.ask({"do": "echo"})[0]["pid"] != before


def test_spinning_is_its_own_time(make: Callable[..., Child]) -> None:
    child = make()
    with pytest.raises(ChildTimedOut):
        child.ask({"do": "spin"}, timeout=0.5)
    child.ask({"do": "echo"})


def test_time_spent_waiting_for_a_processor_is_not(tmp_path: Path) -> None:
    class Starved(Allowance):
        """As if it had waited for a processor all the time."""

    allowance = Starved(os.getpid(), 0.5)
    allowance._waited = dict.fromkeys(
        allowance._waited, -1e6
    )  # a process that waited that long without being given anything
    time.sleep(0.6)
    assert allowance.left() > 0
    time.sleep(1.5)
    assert allowance.left() < 0, "yet four times the allowance is the most"


def test_rubbish_while_nobody_asks(make: Callable[..., Child]) -> None:
    child = make()
    before = child.ask({"do": "mutter"})[0]["pid"]
    until(another(child, before))
    assert child.ask({"do": "echo"})[0]["pid"] != before


def test_a_leak_is_mended_between_two_turns(make: Callable[..., Child], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voice.child.QUIET", 0.5)
    child = make(may_grow=40_000_000)
    before = child.ask({"do": "swell", "bytes": 60_000_000})[0]["pid"]
    assert child.ask({"do": "echo"})[0]["pid"] == before, "not while somebody is asking"
    until(another(child, before))
    found = vitals(child.pid or 0)
    assert found is not None
    assert found.memory < 60_000_000


def test_a_flood_is_ended_at_once(make: Callable[..., Child]) -> None:
    child = make(may_grow=40_000_000)
    before = child.ask({"do": "swell", "bytes": 120_000_000})[0]["pid"]
    until(another(child, before))


def test_after_five_failures_it_rests_and_comes_back_by_itself(make: Callable[..., Child]) -> None:
    child = make()
    for _ in range(5):
        assert not child.down
        with pytest.raises(ChildFailed):
            child.ask({"do": "stuck"}, timeout=0.05)
    assert child.down
    until(lambda: not child.down)
    assert child.pid is not None, "tried again in the background, although nobody asked"


# the whole ear

SAID = "I am very sick."
SCREEN = content.load("en").screen("help")


@pytest.fixture(scope="module")
def ear(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ear]:
    opened = Ear(HearingSettings(models=tmp_path_factory.mktemp("models")))
    opened.load("en")
    yield opened
    opened.close()


def process_of(ear: Ear) -> int:
    child = ear._child("en")
    assert child is not None
    until(lambda: child.pid)
    return child.pid or 0


@pytest.mark.parametrize("hurt", [signal.SIGKILL, signal.SIGSTOP])
def test_a_sentence_survives_the_engine_that_heard_its_beginning(ear: Ear, hurt: int) -> None:
    turn, sound = ear.turn(SCREEN), english(SAID)
    half = len(sound) // 2 // 2 * 2
    turn.feed(sound[:half])
    before = process_of(ear)
    time.sleep(0.3)
    os.kill(before, hurt)
    turn.feed(sound[half:])
    found = turn.finish()
    assert (found.outcome, found.key) == ("choice", "ill")
    assert process_of(ear) != before


def test_nobody_waits_for_an_abandoned_turn(tmp_path: Path) -> None:
    ear = Ear(HearingSettings(models=tmp_path, answer_within=30.0, finish_within=30.0, scripted={"en": ("!hang",)}))
    try:
        turn = ear.turn(SCREEN)
        turn.feed(english(SAID))
        began = time.monotonic()
        turn.abandon()
        assert turn.finish().outcome == "unavailable"
        assert time.monotonic() - began < 15
    finally:
        ear.close()


def test_a_language_whose_engine_keeps_failing_is_told_as_resting_and_tried_again(tmp_path: Path) -> None:
    ear = Ear(HearingSettings(models=tmp_path, answer_within=0.3, scripted={"en": ("!crash",)}))
    try:
        assert ear.ability("en").commands
        for _ in range(2):  # three tries each
            turn = ear.turn(SCREEN)
            turn.feed(english(SAID))
            assert turn.finish().outcome == "unavailable"
        assert ear.ability("en").resting
        assert not ear.ability("en").commands
        began = time.monotonic()
        turn = ear.turn(SCREEN)
        turn.feed(english(SAID))
        assert turn.finish().outcome == "unavailable"
        assert time.monotonic() - began < 10, "turned away at once"
    finally:
        ear.close()
