"""Janus dies, stumbles, hangs or forgets in the middle of a circle: all inside are told, and may begin again."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import pytest

from calls.call import Patience
from calls.exchange import Ended, Exchange
from calls.janus import PLUGIN
from calls.mixing import GRACE, MixerSettings
from calls.party import Party

TOLD_WITHIN = 4.0
"""Seconds until the pages can hear of it, of the five until a person sees it."""
LI_NA, WANG = Party("panel:1", "Li Na"), Party("guest:1", "Wang Lei")
ABOUT = {"circle": "thursday", "title": "Thursday"}


class Mixing(ThreadingHTTPServer):
    """Stands for Janus: knows one session, one handle and one room for as long as it is well."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.awake, self.state, self.looks = Event(), "well", 0
        self.awake.set()
        Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def die(self) -> None:
        self.awake.set()
        self.shutdown()
        self.server_close()

    def answer(self, told: dict[str, Any]) -> dict[str, Any]:
        asked = told.get("body", {}).get("request", "")
        if self.state == "new" and told["janus"] == "message":
            return {"janus": "error", "error": {"code": 458, "reason": "No such session"}}
        self.looks += asked == "exists"
        done = {"create": {"videoroom": "created"}, "exists": {"exists": self.state != "emptied"}}.get(asked, {})
        return {"janus": "success", "data": {"id": 7}, "plugindata": {"data": done}}


class Asked(BaseHTTPRequestHandler):
    """One question."""

    server: Mixing

    def do_GET(self) -> None:
        self.tell({"plugins": {PLUGIN: {}}})

    def do_POST(self) -> None:
        self.tell(self.server.answer(json.loads(self.rfile.read(int(self.headers["Content-Length"])))))

    def tell(self, told: dict[str, Any]) -> None:
        self.server.awake.wait(30)
        with suppress(OSError):  # whoever asked has lost patience
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(told).encode() if self.server.state != "stumbling" else b"")

    def log_message(self, format: str, *args: Any) -> None:  # the name is the library's
        pass


class Evening:
    """Two in a circle of six; what the record is told."""

    def __init__(self, mixing: Mixing, people: int = 6) -> None:
        self.mixing, self.record = mixing, list[Ended]()
        settings = MixerSettings(f"http://127.0.0.1:{mixing.server_port}/janus", "x")
        self.exchange = Exchange(self.record.append, Patience(circle_silence=1000), mixer=settings)
        self.mixed = self.exchange.gather(LI_NA, [], ABOUT, people)["mixed"]
        self.exchange.come_in("thursday", WANG)

    def over(self) -> bool:
        self.exchange.sweep()
        return bool(self.record)

    def looked(self, times: int) -> None:
        """Until Janus was asked so often again."""
        wanted = self.mixing.looks + times
        until(lambda: self.mixing.looks >= wanted)

    def why(self, party: Party) -> list[str]:
        events = self.exchange.poll(party.key, 0, self.exchange.life)["events"]
        return [each["told"]["why"] for each in events if each["kind"] == "over"]


@contextmanager
def evening(people: int = 6) -> Iterator[Evening]:
    mixing = Mixing()
    here = Evening(mixing, people)
    stopped = Event()
    stopped.set()
    try:
        yield here
    finally:
        mixing.awake.set()
        here.exchange.run(stopped)
        mixing.die()


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def forget(mixing: Mixing) -> None:
    mixing.state = "new"


def empty(mixing: Mixing) -> None:
    mixing.state = "emptied"


def hang(mixing: Mixing) -> None:
    mixing.awake.clear()


@pytest.mark.parametrize("befalls", [Mixing.die, hang, forget, empty])
def test_everybody_is_told_within_seconds_and_once(befalls: Callable[[Mixing], None]) -> None:
    with evening() as here:
        assert here.mixed
        here.looked(1)
        befalls(here.mixing)
        since = time.monotonic()
        until(here.over)
        assert time.monotonic() - since < TOLD_WITHIN
        assert [here.why(each) for each in (LI_NA, WANG)] == [["lost"], ["lost"]]
        here.exchange.sweep()
        assert [each.why for each in here.record] == ["lost"]


@pytest.mark.parametrize("befalls", [Mixing.die, hang])
def test_they_begin_again_as_four_while_it_is_gone(befalls: Callable[[Mixing], None]) -> None:
    with evening() as here:
        befalls(here.mixing)
        until(here.over)
        again = here.exchange.gather(WANG, [], ABOUT, 6)
        assert again["began"]
        assert not again["mixed"]


def test_a_short_stumble_ends_nothing() -> None:
    with evening() as here:
        here.looked(1)
        here.mixing.state = "stumbling"
        time.sleep(GRACE / 2)
        here.mixing.state = "well"
        here.looked(4)
        assert not here.over()
        forget(here.mixing)  # and it is still looked after
        until(here.over)


def test_a_circle_of_four_needs_no_mixer() -> None:
    with evening(4) as here:
        here.mixing.die()
        assert not here.mixed
        time.sleep(GRACE)
        assert not here.over()
