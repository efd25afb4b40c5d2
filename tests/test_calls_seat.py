"""A seat at the mixer: what Janus offers reaches the page, though Janus stumbles, and once more when it is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from queue import Empty, SimpleQueue
from typing import Any

import pytest

from calls.errors import MixerGone
from calls.janus import Janus
from calls.seat import MIXER, Seat

SOON = 20.0
ROOM, SESSION, MINE = 7, 1, 10
Told = tuple[str, str, dict[str, str]]


class Stumbling(Janus):
    """A Janus of the same interface, without a wire: numbers its handles, and fails as often as it is told to."""

    def __init__(self) -> None:
        super().__init__("http://127.0.0.1:9/janus", "x")
        self.sent: list[tuple[int, str]] = []
        self.fails = 0
        self._handles = MINE - 1
        self._news: SimpleQueue[Mapping[str, Any]] = SimpleQueue()

    def session(self) -> int:
        """Always the same."""
        return SESSION

    def attach(self, session: int) -> int:
        """The next handle."""
        assert session == SESSION
        self._stumble()
        self._handles += 1
        return self._handles

    def send(self, session: int, handle: int, body: Mapping[str, Any], jsep: Mapping[str, str] | None = None) -> Any:
        """Remembered; whoever subscribes is offered something."""
        assert session == SESSION
        assert (jsep is not None) == (body["request"] in ("joinandconfigure", "start"))
        self._stumble()
        self.sent.append((handle, body["request"]))
        if body["request"] == "join":
            self.tell({"sender": handle, "jsep": {"type": "offer", "sdp": f"v={handle}"}})

    def news(self, session: int) -> Sequence[Mapping[str, Any]]:
        """What was told, or nothing for a while."""
        assert session == SESSION
        try:
            return [self._news.get(timeout=0.05)]
        except Empty:
            return []

    def detach(self, session: int, handle: int) -> None:
        """Remembered."""
        assert session == SESSION
        self.sent.append((handle, "detach"))

    def end(self, session: int) -> None:
        """Remembered."""
        assert session == SESSION
        self.sent.append((0, "end"))

    def tell(self, news: Mapping[str, Any]) -> None:
        """Something happened in that session."""
        self._news.put(news)

    def _stumble(self) -> None:
        if self.fails:
            self.fails -= 1
            raise MixerGone("busy")


@pytest.fixture
def janus() -> Stumbling:
    return Stumbling()


@pytest.fixture
def told() -> SimpleQueue[Told]:
    return SimpleQueue()


@pytest.fixture
def seat(janus: Stumbling, told: SimpleQueue[Told]) -> Iterator[Seat]:
    made = Seat(janus, ROOM, "guest:son", lambda *message: told.put((*message[:2], json.loads(message[2]))))
    made.publish("v=0", "first")
    janus.tell({"sender": MINE, "jsep": {"type": "answer", "sdp": "v=1"}})
    assert told.get(timeout=SOON) == (MIXER, "answer", {"sdp": "v=1", "offer": "first"})
    yield made
    made.leave(SOON)


def comes(janus: Stumbling, feed: int, party: str) -> None:
    janus.tell({"sender": MINE, "plugindata": {"data": {"publishers": [{"id": feed, "display": party}]}}})


def test_whoever_comes_is_offered_though_the_mixer_stumbles(
    seat: Seat, janus: Stumbling, told: SimpleQueue[Told]
) -> None:
    janus.fails = 2
    comes(janus, 5, "kiosk:village-1")
    assert told.get(timeout=SOON) == ("kiosk:village-1", "offer", {"sdp": "v=11", "offer": "11"})
    janus.tell({"sender": MINE, "plugindata": {"data": {"publishers": [{"id": "strange"}]}}})
    comes(janus, 6, "worker:lina")
    whose, _, body = told.get(timeout=SOON)
    assert (whose, body["offer"]) == ("worker:lina", "12"), "one strange message made nobody deaf"
    seat.watch(12, "v=2")
    seat.watch(11, "v=2")
    seat.leave(SOON)
    assert [each for each in janus.sent if each[1] in ("start", "end")] == [(12, "start"), (11, "start"), (0, "end")]


def test_a_picture_that_is_lost_is_offered_once_more_and_who_left_is_not(
    seat: Seat, janus: Stumbling, told: SimpleQueue[Told]
) -> None:
    comes(janus, 5, "kiosk:village-1")
    told.get(timeout=SOON)
    seat.again("kiosk:village-1")
    assert told.get(timeout=SOON)[2]["offer"] == "12"
    assert (11, "detach") in janus.sent
    seat.watch(11, "an answer to what was let go")
    janus.tell({"sender": MINE, "plugindata": {"data": {"leaving": 5}}})
    comes(janus, 6, "worker:lina")
    told.get(timeout=SOON)
    seat.again("kiosk:village-1")
    seat.leave(SOON)
    assert told.empty()
    assert (12, "detach") in janus.sent
    assert (11, "start") not in janus.sent
