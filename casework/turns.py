"""Whether people were understood, per language, screen and way of answering; no voice and no words are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from casework.clock import written
from casework.errors import UnknownWord
from casework.history import KIOSK
from casework.store import Store

MODES = ("touch", "digit", "speech")


@dataclass(frozen=True)
class Count:
    """How often one way of answering ended in one way."""

    language: str
    screen: str
    mode: str
    outcome: str
    """Taken: choice, command, digit, number. Not understood, and what came next: again, pictures, human.

    Nothing to understand: silence, unavailable. A voice kept for a human, as the screen asked for: recorded.
    """
    times: int


class Turns:
    """The turns at this station."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def count(self, language: str, screen: str, mode: str, outcome: str) -> None:
        """Count one turn, without making the person wait for the disk. Raises UnknownWord, RecordClosed."""
        if mode not in MODES:
            raise UnknownWord("mode", mode, MODES)
        fields = {"language": language, "screen": screen, "mode": mode, "outcome": outcome}
        self._store.write_later(
            KIOSK, "answered", lambda writing: writing.insert("turns", {**fields, "at": writing.at})
        )

    def counts(self, since: datetime | None = None) -> Sequence[Count]:
        """Every combination that happened, with how often; ``since`` leaves out what was earlier."""
        self._store.settle()
        with self._store.read() as database:
            found = database.query(
                """select language, screen, mode, outcome, count(*) as times from turns where at >= ?
                   group by 1, 2, 3, 4 order by 1, 2, 3, 4""",
                [written(since) if since else ""],
            )
            return [Count(**each) for each in found]
