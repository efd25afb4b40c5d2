"""Parts that die, hang or are left alone: somebody answers again, and nothing is left behind."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

from station import family, ports
from station.errors import PartFailed
from station.place import CHECKOUT, Place
from station.settings import StationSettings
from station.watch import Watch
from station.watched import FIRST_PAUSE, LONGEST_PAUSE, Part, pause_after


class Never:
    """Nobody asks to stop."""

    asked = False


@pytest.fixture
def place(tmp_path):
    found = Place(tmp_path / "data")
    found.make()
    return found


def toys(place, village="", names=("one", "two")):
    station = StationSettings(village=village, asked_every=0.2, answer_within=0.5, threads=4)
    sockets = [ports.listen(0, "--port")[0] for _ in names]
    parts = tuple(Part(name, "tests.toy_part", each) for name, each in zip(names, sockets, strict=True))
    return Watch(parts, station, b"", place), parts


@pytest.fixture
def two_toys(place):
    watch, parts = toys(place)
    watch.start(Never())
    yield watch, parts
    watch.stop()
    for each in parts:
        each.socket.close()


def ask(part, path="/", seconds=5.0):
    with urllib.request.urlopen(f"http://127.0.0.1:{part.port}{path}", timeout=seconds) as answer:
        return int(answer.read())


def tend_until(watch, true, seconds=20.0):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        for each in watch.parts:
            each.tend()
        time.sleep(0.05)


def is_back(watched, before):
    """Whether another process answers in its place."""
    return watched.answered and watched.pid not in (None, before)


def lives(pid):
    """Whether that process still runs (one that ended but was not fetched by its parent does not)."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] not in ("Z", "X")


def test_a_killed_part_is_back_and_the_other_never_stopped(two_toys):
    watch, (one, two) = two_toys
    before, neighbour = ask(one), ask(two)
    os.kill(before, signal.SIGKILL)
    tend_until(watch, lambda: is_back(watch.parts[0], before))
    assert ask(one) not in (before, neighbour)
    assert ask(two) == neighbour


def test_whoever_calls_while_a_part_starts_anew_waits_and_is_answered(two_toys):
    watch, (one, _) = two_toys
    before = ask(one)
    os.kill(before, signal.SIGKILL)
    question = subprocess.Popen(
        [sys.executable, "-c", f"import urllib.request as u; u.urlopen('http://127.0.0.1:{one.port}/', timeout=20)"]
    )
    tend_until(watch, lambda: question.poll() is not None)
    assert question.returncode == 0


def test_a_part_whose_threads_all_hang_is_started_anew(two_toys):
    watch, (one, _) = two_toys
    before = ask(one)
    for _ in range(4):
        with suppress(TimeoutError):
            ask(one, "/hang", seconds=0.2)
    tend_until(watch, lambda: is_back(watch.parts[0], before))
    assert ask(one) != before


def test_a_frozen_process_is_started_anew(two_toys):
    watch, (_, two) = two_toys
    before = ask(two)
    os.kill(before, signal.SIGSTOP)
    tend_until(watch, lambda: is_back(watch.parts[1], before))
    assert ask(two) != before


def test_what_a_dead_part_had_started_dies_with_it_and_nothing_else(two_toys):
    watch, (one, two) = two_toys
    before, orphan, other = ask(one), ask(one, "/bear"), ask(two, "/bear")
    os.kill(before, signal.SIGKILL)
    tend_until(watch, lambda: not lives(orphan))
    assert lives(other)


def test_stopping_leaves_nothing_behind(place):
    watch, parts = toys(place)
    watch.start(Never())
    born = [ask(each, "/bear") for each in parts] + [ask(each) for each in parts]
    watch.stop()
    assert [pid for pid in born if lives(pid)] == []
    assert family.members(place.data) == []
    for each in parts:
        each.socket.close()


def test_a_part_that_refuses_its_first_start_is_told_in_its_own_words(place):
    watch, parts = toys(place, village="wrong", names=("one",))
    with pytest.raises(PartFailed, match="the toy has no village"):
        watch.start(Never())
    watch.stop()
    parts[0].socket.close()


def test_a_process_left_behind_by_an_earlier_station_is_ended_first(place):
    left = subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(300)"],
        env={**os.environ, family.MARK: family.mark(place.data, "one")},
    )
    stranger = subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(300)"],
        env={**os.environ, family.MARK: family.mark(CHECKOUT / "somewhere-else", "one")},
    )
    try:
        while left.pid not in family.members(place.data):
            time.sleep(0.02)
        assert family.end(place.data) == 1
        assert left.wait(5) == -signal.SIGKILL
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_the_pause_before_a_restart_grows_and_ends_growing():
    pauses = [pause_after(deaths) for deaths in range(1, 12)]
    assert pauses[0] == FIRST_PAUSE
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE
