"""Keeps a browser at the screen: sets it before the kiosk, asks it again and again, starts it anew when it fails."""

from __future__ import annotations

import http.client
import json
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from station.browser.chromium import Chromium, Patience
from station.browser.lock import origin_of
from station.browser.pipe import Message
from station.errors import BrowserGone, BrowserSilent

PLEASE_WAIT = (Path(__file__).parent / "wait.html").read_text("utf-8")
ASKED_EVERY = 0.25
"""Seconds between two questions to a page that is well."""
WATCHED_EVERY = 0.1
"""Seconds between two looks at what the browser told."""
COUNTED_EVERY = 10.0
"""Seconds after which the browser's processes are looked up again."""
OWN_TIME = 1.0
"""Seconds of its own time in which the page must answer; see ``voice.vitals``."""
AT_WORK = 0.6
"""Seconds for which a page that stands on the screen may work without answering; on a processor six times slower it
works for 0.33 s at most while it is asked. Reading from a slow disk, and waiting for a processor, is no work."""
START_WITHIN = 20.0
SHORT_LIFE = 1.0
"""Seconds with the kiosk on the screen; after two browsers that lived shorter, the next one has to wait a little."""
LONGEST_PAUSE = 10.0
OURS = ("browser_ui", "browser", "tab", "service_worker", "shared_worker", "worker", "iframe")
"""Kinds of targets that are no window of somebody's."""
LOOK = "JSON.stringify([location.href, document.body?.dataset.screen ?? '', document.readyState])"

log = logging.getLogger("station.browser")


class Failed(Exception):
    """The browser is of no use any more; the message says why."""


@dataclass
class Asked:
    """A question that the page has not answered yet."""

    number: int
    patience: Patience


