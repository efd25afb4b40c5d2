"""The whole station as one command: it starts, survives, mends, stops, and says what to do when it cannot."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

from benchmarks.running import launch, on_free_ports, stop
from casework.access import EVERYTHING
from casework.record import Record
from casework.settings import RecordSettings
from station import family, ports
from station.behind import NICENESS
from station.place import CHECKOUT, Place

CUT_SHORT = """
import os, sys
from pathlib import Path
from casework.record import Record
from casework.settings import RecordSettings
data = Path(sys.argv[1])
record = Record.open(RecordSettings(data / "record.db", data.with_name("data.key"), data / "recordings"))
draft = record.requests.draft("zh", "ill")
record.recordings.begin(draft).append(bytes(96_000))
print(draft, flush=True)
os._exit(9)  # the power goes
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("station") / "data"


@pytest.fixture(scope="module")
def station(folder):
    """The first start of a station on an empty folder."""
    started = launch(folder)
    yield started
    stop(started.process)


def xiangban(*told):
    return python("-m", "station", *told)


def python(*told):
    return subprocess.run(
        [sys.executable, "-P", *told],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def status(url, seconds=10.0):
    with urllib.request.urlopen(url, timeout=seconds) as answer:  # noqa: S310 (our own station)
        return answer.status


def until(true, seconds=30.0):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)


def record_of(folder):
    place = Place(folder)
    return Record.open(RecordSettings(place.record, folder.with_name("data.key"), place.recordings))


def test_the_first_start_shows_kiosk_panel_and_a_code_and_lays_in_a_village(station, folder):
    assert status(station.kiosk) == 200
    assert status(station.panel) == 200
    assert station.code
    assert station.kiosk.startswith("http://127.0.0.1:")
    assert "青石村" in Place(folder).settings.read_text("utf-8")
    with record_of(folder) as record:
        waiting = record.queue(EVERYTHING)
        files = [record.request(each.request, EVERYTHING) for each in waiting]
        assert {each.status for each in files} >= {"new", "taken", "planned"}
        assert all("演示" in each.person_name for each in files if each.person_name)
        heard = [each for file in files for each in file.recordings]
        assert heard
        assert all(record.recordings.read(each.hash).startswith(b"RIFF") for each in heard)
        assert [each.name for each in record.workers.all() if each.active] == []
    assert folder.with_name("data.key").stat().st_mode & 0o077 == 0


def test_the_watch_itself_stays_small(station):
    loaded = Path(f"/proc/{station.process.pid}/maps").read_text("utf-8")
    assert [each for each in ("numpy", "sqlcipher3", "argon2", "markupsafe") if each in loaded] == []


def test_a_second_station_on_the_same_folder_is_refused_with_one_line(station, folder):
    done = xiangban("serve", *on_free_ports(folder))
    assert done.returncode == 2
    assert "A station already runs on the data folder" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_that_is_taken_is_told_with_the_option_that_mends_it(tmp_path):
    taken, _ = ports.listen(0, "--port")
    with taken:
        port = str(taken.getsockname()[1])
        done = xiangban(
            "serve", "--data", str(tmp_path / "other"), "--port", port, "--panel-port", "0", "--no-browser"
        )
    assert done.returncode == 2
    assert f"port {port} is taken by another program; stop that, or start with --port" in done.stderr


def test_whoever_stands_before_the_screen_goes_before_the_office(station):
    def behind(part: str) -> int:
        return os.getpriority(os.PRIO_PROCESS, min(station.part(part)))

    assert behind("panel") == min(19, behind("kiosk") + NICENESS)


def test_the_kiosk_is_back_after_a_kill_while_the_panel_stays(station):
    panel = set(station.part("panel"))
    leader = min(station.part("kiosk"))
    os.kill(leader, signal.SIGKILL)
    until(lambda: station.part("kiosk") and leader not in station.part("kiosk"))
    assert status(station.kiosk, seconds=60) == 200
    assert set(station.part("panel")) == panel


def test_nobody_is_left_when_the_station_is_killed_and_the_next_start_mends_and_seeds_nothing_twice(station, folder):
    with record_of(folder) as record:
        before = len(record.queue(EVERYTHING))
    draft = python("-c", CUT_SHORT, str(folder)).stdout.strip()
    station.process.kill()
    station.process.wait()
    until(lambda: family.members(folder) == [])
    again = launch(folder)
    try:
        assert again.code  # nobody enrolled meanwhile
        assert again.code != station.code
        assert "demonstration" not in again.printed
        assert status(again.kiosk) == 200
        with record_of(folder) as record:
            assert len(record.queue(EVERYTHING)) == before
            assert list(record.requests.look(draft).recordings) == ["description"]
    finally:
        code = stop(again.process)
    assert code == 0
    assert family.members(folder) == []


def test_nothing_of_what_people_said_or_are_called_is_in_the_logs(station, folder):
    told = "".join(each.read_text("utf-8", "replace") for each in (folder / "log").iterdir())
    assert told
    for word in ("陈桂英", "头晕", "林芳"):
        assert word not in told


def test_a_folder_that_cannot_be_made_is_told_with_its_mend(tmp_path):
    (tmp_path / "file").write_text("in the way", "utf-8")
    done = xiangban("serve", "--data", str(tmp_path / "file" / "data"))
    assert done.returncode == 2
    assert "Choose one that you may write: --data DIR" in done.stderr


def test_stopping_during_the_start_leaves_nothing_behind(tmp_path):
    data = tmp_path / "data"
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "station", "serve", *on_free_ports(data), "--empty"],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    until(lambda: family.members(data))
    process.send_signal(signal.SIGINT)
    told, _ = process.communicate(timeout=30)
    assert process.returncode == 0, told
    assert "Stopping" in told
    assert family.members(data) == []
    with suppress(ProcessLookupError):
        process.kill()
