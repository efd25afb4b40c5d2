"""Circles of more than four: everybody sends once to Janus, which sends it on to all; who sits in which room."""

from __future__ import annotations

import json
import logging
import secrets
import threading
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from calls.errors import BadSignal, MixerGone, SessionOver
from calls.janus import Janus
from calls.seat import MIXER, Seat

MOST = 6
BITRATE = 256_000
"""Bits a second of each one's picture, of 320 by 240."""
FAREWELL = 2.0
"""Seconds for Janus to know that all is over, when the exchange ends."""
LOOK = 0.7
"""Seconds between two questions whether Janus still knows a room."""
AGAIN = 0.25
"""Seconds until the next question where one failed."""
GRACE = 2.8
"""Seconds for which Janus may stay silent without a circle ending; whoever is inside must know within five."""
Deliver = Callable[[str, str, str, str, str], None]
"""Call, to whom, from whom, kind and body of a message for a browser."""
Lost = Callable[[str], None]
"""Told of a call whose room is gone, together with everybody's picture and voice."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class MixerSettings:
    """A Janus of our own, for circles of five and six; without one a circle has four places."""

    url: str = ""
    """Where it answers on this very box, e.g. ``http://127.0.0.1:8088/janus``."""
    secret: str = ""
    """What Janus calls ``api_secret``; ``xiangban circles`` writes both sides."""


@dataclass(frozen=True)
class Room:
    """Where one circle meets at the mixer."""

    number: int
    secret: str
    """Who knows it may end the room."""
    session: int
    handle: int


class Mixer:
    """Every mixed circle that goes on. Thread-safe; nothing but ``open`` waits for Janus."""

    def __init__(self, settings: MixerSettings, deliver: Deliver, lost: Lost) -> None:
        self._janus = Janus(settings.url, settings.secret) if settings.url else None
        self._deliver, self._lost = deliver, lost
        self._lock = threading.Lock()
        self._rooms: dict[str, Room] = {}
        self._seats: dict[tuple[str, str], Seat] = {}

    @property
    def there(self) -> bool:
        """Whether one is set; whether it answers shows when it is asked for room."""
        return self._janus is not None

    def open(self, call: str) -> bool:
        """Make room for that circle; False where there is no Janus, or it does not answer, or refuses."""
        if self._janus is None or not self._janus.ready():
            return False
        number, secret = secrets.randbits(48), secrets.token_hex(8)
        try:
            session = self._janus.session()
            room = Room(number, secret, session, self._janus.attach(session))
            made = self._janus.send(session, room.handle, _wanted(room))
        except MixerGone:
            log.warning("the mixer refuses a room", exc_info=True)
            return False
        if made.get("videoroom") != "created":
            log.warning("the mixer refuses a room: %s", made)
            return False
        with self._lock:
            self._rooms[call] = room
        threading.Thread(target=self._watch, args=(self._janus, call, room), daemon=True).start()
        return True

    def signal(self, call: str, sender: str, to: str, kind: str, body: str) -> None:
        """A message of a browser in a mixed circle: its own offer, an answer, or "bye" for a picture that it lost.

        Raises MixerGone where that circle has no room, BadSignal.
        """
        try:
            told = json.loads(body) if kind != "bye" else {}
            if kind == "bye":
                self._seated(call, sender, lambda seat: seat.again(to))
            elif kind == "answer":
                handle, sdp = int(told["offer"]), str(told["sdp"])
                self._seated(call, sender, lambda seat: seat.watch(handle, sdp))
            elif to == MIXER:
                self._sit_down(call, sender).publish(str(told["sdp"]), str(told.get("offer", "")))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise BadSignal("no message for the mixer") from error

    def keep(self, calls: Mapping[str, Collection[str]], wait: float = 0.0) -> None:
        """Let go of everybody who is in none of these circles any more, and of rooms that are over."""
        with self._lock:
            gone = [self._seats.pop(each) for each in list(self._seats) if each[1] not in calls.get(each[0], ())]
            over = [self._rooms.pop(each) for each in list(self._rooms) if each not in calls]
        for seat in gone:
            seat.leave(wait)
        for room in over:
            ending = threading.Thread(target=self._end, args=(room,), daemon=True)
            ending.start()
            ending.join(wait)

    def close(self) -> None:
        """Let go of everything."""
        self.keep({}, FAREWELL)

    def _seated(self, call: str, party: str, does: Callable[[Seat], None]) -> None:
        with self._lock:
            seat = self._seats.get((call, party))
        if seat is not None:
            does(seat)

    def _sit_down(self, call: str, party: str) -> Seat:
        """Anew where that party sits already: its page found no way, or was opened again."""
        if self._janus is None:
            raise MixerGone("none is set")
        with self._lock:
            room, before = self._rooms.get(call), self._seats.get((call, party))
            if room is None:
                raise MixerGone("that circle has no room")
            seat = Seat(self._janus, room.number, party, partial(self._deliver, call, party))
            self._seats[call, party] = seat
        if before is not None:
            before.leave()
        return seat

    def _watch(self, janus: Janus, call: str, room: Room) -> None:
        """Ask after the room while it is needed, which keeps its session, too; tell ``lost`` once when it is gone."""
        silent: float | None = None
        while self._rooms.get(call) is room:
            asked = time.monotonic()
            left = GRACE if silent is None else silent + GRACE - asked
            try:
                known = left > 0 and janus.knows(room.session, room.handle, room.number, min(1.0, left))
            except SessionOver:
                known = False
            except MixerGone:
                silent = asked if silent is None else silent
                time.sleep(AGAIN)
                continue
            if not known:
                log.warning("the mixer is gone, or forgot a room")
                self._lost(call)
                return
            silent = None
            time.sleep(LOOK)

    def _end(self, room: Room) -> None:
        if self._janus is None:
            return
        with suppress(MixerGone):
            asked = {"request": "destroy", "room": room.number, "secret": room.secret, "permanent": False}
            self._janus.send(room.session, room.handle, asked)
            self._janus.end(room.session)


def _wanted(room: Room) -> dict[str, Any]:
    """How Janus is asked for a room that nobody else finds and nothing remembers."""
    told = {"request": "create", "room": room.number, "publishers": MOST, "bitrate": BITRATE, "permanent": False}
    return {**told, "is_private": True, "secret": room.secret, "audiocodec": "opus", "videocodec": "vp8"}