class Keeper:
    """One kiosk browser after the other, until somebody says stop."""

    def __init__(self, address: str, start: Callable[[], Chromium]) -> None:
        """``start`` gives a fresh browser on an empty page."""
        self.address, self._start = address, start
        self.usable_at = 0.0
        """When the present browser first showed a screen of the kiosk, on the monotonic clock; 0 before that."""
        self.starts = 0
        self.browser: Chromium
        """The present one; none before the first start."""
        self.why: list[str] = []
        """Why each browser before this one was ended."""
        self.refused = 0
        """How often something tried to leave the kiosk."""
        self.session = ""
        """Of the page, in the debugging protocol."""
        self._target = ""
        self._asked: Asked | None = None
        self._ask_next = self._counted_next = 0.0
        self._processes: list[int] = []
        self.waiting = False
        """Whether the screen says "please wait", because the kiosk does not answer."""

    def keep(self, asked_to_stop: Callable[[], bool]) -> None:
        """Until ``asked_to_stop`` says so."""
        failures = 0
        while not asked_to_stop():
            self.usable_at, self._asked, self.waiting = 0.0, None, False
            self._ask_next = self._counted_next = 0.0
            self.browser = self._start()
            self.starts += 1
            try:
                self._sit_down(self.browser)
                while not asked_to_stop():
                    self._look(self.browser)
            except (Failed, BrowserGone, BrowserSilent) as error:
                self.why.append(str(error))
                log.warning("%s; starting it anew", error)
            finally:
                self.browser.end()
            lived = self.usable_at and time.monotonic() - self.usable_at
            failures = failures + 1 if lived < SHORT_LIFE else 0
            if failures > 1:
                self._rest(min(0.5 * 2 ** (failures - 2), LONGEST_PAUSE), asked_to_stop)

    @staticmethod
    def _rest(seconds: float, asked_to_stop: Callable[[], bool]) -> None:
        ends = time.monotonic() + seconds
        while time.monotonic() < ends and not asked_to_stop():
            time.sleep(WATCHED_EVERY)

    def _sit_down(self, browser: Chromium) -> None:
        """Take hold of the empty page, lock it, and open the kiosk in it."""
        pipe = browser.pipe
        pipe.ask("Target.setDiscoverTargets", within=START_WITHIN, discover=True)
        found = pipe.ask("Target.getTargets")["targetInfos"]
        pages = [each["targetId"] for each in found if each["type"] == "page"]
        if not pages:
            raise Failed("the browser opened no page")
        self._target = pages[0]
        attached = pipe.ask("Target.attachToTarget", targetId=self._target, flatten=True)
        if "sessionId" not in attached:
            raise Failed(f"the browser lets nobody watch it: {attached.get('error')}")
        self.session = attached["sessionId"]
        origin = origin_of(self.address)
        pipe.ask("Browser.grantPermissions", origin=origin, permissions=["audioCapture", "videoCapture"])
        pipe.ask("Browser.setDownloadBehavior", behavior="deny")
        for method, params in (
            ("Page.enable", {}),
            ("Runtime.enable", {}),
            ("Inspector.enable", {}),
            ("Page.setInterceptFileChooserDialog", {"enabled": True}),
            ("Fetch.enable", {"patterns": [{"urlPattern": "*", "resourceType": "Document"}]}),
        ):
            pipe.ask(method, self.session, **params)
        self._open()

    def _open(self) -> None:
        """Show the kiosk; where it does not answer, say "please wait" and try again at the next look."""
        if say_fresh(self.address):
            self.waiting = False
            self.browser.pipe.send("Page.navigate", self.session, url=self.address)
        elif not self.waiting:
            self.waiting = True
            self.browser.pipe.send("Page.navigate", self.session, url="about:blank")
            self.browser.pipe.send("Page.setDocumentContent", self.session, frameId=self._target, html=PLEASE_WAIT)
        self._asked, self._ask_next = None, time.monotonic() + WATCHED_EVERY

    def _look(self, browser: Chromium) -> None:
        """One look: what the browser told, whether it answered, whether to ask again."""
        for each in browser.pipe.events(WATCHED_EVERY):
            self._take(browser, each)
        now = time.monotonic()
        if self._asked is not None:
            if self._asked.patience.is_over():
                raise Failed("the page did not answer any more")
        elif now >= self._ask_next:
            if self.waiting:
                self._open()
                self._ask_next = now + ASKED_EVERY
                return
            self._ask(browser, now)

    def _ask(self, browser: Chromium, now: float) -> None:
        if now >= self._counted_next:
            self._processes, self._counted_next = browser.processes, now + COUNTED_EVERY
        pages = browser.pages(self._processes) if self.usable_at else []
        patience = Patience(self._processes, OWN_TIME, pages, AT_WORK)
        if patience.is_over():
            raise Failed("a part of the browser was stopped")
        number = browser.pipe.send("Runtime.evaluate", self.session, expression=LOOK, returnByValue=True)
        self._asked = Asked(number, patience)

    def _take(self, browser: Chromium, told: Message) -> None:
        if self._asked is not None and told.get("id") == self._asked.number:
            self._asked = None
            self._ask_next = time.monotonic() + (ASKED_EVERY if self.usable_at else WATCHED_EVERY)
            self._judge(told.get("result", {}).get("result", {}).get("value"))
            return
        method, params = told.get("method", ""), told.get("params", {})
        if method in ("Inspector.targetCrashed", "Target.targetCrashed"):
            if method.startswith("Inspector") or params.get("targetId") == self._target:
                raise Failed("the page crashed")
        elif method in ("Target.targetDestroyed", "Target.detachedFromTarget"):
            if params.get("targetId", self._target) == self._target:
                raise Failed("the page was closed")
        elif method == "Target.targetCreated":
            self._refuse_windows(browser, params["targetInfo"])
        elif method == "Fetch.requestPaused":
            self._let_through(browser, params)
        elif method == "Page.javascriptDialogOpening":
            browser.pipe.send("Page.handleJavaScriptDialog", self.session, accept=False)
        elif method == "Page.frameNavigated" and "parentId" not in params["frame"]:
            self._arrived(params["frame"])

    def _judge(self, told: object) -> None:
        """What the page said of itself."""
        if not isinstance(told, str):
            return
        href, screen, state = json.loads(told)
        if screen and state == "complete" and self._is_ours(href) and not self.usable_at:
            self.usable_at = time.monotonic()
            log.info("the kiosk stands on the screen")

    def _refuse_windows(self, browser: Chromium, target: dict[str, Any]) -> None:
        if target["targetId"] != self._target and target["type"] not in OURS:
            log.warning("closed a window that is not the kiosk's (%s)", target["type"])
            browser.pipe.send("Target.closeTarget", targetId=target["targetId"])

    def _let_through(self, browser: Chromium, paused: dict[str, Any]) -> None:
        if self._is_ours(paused["request"]["url"]):
            browser.pipe.send("Fetch.continueRequest", self.session, requestId=paused["requestId"])
        else:
            self.refused += 1
            log.warning("refused to leave the kiosk")
            browser.pipe.send("Fetch.failRequest", self.session, requestId=paused["requestId"], errorReason="Aborted")

    def _arrived(self, frame: dict[str, Any]) -> None:
        """The page went somewhere; whatever is not the kiosk is left at once."""
        self._counted_next = 0.0  # another page may be another process
        url = frame.get("unreachableUrl") or frame["url"]
        if url == "about:blank" or (self._is_ours(url) and "unreachableUrl" not in frame):
            return
        log.warning("the page showed something else than the kiosk")
        self.usable_at = 0.0
        self._open()

    def _is_ours(self, url: str) -> bool:
        return origin_of(url) == origin_of(self.address)


def say_fresh(address: str, within: float = 1.0) -> bool:
    """Tell the kiosk that nobody stands at its screen any more; whether it answered."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=within)
    try:
        connection.request("POST", "/fresh", headers={"Host": parts.netloc})
        answer = connection.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException):
        return False
    else:
        return answer.status < http.HTTPStatus.INTERNAL_SERVER_ERROR
    finally:
        connection.close()
