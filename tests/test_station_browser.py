"""The browser at the screen is locked to the kiosk, and a fresh one stands there when it fails in any way."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from kiosk_house import HOME, Person

from benchmarks.kiosk import Step, play, renderer, usable
from station.__main__ import main
from station.browser import lock
from station.browser.chromium import Patience
from station.browser.command import profiles
from station.browser.keeper import Keeper
from station.errors import NoBrowser, PolicyRefused

OURS = "http://127.0.0.1:8080/"
PERMISSIONS = """Promise.all(["microphone", "camera", "geolocation"].map((name) =>
  navigator.permissions.query({ name }).then((each) => each.state))).then((all) => all.join())"""


class Page(BaseHTTPRequestHandler):
    """A page that looks like a kiosk's screen to whoever watches it."""

    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        self._answer(200, b'<!doctype html><body data-screen="language"><p>kiosk')

    def do_POST(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        self._answer(204, b"")

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


def serve(port: int = 0) -> ThreadingHTTPServer:
    server = ThreadingHTTPServer(("127.0.0.1", port), Page)
    server.asked = []  # type: ignore[attr-defined]
    Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture
def page() -> Iterator[ThreadingHTTPServer]:
    server = serve()
    yield server
    server.shutdown()
    server.server_close()


def run(keeper: Keeper, script: str) -> object:
    """What a script in the page gives."""
    told = keeper.browser.pipe.ask(
        "Runtime.evaluate", keeper.session, 20.0, expression=script, awaitPromise=True, returnByValue=True
    )
    return told["result"].get("value")


def until(true: Callable[[], bool]) -> Step:
    ends = time.monotonic() + 40
    while not true():
        assert time.monotonic() < ends
        yield


def test_only_the_kiosk_is_allowed_and_hears_and_sees() -> None:
    told = lock.policy("http://127.0.0.1:8080/screen/home")
    ours = ["http://127.0.0.1:8080"]
    assert told["URLAllowlist"] == told["AudioCaptureAllowedUrls"] == told["VideoCaptureAllowedUrls"] == ours
    assert "*" in told["URLBlocklist"]
    assert "devtools://*" in told["URLBlocklist"]
    assert told["DownloadRestrictions"] == 3
    assert told["AllowFileSelectionDialogs"] is False
    assert "DeveloperToolsAvailability" not in told  # it would forbid the watch, too


def test_the_profile_is_the_browsers_own(tmp_path: Path) -> None:
    line = lock.command_line("/usr/bin/chromium", tmp_path)
    assert f"--user-data-dir={tmp_path}" in line
    assert {"--kiosk", "--disable-pinch", "--overscroll-history-navigation=0", "--noerrdialogs"} <= set(line)
    assert line[-1] == "about:blank"  # the kiosk is opened once the page is locked


def test_the_policy_is_written_by_an_administrator_only(tmp_path: Path) -> None:
    path = tmp_path / "policies" / "managed" / "kiosk.json"
    assert not lock.is_in_place(path, OURS)
    lock.put_in_place(path, OURS)
    assert lock.is_in_place(path, OURS)
    assert json.loads(path.read_text())["URLAllowlist"] == [OURS[:-1]]
    assert not lock.is_in_place(path, "http://127.0.0.1:9090/")
    with pytest.raises(PolicyRefused, match="sudo"):
        lock.put_in_place(path / "below", OURS)


def test_without_a_browser_the_installer_is_told_what_to_install() -> None:
    with pytest.raises(NoBrowser, match="apt install chromium"):
        lock.find_browser("no-such-browser-at-all")


def test_the_policy_can_be_read_before_it_is_laid_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "settings.toml").write_text("[station]\nport = 9123\n")
    assert main(["kiosk", "--policy", "--data", str(tmp_path)]) == 0
    assert json.loads(capsys.readouterr().out)["URLAllowlist"] == ["http://127.0.0.1:9123"]


def test_profiles_are_new_and_are_wiped() -> None:
    with profiles() as fresh:
        first, second = fresh(), fresh()
        first.mkdir()
        assert first != second
        assert first.parent.stat().st_mode & 0o077 == 0
    assert not first.parent.exists()


def test_a_stopped_browser_has_no_patience_left() -> None:
    child = os.fork()
    if child == 0:
        time.sleep(60)
        os._exit(0)
    try:
        patience = Patience([child], 30.0)
        assert not patience.is_over()
        os.kill(child, signal.SIGSTOP)
        assert next(until(patience.is_over), None) is None or patience.is_over()
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def test_a_fresh_browser_means_that_nobody_stands_there_any_more(kiosk: Flask, villager: Person) -> None:
    villager.press("zh", "help", "ill")
    assert villager.client.post("/fresh", base_url=HOME).status_code == 204
    assert villager.look().key == "language"
    assert villager.client.post("/fresh", base_url=HOME, headers={"Origin": "http://evil.example"}).status_code == 403


def test_the_browser_stays_with_the_kiosk_whatever_happens(page: ThreadingHTTPServer, tmp_path: Path) -> None:
    stranger = serve()
    address = f"http://127.0.0.1:{page.server_port}/"
    seen = []

    def act(keeper: Keeper) -> Step:
        yield from usable(keeper)
        assert page.asked[0] == "/fresh"  # type: ignore[attr-defined]
        assert run(keeper, PERMISSIONS) == "granted,granted,denied"
        keeper.browser.pipe.send("Runtime.evaluate", keeper.session, expression="fetch(`/sure/${confirm('sure?')}`)")
        yield from until(lambda: "/sure/false" in page.asked)  # type: ignore[attr-defined] # nobody had to answer
        run(keeper, "localStorage.secret = 'what grandmother told'; document.cookie = 'visit=hers'; 1")
        run(keeper, f"location.href = 'http://127.0.0.1:{stranger.server_port}/'; window.open(location.href); 1")
        yield from until(lambda: keeper.refused > 0)
        assert run(keeper, "location.href") == address
        for hurt in (lambda: os.kill(renderer(keeper), signal.SIGKILL), lambda: os.kill(keeper.browser.pid, 19)):
            before, profile = keeper.starts, keeper.browser.profile
            hurt()
            yield from usable(keeper, after=before)
            assert run(keeper, "[localStorage.length, document.cookie].join()") == "0,"
            assert not profile.exists()
        page.shutdown()  # the station stands still for a while
        page.server_close()
        run(keeper, "location.reload(); 1")
        yield from until(lambda: keeper.waiting)
        for _ in range(3):
            yield
        assert "Please wait" in str(run(keeper, "document.body.innerText"))
        again = serve(page.server_port)
        yield from until(lambda: not keeper.waiting and keeper.usable_at > 0)
        again.shutdown()
        again.server_close()
        seen.append("all of it")

    keeper = play(address, tmp_path / "chatter", act)
    stranger.shutdown()
    stranger.server_close()
    assert seen, keeper.why
    assert keeper.starts == 3
    assert stranger.asked == []  # type: ignore[attr-defined]
    assert not keeper.browser.processes
