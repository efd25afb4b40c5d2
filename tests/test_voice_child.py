"""Supervised children: real processes that answer, crash, hang, print rubbish, and leave when the parent is gone."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from voice import frames
from voice.child import Child, Patience
from voice.errors import (
    BadFrame,
    ChildBusy,
    ChildClosed,
    ChildDied,
    ChildGarbled,
    ChildRefused,
    ChildResting,
    ChildTimedOut,
)

PATIENT = Patience(first_pause=0.001)

MODULE = """
import ctypes, os, sys, time
from voice.frames import serve

def prepare():
    print("a library says hello")                       # must not reach the pipe
    ctypes.CDLL(None).puts(b"and so does its C part")
    if len(sys.argv) > 1 and sys.argv[1] == "unready":
        raise RuntimeError("no model here")
    return answer

def answer(asked, payload):
    do = asked["do"]
    if do == "echo":
        print("working")
        return {"pid": os.getpid(), "said": asked.get("said")}, payload
    if do == "crash":
        ctypes.string_at(0)
    if do == "exit":
        os._exit(7)
    if do == "hang":
        time.sleep(600)
    if do == "rubbish":
        os.write(max(int(fd) for fd in os.listdir("/proc/self/fd") if pipe(fd)), b"Traceback: something")
        time.sleep(600)
    raise LookupError("cannot " + do)

def pipe(fd):
    try:
        return os.readlink(f"/proc/self/fd/{fd}").startswith("pipe:") and int(fd) > 2
    except OSError:
        return False

