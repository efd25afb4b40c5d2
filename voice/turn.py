"""One act of listening: takes sound as it comes, tells when the speaker is done and what was understood.

Recognising runs behind a queue: whatever happens to the engine, ``feed`` returns at once, and an engine that was
lost in the middle of a sentence hears the sentence again from its beginning when it is back.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
import time
import uuid
from dataclasses import dataclass, replace

from content.screen import Screen
from voice.child import Child
from voice.endpoint import Ending
from voice.errors import ChildClosed, ChildRefused, ChildResting, TurnForgotten, VoiceError
from voice.progress import Progress, Span
from voice.settings import HearingSettings
from voice.understanding import Understanding
from voice.vad import VoiceActivity
from voice.wav import level

BYTES_A_SECOND = 32_000
NEWS = 0.06
"""Seconds that a piece with a pause at its end waits for what the ear makes of it: the turn may be over with it."""
TRIES = 3
"""How often the engine is given the same sentence; it may be lost twice."""


@dataclass(frozen=True)
class TurnState:
    """What to show while somebody speaks."""

    done: bool
    ending: Ending
    """Why it is done: spoken, silence, cap; empty while it is not."""
    level: float
    """Loudness of the last piece, dBFS."""
    seconds: float
    """Listened for so far."""
    spoken: bool
    """Whether any speech was found."""


class Turn:
    """Feed it 16 kHz mono 16-bit sound; ``finish`` at the end or when the person presses again."""

    def __init__(self, screen: Screen, child: Child | None, engine: str, settings: HearingSettings) -> None:
        """``child``: the ear's process for the screen's language, None where nothing can hear it."""
        self._screen = screen
        self._child = child
        self._engine = engine
        self._settings = settings
        self._progress = Progress(settings.patience)
        self._endpoint = self._progress.endpoint
        self._activity = VoiceActivity()
        self._level = level(b"")
        self._odd = b""
        self._name = uuid.uuid4().hex
        self._pieces: queue.SimpleQueue[tuple[bytes, Span | None] | None] = queue.SimpleQueue()
        """Each with the span of the speech before it, where it ends in a pause."""
        self._taken = bytearray()
        """What the engine was given, or was about to be given: heard again by its successor."""
        self._paused: Span | None = None
        self._fed = self._judged = 0
        """Bytes taken in, and bytes the ear has answered to."""
        self._news = threading.Condition()
        self._ended = False
        self._found: Understanding | None = None
        self._given: Understanding | None = None
        self._broken = threading.Event()
        self._answered = threading.Event()
        self._abandoned = threading.Event()
        self._feeding = threading.Lock()
        self._finishing = threading.Lock()
        if child is None:
            self._broken.set()
        else:
            threading.Thread(target=self._recognise, args=(child,), daemon=True).start()

    @property
    def state(self) -> TurnState:
        """As ``feed`` last told it."""
        end = self._endpoint
        return TurnState(bool(end.ending), end.ending, self._level, round(end.seconds, 3), end.spoken)

    @property
    def available(self) -> bool:
        """Whether something still listens to the words; if not, the recording is all there will be."""
        return not self._broken.is_set()

    def feed(self, pcm: bytes) -> TurnState:
        """The next piece of sound, any length; ignored once the turn is done."""
        with self._feeding:
            if self._endpoint.ending or self._given:
                return self.state
            sound = self._odd + pcm
            whole = len(sound) // 2 * 2
            self._odd, sound = sound[whole:], sound[:whole]
            if sound:
                self._level = level(sound)
                self._progress.hear(self._activity.feed(sound))
                self._pieces.put((sound, self._progress.pause))
                self._fed += len(sound)
            if self._progress.pause:
                self._wait_for_news()
            return self.state

    def _wait_for_news(self) -> None:
        with self._news:
            self._news.wait_for(lambda: self._judged >= self._fed or self._broken.is_set(), NEWS)
        self._progress.reconsider()

    def finish(self) -> Understanding:
        """What was understood. Asked twice, it says the same."""
        with self._finishing:
            if self._given is None:
                self._given = self._finished()
            return self._given

    def abandon(self) -> None:
        """Nobody waits for this turn any more; returns at once, and so does a ``finish`` under way."""
        self._abandoned.set()
        self._pieces.put(None)

    def _finished(self) -> Understanding:
        started = time.perf_counter()
        self._pieces.put(None)
        if not self._endpoint.spoken:
            return Understanding("silence", engine=self._engine, times={"after": _since(started)})
        if decided := self._progress.decided:
            return replace(decided, times={**decided.times, "after": _since(started)})
        deadline = time.monotonic() + self._settings.finish_within
        while not self._answered.wait(0.005) and time.monotonic() < deadline:
            if self._broken.is_set() or self._abandoned.is_set():
                break
        found = self._found or Understanding("unavailable", engine=self._engine)
        return replace(found, times={**found.times, "after": _since(started)})

    def _recognise(self, child: Child) -> None:
        """The worker behind the queue."""
        for _ in range(TRIES):
            try:
                if self._ask_all(child):
                    return
                break  # somebody else is listened to
            except (ChildResting, ChildClosed, ChildRefused):
                break
            except VoiceError as error:
                logging.getLogger("voice.turn").warning("the sentence is heard again from its beginning: %s", error)
        self._broken.set()
        with contextlib.suppress(VoiceError):  # so that the next turn finds it ready
            child.start()

    def _ask_all(self, child: Child) -> bool:
        """The turn from its beginning; False when a newer one has pushed it out. Raises ChildFailed."""
        within = self._settings.answer_within
        phrases = [[each.meaning, each.template] for each in self._screen.phrases()]
        length = self._screen.length if self._screen.kind == "number" else 0
        asked: dict[str, object] = {
            "do": "begin",
            "turn": self._name,
            "phrases": phrases,
            "language": self._screen.language,
        }
        child.ask({**asked, "length": length}, timeout=within)
        sound = bytes(self._taken)
        while True:
            if sound:
                asked = {"do": "hear", "turn": self._name, "pause": self._paused}
                told, _ = child.ask(asked, sound, timeout=_fair(within, sound))
                if not _known(told):
                    return False
                with self._news:
                    self._progress.told(told, self._paused)
                    self._judged = len(self._taken)
                    self._news.notify_all()
            if self._ended:
                break
            sound = self._waiting()
        if not self._endpoint.spoken or self._abandoned.is_set():
            return True
        if (decided := self._progress.decided) is not None:
            self._answer(decided)
            return True
        asked = {"do": "end", "turn": self._name, "speech": self._endpoint.span}
        while not self._abandoned.is_set():
            told, _ = child.ask(asked, timeout=within)
            if not _known(told):
                return False
            if not told.get("working"):
                self._answer(Understanding.from_data(told))
                break
        return True

    def _answer(self, found: Understanding) -> None:
        self._found = found
        self._answered.set()

    def _waiting(self) -> bytes:
        """All sound that waits in the queue."""
        found = bytearray()
        piece = self._pieces.get()
        while piece is not None:
            found += piece[0]
            self._paused = piece[1]
            if self._pieces.empty():
                break
            piece = self._pieces.get()
        self._ended = piece is None
        self._taken += found
        return bytes(found)


def _known(told: dict[str, object]) -> bool:
    """Whether the engine still listens to this turn. Raises TurnForgotten when it was started anew."""
    if told.get("stale") and not told.get("other"):
        raise TurnForgotten
    return not told.get("stale")


def _fair(within: float, sound: bytes) -> float:
    """Seconds for a piece that piled up while the model was loading: longer than for a short one."""
    return within + len(sound) / BYTES_A_SECOND


def _since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 2)
