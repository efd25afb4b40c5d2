"""One act of listening at the kiosk: an utterance to be understood, or a recording to be kept; no HTTP here."""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass
from typing import Protocol

from casework.alarms.alarms import MORE as MORE_SAID
from casework.errors import EmptyRecording, NotADraft
from casework.recordings import NewRecording
from kiosk import dialogue
from kiosk.chunks import Chunks
from kiosk.errors import UnknownTurn
from kiosk.loudness import Loudness
from kiosk.scenes import danger
from kiosk.scenes.scene import Here
from kiosk.scenes.telling import NAMES
from kiosk.visit import Kept
from voice.ear import Turn

RATE = 16_000
LONGEST_RECORDING = 180.0
"""Seconds a description may last."""
NEARLY_FULL = 150.0
"""Seconds after which the person is told that half a minute is left."""
SHORTEST_RECORDING = 0.8
"""Seconds; anything shorter is a press by mistake."""
LONGEST_UTTERANCE = 25.0
"""Seconds of an utterance that are kept in memory."""
DEAF_AFTER = 1.5
"""Seconds of nothing but zeros after which the microphone is known to be broken or muted."""


@dataclass(frozen=True)
class State:
    """How the listening goes, as the page draws it."""

    done: bool
    """Whether the page may stop sending."""
    level: float
    """Loudness just now in dBFS, -90 for silence."""
    seconds: float
    trouble: str = ""
    """Phrase of what is wrong with the sound, e.g. ``error.microphone_silent``."""
    nearly_full: bool = False
    too_loud: bool = False
    """Whether the microphone cannot take so much just now."""


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


class Recorder:
    """A description or a name, put on disk while it is spoken."""

    def __init__(self, here: Here, recording: NewRecording, kind: str) -> None:
        self._here, self._recording, self._kind = here, recording, kind
        self._loudness = Loudness()

    def feed(self, pcm: bytes) -> State:
        """Raises casework.errors.RecordFull; what came before it can still be finished."""
        room = int(LONGEST_RECORDING * RATE * 2) - self._loudness.size
        if room > 0:
            self._loudness.feed(pcm[:room])
            self._recording.append(pcm[:room])
        seconds = self._loudness.seconds
        trouble = "error.microphone_silent" if self._loudness.deaf(DEAF_AFTER) else ""
        full = seconds >= LONGEST_RECORDING
        loudness = self._loudness
        done, nearly = full or bool(trouble), seconds >= NEARLY_FULL
        return State(done, loudness.level, seconds, trouble, nearly, loudness.clipping)

    def settle(self) -> None:
        """Everything is on disk already."""

    def finish(self) -> str:
        """Only a voice is kept; nothing says "kept" before it is on disk and belongs to the draft."""
        here, loudness = self._here, self._loudness
        here.visit.tell()
        if loudness.deaf(DEAF_AFTER):
            self._recording.discard()
            return into_trouble(here, "error.microphone_silent")
        if loudness.seconds < SHORTEST_RECORDING or loudness.silent:
            self._recording.discard()
            short = loudness.seconds < SHORTEST_RECORDING
            here.visit.tell(*here.pack.sentences("recording.too_short" if short else "miss.silence"))
            return here.key
        self._keep()
        here.desk.record.turns.count(here.visit.language, here.key, "speech", "recorded")
        if loudness.seconds >= LONGEST_RECORDING:
            here.visit.tell(*here.pack.sentences("recording.full"))
        if self._kind == MORE_SAID or here.visit.draft is None:
            here.visit.tell(*here.pack.sentences("danger.kept_more"))
            return danger.TOLD
        return "help.recorded" if self._kind == "description" else "help.confirm"

    def abandon(self) -> None:
        """The person walked away in the middle of a sentence: it stays with the hidden draft."""
        if self._loudness.seconds < SHORTEST_RECORDING or self._loudness.silent:
            self._recording.discard()
        else:
            self._keep()

    def _keep(self) -> None:
        visit = self._here.visit
        try:
            kept = Kept(self._recording.finish(), self._loudness.seconds)
        except EmptyRecording:
            return
        if self._kind == MORE_SAID:
            danger.keep_more(self._here, kept.hash, kept.seconds)
            return
        if visit.draft is not None:
            desk = self._here.desk
            try:
                desk.record.requests.attach(visit.draft, recording=kept.hash, kind=self._kind, seconds=kept.seconds)
            except NotADraft:  # words of danger were found meanwhile, and it was sent
                danger.keep_more(self._here, kept.hash, kept.seconds)
                return
            if self._kind == "description":  # danger in it is known before it is sent, and though it never is
                desk.dictations.ask(visit.draft, kept.hash, visit.language)
        if self._kind == "name":
            visit.name = kept
        else:
            visit.description = kept


def into_trouble(here: Here, cause: str) -> str:
    """Tell what is broken, and come back here afterwards."""
    if here.key not in ("trouble", "still_there"):
        here.visit.before = here.key
    here.visit.trouble = cause
    return "trouble"


def begin(here: Here) -> Listening | None:
    """Start to listen on that screen; None where no engine knows the language and only a human can listen."""
    here, shown = dialogue.show(here)
    if shown.screen.kind == "record":
        kind = {danger.MORE: MORE_SAID}.get(here.key, "name" if here.key in NAMES else "description")
        belongs = here.visit.alarmed if kind == MORE_SAID else here.visit.draft
        return Recorder(here, here.desk.record.recordings.begin(belongs, kind), kind)
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
