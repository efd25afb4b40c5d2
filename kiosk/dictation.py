"""Writes down recordings of sent requests, one after another in the background; a receipt never waits for it."""

from __future__ import annotations

import logging
import queue
import threading
from dataclasses import dataclass

from casework.record import Record
from voice.ear import Ear
from voice.errors import VoiceError
from voice.wav import read_wav, to_16k_mono

log = logging.getLogger(__name__)
MOST_WAITING = 200
"""Recordings; beyond that a worker has to listen, which is what they do anyway."""


@dataclass(frozen=True)
class Wanted:
    """A recording of a request that is to be written down."""

    request: str
    recording: str
    language: str


class Dictations:
    """One background thread between the record and the ear."""

    def __init__(self, record: Record, ear: Ear) -> None:
        self._record, self._ear = record, ear
        self._waiting: queue.Queue[Wanted | None] = queue.Queue(MOST_WAITING)
        self._thread = threading.Thread(target=self._work, name="dictation", daemon=True)
        self._thread.start()

    def ask(self, request: str, recording: str, language: str) -> None:
        """Write this down when there is time; never waits, never raises."""
        try:
            self._waiting.put_nowait(Wanted(request, recording, language))
        except queue.Full:
            log.warning("too many recordings wait for dictation; %s stays a recording only", request)

    def finish(self) -> None:
        """Wait until everything asked so far is done (tests, stopping)."""
        self._waiting.join()

    def close(self) -> None:
        """End the thread after what it is doing now."""
        self._waiting.put(None)
        self._thread.join(timeout=10)

    def _work(self) -> None:
        while (wanted := self._waiting.get()) is not None:
            try:
                self._write_down(wanted)
            except VoiceError as error:
                log.warning("no dictation for request %s: %s", wanted.request, error)
            except Exception:
                log.exception("dictation of request %s failed", wanted.request)
            finally:
                self._waiting.task_done()
        self._waiting.task_done()

    def _write_down(self, wanted: Wanted) -> None:
        if not self._ear.ability(wanted.language).dictation:
            return
        pcm = to_16k_mono(read_wav(self._record.recordings.read(wanted.recording)))
        found = self._ear.dictate(pcm, wanted.language)
        if found.text:
            self._record.requests.dictated(
                wanted.request, found.text, found.confidence, found.engine, wanted.recording
            )
