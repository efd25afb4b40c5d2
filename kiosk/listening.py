"""One act of listening at the kiosk: an utterance to be understood, or a recording to be kept; no HTTP here."""

from __future__ import annotations

import secrets
import threading
from typing import Protocol

from kiosk import dialogue
from kiosk.chunks import Chunks
from kiosk.errors import UnknownTurn
from kiosk.loudness import Loudness
from kiosk.recorder import DEAF_AFTER, RATE, State, recorder
from kiosk.scenes.scene import Here
from kiosk.scenes.trouble import into_trouble
from voice.ear import Turn

LONGEST_UTTERANCE = 25.0
"""Seconds of an utterance that are kept in memory."""


class Listening(Protocol):
    """What a page's microphone talks to."""

    def feed(self, pcm: bytes) -> State:
        """Take audio in: 16 kHz mono s16le, in order."""

    def settle(self) -> None:
        """Wait for whatever the decision needs; changes nothing."""

    def finish(self) -> str:
        """Decide; the key of the screen that follows."""

    def abandon(self) -> None:
        """The person walked away; keep what would otherwise be lost."""


class Hearing:
    """An utterance on an ordinary screen."""

    def __init__(self, here: Here, turn: Turn) -> None:
        self._here, self._turn = here, turn
        self._pcm = bytearray()
        self._loudness = Loudness()

    def feed(self, pcm: bytes) -> State:
        """The ear decides when the person has finished."""
        self._loudness.feed(pcm)
        if len(self._pcm) < LONGEST_UTTERANCE * RATE * 2:
            self._pcm += pcm
        state = self._turn.feed(pcm)
        trouble = "error.microphone_silent" if self._loudness.deaf(DEAF_AFTER) else ""
        loudness = self._loudness
        done = state.done or bool(trouble)
        return State(done, loudness.level, loudness.seconds, trouble, too_loud=loudness.clipping)

    def settle(self) -> None:
        """The ear may need a moment, or start anew."""
        self._turn.finish()

    def finish(self) -> str:
        """The ear's understanding, steered by the dialogue; a dead microphone is told as such."""
        if self._loudness.deaf(DEAF_AFTER):
            self._turn.finish()
            return into_trouble(self._here, "error.microphone_silent")
        understood = self._turn.finish()
        goes = dialogue.heard(self._here, understood, bytes(self._pcm))
        if self._loudness.clipped and understood.outcome in ("nothing", "unsure") and goes == self._here.key:
            self._here.visit.tell(*self._here.pack.sentences("error.clipping"))
        return goes

    def abandon(self) -> None:
        """An utterance nobody waits for is thrown away; a finger never waits for an engine."""
        self._turn.abandon()


def begin(here: Here) -> Listening | None:
    """Start to listen on that screen; None where no engine knows the language and only a human can listen."""
    here, shown = dialogue.show(here)
    if shown.screen.kind == "record":
        return recorder(here)
    heard = shown.heard or shown.screen
    if not here.desk.understands(heard.language):
        return None
    return Hearing(here, here.desk.ear.turn(heard))


class Ongoing:
    """One listening of one visit, fed with numbered pieces; several threads may feed it."""

    def __init__(self, visit: str, listening: Listening) -> None:
        self.name = secrets.token_hex(8)
        self.visit = visit
        self._listening = listening
        self._chunks = Chunks()
        self._state = State(False, -90.0, 0.0)
        self._goes: str | None = None
        self.error: Exception | None = None
        """What stopped it, where no request could be told."""
        self._lock = threading.Lock()

    def take(self, number: int, data: bytes) -> State:
        """One piece; duplicates and pieces after the end change nothing. Raises ChunkTooLarge, RecordFull."""
        with self._lock:
            ready = self._chunks.take(number, data)
            if ready and self._goes is None and not self._state.done:
                self._state = self._listening.feed(ready)
            return self._state

    @property
    def state(self) -> State:
        """How it went up to the last piece. Raises what stopped it."""
        if self.error is not None:
            raise self.error
        return self._state

    @property
    def listening(self) -> Listening:
        """What is fed."""
        return self._listening

    @property
    def over(self) -> bool:
        """Whether it was decided or abandoned."""
        return self._goes is not None

    def settle(self) -> None:
        """Wait for what the decision needs, holding up nobody: a finger may still abandon it."""
        with self._lock:
            rest = self._chunks.rest() if self._goes is None else b""
            if rest and not self._state.done:
                self._listening.feed(rest)
        if self._goes is None:
            self._listening.settle()

    def finish(self) -> str:
        """The key of the screen that follows; asked twice, it answers the same. Empty when it was abandoned."""
        self.settle()
        with self._lock:
            if self._goes is None:
                self._goes = self._listening.finish()
            return self._goes

    def abandon(self) -> None:
        """Nobody is waiting any more."""
        with self._lock:
            if self._goes is None:
                self._goes = ""
                self._listening.abandon()


class Listenings:
    """Who is listening to whom just now; each visit to one thing at most."""

    def __init__(self) -> None:
        self._ongoing: dict[str, Ongoing] = {}
        self._lock = threading.Lock()

    def begin(self, visit: str, listening: Listening) -> Ongoing:
        """Listen to this visit; what was going on before is abandoned."""
        ongoing = Ongoing(visit, listening)
        with self._lock:
            before = self._ongoing.get(visit)
            self._ongoing[visit] = ongoing
        if before is not None:
            before.abandon()
        return ongoing

    def get(self, visit: str, name: str) -> Ongoing:
        """The listening of that visit and name. Raises UnknownTurn."""
        with self._lock:
            ongoing = self._ongoing.get(visit)
        if ongoing is None or ongoing.name != name:
            raise UnknownTurn(name)
        return ongoing

    def abandon(self, visit: str) -> None:
        """The visit is over."""
        with self._lock:
            ongoing = self._ongoing.pop(visit, None)
        if ongoing is not None:
            ongoing.abandon()
