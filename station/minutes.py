"""The minute hand of a running station: lets the record's duties happen; the record decides what is due."""

from __future__ import annotations

import logging
from threading import Event, Thread

from casework.errors import RecordClosed
from casework.record import Record

LOG = logging.getLogger(__name__)
A_MINUTE = 60.0
"""Seconds between two looks."""


class Minutes:
    """Asks every minute, in a thread of its own, from the start until ``stop``."""

    def __init__(self, record: Record, every: float = A_MINUTE) -> None:
        self._record = record
        self._every = every
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="minutes", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Let what happens just now be finished, and ask no more. Idempotent."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self._record.duties.run()
            except RecordClosed:
                return
            except Exception:  # whatever a rule does wrong: the next minute comes all the same
                LOG.exception("the duties of this minute failed; they are tried again in a minute")
            self._stopped.wait(self._every)
