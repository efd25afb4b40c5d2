"""A circle of more than four: everybody sends once to Janus, which sends it on to all; a thread listens for each."""

from __future__ import annotations

import json
import logging
import secrets
import threading
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from calls.errors import BadSignal, MixerGone
from calls.janus import Janus

MIXER = "mixer"
"""Under which name a page sends its own picture and sound."""
MOST = 6
BITRATE = 256_000
"""Bits a second of each one's picture, of 320 by 240."""
Deliver = Callable[[str, str, str, str, str], None]
"""Call, to whom, from whom, kind and body of a message for a browser."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class MixerSettings:
    """A Janus of our own, for circles of five and six; without one a circle has four places."""

    url: str = ""
    """Where it answers on this very box, e.g. ``http://127.0.0.1:8088/janus``."""
    secret: str = ""
    """What Janus calls ``api_secret``; ``xiangban circles`` writes both sides."""


@dataclass
class Seat:
    """One party in one mixed circle."""

    call: str
    party: str
    session: int
    handle: int
    offer: str
    """The name of the page's offer, which the answer repeats."""
    watched: dict[int, tuple[str, int]] = field(default_factory=dict)
    """Feed → whose it is, and the handle that watches it."""
    over: bool = False


class Mixer:
    """Every mixed circle that goes on. Thread-safe; must not be asked under a lock that ``deliver`` takes."""

    def __init__(self, settings: MixerSettings, deliver: Deliver) -> None:
        self._janus = Janus(settings.url, settings.secret) if settings.url else None
        self._deliver = deliver
        self._lock = threading.Lock()
        self._rooms: dict[str, tuple[int, int]] = {}
        self._seats: dict[tuple[str, str], Seat] = {}

    @property
    def there(self) -> bool:
        """Whether one is set; whether it answers shows when it is asked for room."""
        return self._janus is not None

    def open(self, call: str) -> bool:
        """Make room for that circle; False where there is no Janus, or it does not answer, or refuses."""
        if self._janus is None or not self._janus.ready():
            return False
        room = secrets.randbits(48)
        try:
            session = self._janus.session()
            made = self._janus.send(session, self._janus.attach(session), _wanted(room))
        except MixerGone:
            log.warning("the mixer refuses a room", exc_info=True)
            return False
        if made.get("videoroom") != "created":
            log.warning("the mixer refuses a room: %s", made)
            return False
        with self._lock:
            self._rooms[call] = (room, session)
        threading.Thread(target=self._keep, args=(call, session), daemon=True).start()
        return True

    def signal(self, call: str, sender: str, to: str, kind: str, body: str) -> None:
        """A message of a browser in a mixed circle. Raises MixerGone."""
        try:
            told = json.loads(body) if kind != "bye" else {}
            if to == MIXER and kind == "offer":
                self._publish(call, sender, told)
            elif kind == "answer":
                self._watch(call, sender, to, told)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise BadSignal("no message for the mixer") from error

    def keep(self, calls: Mapping[str, Collection[str]]) -> None:
        """Let go of everybody who is in none of these circles any more, and of rooms that are over."""
        with self._lock:
            gone = [each for key, each in self._seats.items() if key[1] not in calls.get(key[0], ())]
            for each in gone:
                each.over = True
                del self._seats[each.call, each.party]
            sessions = [each.session for each in gone]
            sessions += [self._rooms.pop(each)[1] for each in list(self._rooms) if each not in calls]
        self._end(*sessions)

    def close(self) -> None:
        """Let go of everything."""
        self.keep({})

    def _end(self, *sessions: int) -> None:
        for each in sessions:
            with suppress(MixerGone):
                self._wire.end(each)

    @property
    def _wire(self) -> Janus:
        if self._janus is None:
            raise MixerGone("none is set")
        return self._janus

    def _room(self, call: str) -> int:
        with self._lock:
            if call not in self._rooms:
                raise MixerGone("that circle has no room")
            return self._rooms[call][0]

    def _publish(self, call: str, party: str, told: Mapping[str, str]) -> None:
        room, session = self._room(call), self._wire.session()
        seat = Seat(call, party, session, self._wire.attach(session), str(told.get("offer", "")))
        with self._lock:
            before = self._seats.get((call, party))
            self._seats[call, party] = seat
        if before is not None:
            before.over = True
            self._end(before.session)
        asked = {"request": "joinandconfigure", "ptype": "publisher", "room": room, "display": party}
        self._wire.send(session, seat.handle, asked, {"type": "offer", "sdp": str(told["sdp"])})
        threading.Thread(target=self._listen, args=(seat,), daemon=True).start()

    def _watch(self, call: str, party: str, whose: str, told: Mapping[str, str]) -> None:
        """The page answered what Janus offered it of somebody."""
        with self._lock:
            seat = self._seats.get((call, party))
            handles = [handle for name, handle in seat.watched.values() if name == whose] if seat else []
        if seat is not None and handles:
            answer = {"type": "answer", "sdp": str(told["sdp"])}
            self._wire.send(seat.session, handles[-1], {"request": "start"}, answer)

    def _keep(self, call: str, session: int) -> None:
        """A session that nobody asks about is ended by Janus after a minute."""
        while call in self._rooms:
            try:
                self._wire.news(session)
            except MixerGone:
                return

    def _listen(self, seat: Seat) -> None:
        while not seat.over:
            try:
                for each in self._wire.news(seat.session):
                    self._happened(seat, each)
            except MixerGone:
                return
            except Exception:  # one strange message must not make everybody deaf
                log.exception("a message of the mixer was not understood")

    def _happened(self, seat: Seat, told: Mapping[str, Any]) -> None:
        data, sdp = told.get("plugindata", {}).get("data", {}), told.get("jsep", {}).get("sdp", "")
        if told.get("sender") == seat.handle:
            if sdp:
                body = json.dumps({"sdp": sdp, "offer": seat.offer})
                self._deliver(seat.call, seat.party, MIXER, "answer", body)
            for each in data.get("publishers", ()):
                self._see(seat, int(each["id"]), str(each["display"]))
            for gone in (data.get("unpublished"), data.get("leaving")):
                if isinstance(gone, int) and gone in seat.watched:
                    _, handle = seat.watched.pop(gone)
                    with suppress(MixerGone):
                        self._wire.detach(seat.session, handle)
        elif sdp:
            whose = next((name for name, handle in seat.watched.values() if handle == told.get("sender")), "")
            body = json.dumps({"sdp": sdp, "offer": ""})
            self._deliver(seat.call, seat.party, whose, "offer", body)

    def _see(self, seat: Seat, feed: int, whose: str) -> None:
        handle = self._wire.attach(seat.session)
        seat.watched[feed] = (whose, handle)
        asked = {"request": "join", "ptype": "subscriber", "room": self._room(seat.call), "streams": [{"feed": feed}]}
        self._wire.send(seat.session, handle, asked)


def _wanted(room: int) -> dict[str, Any]:
    """How Janus is asked for a room that nobody else finds and nothing remembers."""
    told = {"request": "create", "room": room, "publishers": MOST, "bitrate": BITRATE, "permanent": False}
    return {**told, "is_private": True, "secret": secrets.token_hex(8), "audiocodec": "opus", "videocodec": "vp8"}
