"""Writes down recordings of sent requests, one after another in the background; a receipt never waits for it."""

from __future__ import annotations

import logging
import queue
import threading
from collections import deque
from contextlib import suppress

from casework.alarms.raising import TRANSCRIPT
from casework.record import Record
from casework.status import DRAFT
from casework.telling import Undictated
from voice.ear import Ear
from voice.errors import VoiceError
from voice.wav import read_wav, to_16k_mono

log = logging.getLogger(__name__)
MOST_WAITING = 200
"""Recordings; beyond that a worker has to listen first, which is what they do anyway."""
DAYS_BACK = 7
"""Recordings that a stopped kiosk left without a word are taken up again for so many days."""
PATIENCE = 3.0
"""Seconds that closing waits for the recording in hand; the station gives its parts five."""


class Dictations:
    """One background thread between the record and the ear; what an earlier kiosk left undone comes after the new."""

    def __init__(self, record: Record, ear: Ear) -> None:
        self._record, self._ear = record, ear
        self._asked: set[tuple[str, str]] = set()
        self._waiting: queue.Queue[Undictated | None] = queue.Queue(MOST_WAITING)
        self._closing = threading.Event()
        self._left: deque[Undictated] = deque()
        self._caught_up = threading.Event()
        self._thread = threading.Thread(target=self._work, name="dictation", daemon=True)
        self._thread.start()

    def ask(self, request: str, recording: str, language: str) -> None:
        """Write this down when there is time; never waits, never raises. Each recording once."""
        if (request, recording) in self._asked:
            return
        self._asked.add((request, recording))
        try:
            self._waiting.put_nowait(Undictated(request, recording, language))
        except queue.Full:
            log.warning("too many recordings wait for dictation; %s is taken up at the next start", request)

    def finish(self) -> None:
        """Wait until everything is done, what was left included (tests)."""
        self._caught_up.wait()
        self._waiting.join()

    def close(self) -> None:
        """End the thread after what it is doing now; what waits is taken up at the next start. Idempotent."""
        self._closing.set()
        with suppress(queue.Full):  # then there is something to wake up for already
            self._waiting.put_nowait(None)
        self._thread.join(timeout=PATIENCE)

    def _work(self) -> None:
        self._find_left()
        while not self._closing.is_set():
            if not self._left:
                self._caught_up.set()
            try:
                wanted = self._waiting.get(block=not self._left)
            except queue.Empty:
                self._try(self._left.popleft())
                continue
            if wanted is not None and not self._closing.is_set():
                self._try(wanted)
            self._waiting.task_done()
        self._caught_up.set()

    def _find_left(self) -> None:
        try:
            self._left.extend(self._record.requests.undictated(DAYS_BACK)[:MOST_WAITING])
        except Exception:
            log.exception("what an earlier kiosk left undone cannot be read")
        if self._left:
            log.info("%d recordings still wait for dictation", len(self._left))

    def _try(self, wanted: Undictated) -> None:
        try:
            self._write_down(wanted)
        except VoiceError as error:
            log.warning("no dictation for request %s: %s", wanted.request, error)
        except Exception:
            log.exception("dictation of request %s failed", wanted.request)

    def _write_down(self, wanted: Undictated) -> None:
        if not self._ear.ability(wanted.language).dictation:
            return
        pcm = to_16k_mono(read_wav(self._record.recordings.read(wanted.recording)))
        found = self._ear.dictate(pcm, wanted.language)
        if not found.text:
            return
        requests = self._record.requests
        requests.dictated(wanted.request, found.text, found.confidence, found.engine, wanted.recording)
        draft = requests.look(wanted.request)
        kinds = self._record.alarms.watch(found.text, draft.category)
        if draft.status == DRAFT and kinds:  # danger does not wait until it is sent; it may never be
            requests.submit(wanted.request, None, slots={"danger": kinds[0], "by": TRANSCRIPT})
