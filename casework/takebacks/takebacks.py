"""What may still be taken back, and taking it back; how each kind is undone is its own room's affair."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from casework.clock import Clock, as_time, written
from casework.errors import TooLateToTakeBack
from casework.history import KIOSK, TAKEN_BACK
from casework.settings import RecordSettings
from casework.store import Store
from casework.takebacks.errors import NotSentHere
from casework.takebacks.sending import note_taken_back
from casework.writing import Writing

Undoing = Callable[[Writing, str], None]
"""Undoes one thing of a kind, by the id of its row; raises what its room raises when it has ended already."""


@dataclass(frozen=True)
class Sent:
    """Something that may still be taken back."""

    id: str
    kind: str
    about: str
    """Id of the row that was sent."""
    at: datetime


class TakeBacks:
    """Whatever was sent at this station in the last minutes."""

    def __init__(self, store: Store, settings: RecordSettings, clock: Clock, ways: Mapping[str, Undoing]) -> None:
        """``ways``: how each kind is undone."""
        self._store = store
        self._minutes = settings.take_back_minutes
        self._clock = clock
        self._ways = ways

    @property
    def kinds(self) -> tuple[str, ...]:
        """Everything that can be taken back here."""
        return tuple(self._ways)

    def possible(self, person: str | None, session: str | None) -> tuple[Sent, ...]:
        """What that person, or that visit, sent and may still take back, the newest first."""
        with self._store.read() as database:
            found = database.query(
                """select id, kind, about, at from sendings
                   where taken_back_at is null and at >= ? and (person = ? or session = ?)
                   order by at desc, rowid desc""",
                [written(self._clock() - timedelta(minutes=self._minutes)), person, session],
            )
            return tuple(
                Sent(each["id"], each["kind"], each["about"], as_time(each["at"]))
                for each in found
                if each["kind"] in self._ways
            )

    def take_back(self, sent: str, person: str | None, session: str | None) -> None:
        """Undo it. Idempotent. Raises NotSentHere, TooLateToTakeBack, and what undoing that kind raises."""
        now = self._clock()

        def work(writing: Writing) -> None:
            row = writing.row("sendings", sent)
            if row is None or not ((person and row["person"] == person) or (session and row["session"] == session)):
                raise NotSentHere(sent)
            if row["taken_back_at"] is not None:
                return
            if now > as_time(row["at"]) + timedelta(minutes=self._minutes):
                raise TooLateToTakeBack(row["about"], self._minutes)
            self._ways[row["kind"]](writing, row["about"])
            note_taken_back(writing, row["kind"], row["about"])

        self._store.write(KIOSK, TAKEN_BACK, work)
