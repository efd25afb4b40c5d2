"""Recordings while they are spoken: a description, a name, more in danger, a letter; onto the disk piece by piece."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from casework.alarms.alarms import MORE as MORE_SAID
from casework.errors import EmptyRecording, NotADraft
from casework.letters import letters
from casework.letters.errors import NoSuchLetter
from casework.recordings import NewRecording
from casework.tidings.kinds import LETTER
from kiosk.loudness import Loudness
from kiosk.scenes import danger
from kiosk.scenes.letters import RECORDED, SPEAK
from kiosk.scenes.scene import Here
from kiosk.scenes.telling import NAMES
from kiosk.scenes.trouble import into_trouble
from kiosk.visit import Kept

RATE = 16_000
LONGEST_RECORDING = 180.0
"""Seconds a description may last."""
NEARLY_FULL = 150.0
"""Seconds after which the person is told that half a minute is left."""
SHORTEST_RECORDING = 0.8
"""Seconds; anything shorter is a press by mistake."""
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


class Recorder:
    """A description or a name, put on disk while it is spoken."""

    longest, nearly = LONGEST_RECORDING, NEARLY_FULL

    def __init__(self, here: Here, recording: NewRecording, kind: str) -> None:
        self._here, self._recording, self._kind = here, recording, kind
        self._loudness = Loudness()

    def feed(self, pcm: bytes) -> State:
        """Raises casework.errors.RecordFull; what came before it can still be finished."""
        room = int(self.longest * RATE * 2) - self._loudness.size
        if room > 0:
            self._loudness.feed(pcm[:room])
            self._recording.append(pcm[:room])
        seconds = self._loudness.seconds
        trouble = "error.microphone_silent" if self._loudness.deaf(DEAF_AFTER) else ""
        full = seconds >= self.longest
        loudness = self._loudness
        done, nearly = full or bool(trouble), seconds >= self.nearly
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
        if loudness.seconds >= self.longest:
            here.visit.tell(*here.pack.sentences("recording.full"))
        return self._goes_to()

    def _goes_to(self) -> str:
        here = self._here
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


class LetterRecorder(Recorder):
    """A letter to a relative; it belongs to its draft at once and is not sent."""

    longest, nearly = letters.LONGEST, letters.LONGEST - letters.NEARLY_FULL

    def _goes_to(self) -> str:
        return RECORDED

    def _keep(self) -> None:
        visit, record = self._here.visit, self._here.desk.record
        with suppress(EmptyRecording, NoSuchLetter):  # nothing in it; or sent from another browser meanwhile
            record.letters.speak(str(visit.letter), self._recording.finish())
            record.child_times.used(visit.person, "letter", self._loudness.seconds)


def recorder(here: Here) -> Recorder:
    """The one for that screen. Raises casework.errors.RecordFull, RecordBroken."""
    recordings, visit = here.desk.record.recordings, here.visit
    if here.key == SPEAK:
        return LetterRecorder(here, recordings.begin(visit.letter, LETTER), LETTER)
    kind = {danger.MORE: MORE_SAID}.get(here.key, "name" if here.key in NAMES else "description")
    belongs = visit.alarmed if kind == MORE_SAID else visit.draft
    return Recorder(here, recordings.begin(belongs, kind), kind)
