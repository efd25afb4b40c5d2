"""Tidings in the record: added inside somebody's transaction, waiting for their person, told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from casework.clock import as_time
from casework.errors import UnknownWord
from casework.history import KIOSK
from casework.store import Store
from casework.tidings.kinds import HOW, KINDS
from casework.writing import Writing

TOLD = "told"


@dataclass(frozen=True)
class Tiding:
    """One thing that waits to be told."""

    id: str
    person: str
    kind: str
    """One of ``KINDS``."""
    about: str
    """Id of the row that it is about."""
    at: datetime


class Tidings:
    """What this station's people are to be told."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, writing: Writing, person: str, kind: str, about: str) -> str:
        """Let it wait for that person, inside a transaction of somebody else's; its id.

        While the same is untold it is not added twice. Raises UnknownWord.
        """
        return add(writing, person, kind, about)

    def waiting(self, person: str) -> tuple[Tiding, ...]:
        """What that person has not been told: the most pressing kind first, then the oldest."""
        with self._store.read() as database:
            found = database.query(
                """select id, person, kind, about, at from tidings where person = ? and told_at is null
                   order by at, rowid""",
                [person],
            )
            rows = [Tiding(**{**each, "at": as_time(each["at"])}) for each in found if each["kind"] in KINDS]
        return tuple(sorted(rows, key=lambda each: KINDS.index(each.kind)))

    def told(self, tiding: str, how: str) -> None:
        """It was told in full; ``how``: a word of ``HOW``. Told twice, the first time counts. Raises UnknownWord."""
        if how not in HOW:
            raise UnknownWord("way of telling", how, HOW)

        def work(writing: Writing) -> None:
            row = writing.row("tidings", tiding)
            if row is not None and row["told_at"] is None:
                writing.update("tidings", tiding, {"told_at": writing.at, "told_how": how})

        self._store.write(KIOSK, TOLD, work)

    def forget(self, writing: Writing, kind: str, about: str) -> None:
        """It is not true any more (taken back, erased): nobody is told, and no trace of it stays."""
        for each in writing.rows("select id from tidings where kind = ? and about = ?", (kind, about)):
            writing.forget("tidings", each["id"])


def add(writing: Writing, person: str, kind: str, about: str) -> str:
    """What ``Tidings.add`` does, for rooms of the record that write themselves."""
    if kind not in KINDS:
        raise UnknownWord("kind of tidings", kind, KINDS)
    same = "select id from tidings where person = ? and kind = ? and about = ? and told_at is null"
    if found := writing.rows(same, (person, kind, about)):
        return str(found[0]["id"])
    return writing.insert("tidings", {"person": person, "kind": kind, "about": about, "at": writing.at})


def take_off(writing: Writing, kinds: Iterable[str], about: str) -> None:
    """What of it is not told yet is not so any more; what was told stays as told."""
    for kind in kinds:
        untold = "select id from tidings where kind = ? and about = ? and told_at is null"
        for each in writing.rows(untold, (kind, about)):
            writing.forget("tidings", each["id"])