serve(prepare)
"""


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Child]]:
    (tmp_path / "a_test_child.py").write_text(MODULE)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    made: list[Child] = []

    def a_child(*arguments: str, patience: Patience = PATIENT, name: str = "test") -> Child:
        made.append(Child("a_test_child", arguments, name=name, patience=patience))
        return made[-1]

    yield a_child
    for each in made:
        each.close()


def pid_of(child: Child) -> int:
    found = child.pid
    assert found is not None
    return found


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        threads = len(os.listdir(f"/proc/{pid}/task"))  # noqa: PTH208 (the first may be dead and the others not yet)
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z" or threads > 1


def gone(pid: int) -> bool:
    for _ in range(100):
        if not alive(pid):
            return True
        time.sleep(0.05)
    return False


def test_answers_with_payload_and_stays_the_same_process(make: Callable[..., Child]) -> None:
    child = make()
    sound = os.urandom(700_000)  # far more than a pipe holds
    first, back = child.ask({"do": "echo", "said": "去银行"}, sound)
    second, _ = child.ask({"do": "echo"})
    assert back == sound
    assert first["said"] == "去银行"
    assert first["pid"] == second["pid"] == child.pid


def test_a_refusal_names_the_cause_and_the_child_lives_on(make: Callable[..., Child]) -> None:
    child = make()
    with pytest.raises(ChildRefused, match="cannot fly") as caught:
        child.ask({"do": "fly"})
    assert caught.value.cause == "LookupError"
    before = child.pid
    assert child.ask({"do": "echo"})[0]["pid"] == before


@pytest.mark.parametrize(("do", "told"), [("crash", "code -11"), ("exit", "code 7")])
def test_a_crash_is_told_and_the_next_question_finds_a_fresh_process(
    make: Callable[..., Child], do: str, told: str
) -> None:
    child = make()
    before = child.ask({"do": "echo"})[0]["pid"]
    with pytest.raises(ChildDied, match=told):
        child.ask({"do": do})
    assert child.ask({"do": "echo"})[0]["pid"] != before


def test_a_hanging_child_is_killed(make: Callable[..., Child]) -> None:
    child = make()
    child.start()
    before = pid_of(child)
    with pytest.raises(ChildTimedOut):
        child.ask({"do": "hang"}, timeout=0.2)
    assert gone(before)
    assert child.ask({"do": "echo"})[0]["pid"] != before


def test_rubbish_in_the_pipe_is_no_answer(make: Callable[..., Child]) -> None:
    child = make()
    with pytest.raises(ChildGarbled, match="Traceback"):
        child.ask({"do": "rubbish"})
    assert child.ask({"do": "echo", "said": "well"})[0]["said"] == "well"


def test_killed_between_two_questions_nobody_notices(make: Callable[..., Child]) -> None:
    child = make()
    child.start()
    before = pid_of(child)
    os.kill(before, 9)
    assert gone(before)
    assert child.ask({"do": "echo", "said": "here"})[0]["said"] == "here"


def test_a_child_that_cannot_load_tells_why(make: Callable[..., Child]) -> None:
    with pytest.raises(ChildDied, match="no model here"):
        make("unready").start()


def test_after_five_failures_it_rests_and_then_tries_again(make: Callable[..., Child]) -> None:
    child = make(patience=Patience(first_pause=0.001, rest=0.5))
    for _ in range(5):
        assert not child.resting
        with pytest.raises(ChildDied):
            child.ask({"do": "exit"})
    assert child.resting
    with pytest.raises(ChildResting, match="failed too often"):
        child.ask({"do": "echo"})
    assert child.pid is None
    while child.resting:
        time.sleep(0.05)
    assert child.ask({"do": "echo", "said": "rested"})[0]["said"] == "rested"


def test_a_failure_right_after_the_rest_sends_it_back_for_longer(make: Callable[..., Child]) -> None:
    child = make(patience=Patience(failures=1, first_pause=0.001, rest=0.1))
    with pytest.raises(ChildDied):
        child.ask({"do": "exit"})
    while child.resting:
        time.sleep(0.02)
    with pytest.raises(ChildDied):
        child.ask({"do": "exit"})
    with pytest.raises(ChildResting):
        child.ask({"do": "echo"})


def test_many_threads_share_one_child(make: Callable[..., Child]) -> None:
    child = make()
    heard: dict[int, bytes] = {}

    def ask(number: int) -> None:
        heard[number] = child.ask({"do": "echo"}, bytes([number]) * 100_000)[1]

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert heard == {number: bytes([number]) * 100_000 for number in range(8)}


def test_who_waits_too_long_for_his_turn_is_told(make: Callable[..., Child]) -> None:
    child = make()
    child.start()

    def hang() -> None:
        with pytest.raises(ChildTimedOut):
            child.ask({"do": "hang"}, timeout=1.0)

    hanging = threading.Thread(target=hang)
    hanging.start()
    time.sleep(0.3)
    with pytest.raises(ChildBusy):
        child.ask({"do": "echo"}, timeout=0.1)
    hanging.join()


def test_closing_ends_it_even_in_the_middle_of_a_question(make: Callable[..., Child]) -> None:
    child = make()
    child.start()
    pid = pid_of(child)
    caught: list[BaseException] = []

    def ask() -> None:
        try:
            child.ask({"do": "hang"})
        except ChildDied as error:
            caught.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    time.sleep(0.2)
    child.close()
    asking.join()
    assert caught
    assert gone(pid)
    with pytest.raises(ChildClosed):
        child.ask({"do": "echo"})


@pytest.mark.parametrize("do", ["echo", "hang"])
def test_it_leaves_by_itself_when_the_parent_is_killed(make: Callable[..., Child], do: str) -> None:
    make()
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, threading, time; from voice.child import Child\n"
            "child = Child('a_test_child'); child.start(); print(child.pid, flush=True)\n"
            f"child.ask({{'do': {do!r}}}); time.sleep(600)",
        ],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((os.environ["PYTHONPATH"], str(Path.cwd())))},
    )
    with parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        time.sleep(0.2)
        parent.kill()
    assert gone(pid)


@pytest.mark.parametrize("prefix", [b"<html><body>", b"XBF1\xff\xff\xff\xff\0\0\0\0"])
def test_a_prefix_that_is_none_or_claims_gigabytes_is_refused(prefix: bytes) -> None:
    with pytest.raises(BadFrame):
        frames.sizes(prefix)


@pytest.mark.parametrize("header", [b"[1]", b"{", b"\xff"])
def test_a_header_that_is_no_json_object_is_refused(header: bytes) -> None:
    with pytest.raises(BadFrame):
        frames.message(header)
