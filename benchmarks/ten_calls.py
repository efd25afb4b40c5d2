"""A process of its own that is twenty browsers in ten calls: polls, answers and messages at the pages' own rates.

Each call is a circle of a worker in the panel and a relative on a phone. It reads "go" and "rest" and answers when
the calls go on, or are over, with the number of questions that it asked so far.
"""

from __future__ import annotations

import json
import sys
import threading
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from benchmarks.tab import Tab, at_the_desk, with_the_link

IDLE, TALKING, BRISK, BRISK_FOR = 1.0, 0.5, 0.15, 4.0
"""Seconds, as in ``calls/static/line.js``."""
ALARMS = 1.0
"""Seconds between two looks of a panel's page at the alarms, as in ``admin/static/alarms.js``."""
DESCRIPTION = json.dumps({"sdp": "v=0\r\n" + "a=candidate:1 1 udp 2113937151 192.168.1.2 50000 typ host\r\n" * 100})
"""As long as a real one."""
LASTS = 20.0
"""Seconds from the beginning of one call to that of the next one of the same two."""


@dataclass
class Page:
    """One page with its line: polls as the page's script does."""

    tab: Tab
    after: int = 0
    life: str = ""
    brisk_until: float = 0.0
    call: str = ""
    asked: int = 0
    news: dict[str, Any] = field(default_factory=dict)

    def poll(self) -> list[dict[str, Any]]:
        """What happened since."""
        self.asked += 1
        self.news = self.tab.told(f"/call/news?after={self.after}&life={self.life}")
        self.life, self.call = str(self.news["life"]), str(self.news["call"])
        events = [each for each in self.news["events"] if each["number"] > self.after]
        if events:
            self.after, self.brisk_until = events[-1]["number"], monotonic() + BRISK_FOR
        return events

    def hurry(self) -> None:
        """Something begins."""
        self.brisk_until = monotonic() + BRISK_FOR

    @property
    def pause(self) -> float:
        """Until the next poll."""
        return BRISK if monotonic() < self.brisk_until else TALKING if self.call else IDLE

    def send(self, path: str, **told: str) -> dict[str, Any]:
        """One message."""
        self.asked += 1
        return self.tab.sent(path, told)


class Pair:
    """A worker and a relative in one circle, again and again."""

    def __init__(self, panel: str, login: str, password: str, circle: str, link: str) -> None:
        self.worker, self.phone = Page(at_the_desk(panel, login, password)), Page(with_the_link(link))
        self.circle = f"/circles/{circle}"
        _, page = self.worker.tab.get(self.circle)
        self.alarms = page.decode().partition('data-now="')[2].partition('"')[0]
        self.phone.poll()
        self.going, self.rest, self.over = threading.Event(), threading.Event(), threading.Event()
        self.resting = threading.Event()
        self.trouble = ""

    def run(self) -> None:
        """Both pages, until it is over."""
        try:
            while not self.over.is_set():
                if self.rest.is_set():
                    self.resting.set()
                    self.over.wait(0.05)
                else:
                    self.resting.clear()
                    self._call()
        except Exception as error:  # noqa: BLE001 - told to whoever measures, at the next question
            self.trouble = repr(error)
            self.going.set()
            self.resting.set()

    def _call(self) -> None:
        begun, alarm = monotonic(), monotonic()
        call = self.worker.send(f"{self.circle}/start")["call"]
        self.worker.hurry()
        due = {"worker": 0.0, "phone": 0.0}
        while not self.rest.is_set() and not self.over.is_set() and monotonic() - begun < LASTS:
            now = monotonic()
            if now >= due["phone"]:
                self._phone(call)
                due["phone"] = now + self.phone.pause
            if now >= due["worker"]:
                self._worker(call)
                due["worker"] = now + self.worker.pause
            if now >= alarm:
                self.worker.tab.get(f"{self.alarms}?mark=")
                self.worker.asked += 1
                alarm = now + ALARMS
            self.over.wait(max(0.0, min(*due.values(), alarm) - monotonic()))
        self.worker.send(f"{self.circle}/finish")
        self.going.clear()

    def _phone(self, call: str) -> None:
        events = self.phone.poll()
        if call in {each["call"] for each in self.phone.news["circles"]}:  # and not in it yet
            came = self.phone.send(f"/call/{call}/answer")
            self.phone.hurry()
            for each in came["inside"]:
                self.phone.send(f"/call/{call}/signal", to=each["key"], kind="offer", body=DESCRIPTION)
        if any(each["kind"] == "signal" and each["call"] == call for each in events):
            self.going.set()

    def _worker(self, call: str) -> None:
        for each in self.worker.poll():
            if each["kind"] == "signal" and each["call"] == call:
                sender = each["told"]["from"]
                self.worker.send(f"/call/{call}/signal", to=sender, kind="answer", body=DESCRIPTION)


def main() -> int:
    """``PANEL``, then one line a pair: login, password, circle and link, separated by blanks."""
    panel, lines = sys.argv[1], sys.argv[2:]
    pairs = [Pair(panel, *each.split("|")) for each in lines]
    for each in pairs:
        each.rest.set()
    threads = [threading.Thread(target=each.run) for each in pairs]
    for thread in threads:
        thread.start()
    print("ready", flush=True)
    for told in sys.stdin:
        for pair in pairs:
            if told.strip() == "go":
                pair.going.clear()
                pair.rest.clear()
            else:
                pair.rest.set()
        for pair in pairs:
            (pair.going if told.strip() == "go" else pair.resting).wait(60)
        asked = sum(each.worker.asked + each.phone.asked for each in pairs)
        print(next((each.trouble for each in pairs if each.trouble), f"ok {asked}"), flush=True)
    for each in pairs:
        each.over.set()
    for thread in threads:
        thread.join()
    return 0


if __name__ == "__main__":
    sys.exit(main())
