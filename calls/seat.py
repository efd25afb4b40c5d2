"""One party's seat at the mixer: what its page sends once, and everybody else whom it is offered.

It has two threads: one asks Janus in the order in which things came, so that nobody waits for it; one listens to it.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from typing import Any

from calls.errors import MixerGone, SessionOver
from calls.janus import Janus

MIXER = "mixer"
"""Under which name a page sends its own picture and sound."""
TRIES, PAUSE = 4, 0.5
"""How often Janus is asked for one thing while it does not answer; seconds between two tries."""
Deliver = Callable[[str, str, str], None]
"""From whom, kind and body of a message for the page."""
log = logging.getLogger(__name__)


class Seat:
    """One party in one mixed circle, from its offer until it leaves or offers anew."""

    def __init__(self, janus: Janus, room: int, party: str, deliver: Deliver) -> None:
        self._janus, self._room, self._party, self._deliver = janus, room, party, deliver
        self._session = self._handle = 0
        self._watched: dict[int, tuple[str, int]] = {}
        """Feed → whose it is, and the handle that watches it."""
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._over = False
        self._working = threading.Thread(target=self._work, daemon=True)
        self._working.start()

    def publish(self, sdp: str, offer: str) -> None:
        """What the page sends. ``offer``: the name of its offer, which the answer repeats."""
        self._jobs.put(partial(self._publish, sdp, offer))

    def watch(self, handle: int, sdp: str) -> None:
        """The page answered what it was offered through that handle."""
        self._jobs.put(partial(self._answer, handle, sdp))

    def again(self, whose: str) -> None:
        """The page lost the picture of that party: offer it once more."""
        self._jobs.put(partial(self._again, whose))

    def leave(self, wait: float = 0.0) -> None:
        """It is needed no more. ``wait``: seconds for Janus to know it."""
        self._over = True
        self._jobs.put(None)
        self._working.join(wait)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            for left in reversed(range(TRIES)):
                try:
                    job()
                except MixerGone as error:
                    if self._over or not left or isinstance(error, SessionOver):
                        log.warning("the mixer: %s", error)
                        break
                    time.sleep(PAUSE)
                except Exception:  # one strange message must not make everybody deaf
                    log.exception("a message of the mixer was not understood")
                    break
                else:
                    break
        if self._session:
            with suppress(MixerGone):
                self._janus.end(self._session)

    def _publish(self, sdp: str, offer: str) -> None:
        session = self._janus.session()
        handle = self._janus.attach(session)
        asked = {"request": "joinandconfigure", "ptype": "publisher", "room": self._room, "display": self._party}
        self._janus.send(session, handle, asked, {"type": "offer", "sdp": sdp})
        self._session, self._handle = session, handle
        threading.Thread(target=self._listen, args=(offer,), daemon=True).start()

    def _listen(self, offer: str) -> None:
        missed = 0
        while not self._over and missed < TRIES:
            try:
                for each in self._janus.news(self._session):
                    self._jobs.put(partial(self._happened, each, offer))
                missed = 0
            except SessionOver:
                return
            except MixerGone:
                missed += 1
                time.sleep(PAUSE)

    def _happened(self, told: Mapping[str, Any], offer: str) -> None:
        data, sdp = told.get("plugindata", {}).get("data", {}), told.get("jsep", {}).get("sdp", "")
        sender = told.get("sender")
        if sender == self._handle:
            if sdp:
                self._deliver(MIXER, "answer", json.dumps({"sdp": sdp, "offer": offer}))
            for each in data.get("publishers", ()):
                self._jobs.put(partial(self._see, int(each["id"]), str(each["display"])))
            for gone in (data.get("unpublished"), data.get("leaving")):
                if isinstance(gone, int):
                    self._let_go(gone)
        elif sdp:
            whose = next((name for name, handle in self._watched.values() if handle == sender), "")
            self._deliver(whose, "offer", json.dumps({"sdp": sdp, "offer": str(sender)}))

    def _see(self, feed: int, whose: str) -> None:
        self._let_go(feed)
        handle = self._janus.attach(self._session)
        self._watched[feed] = (whose, handle)
        asked = {"request": "join", "ptype": "subscriber", "room": self._room, "streams": [{"feed": feed}]}
        self._janus.send(self._session, handle, asked)

    def _again(self, whose: str) -> None:
        for feed in [feed for feed, (name, _) in self._watched.items() if name == whose][-1:]:
            self._see(feed, whose)

    def _answer(self, handle: int, sdp: str) -> None:
        if any(handle == mine for _, mine in self._watched.values()):
            self._janus.send(self._session, handle, {"request": "start"}, {"type": "answer", "sdp": sdp})

    def _let_go(self, feed: int) -> None:
        _, handle = self._watched.pop(feed, ("", 0))
        if handle:
            with suppress(MixerGone):
                self._janus.detach(self._session, handle)
