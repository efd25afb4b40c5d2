"""Recordings that belong to a row of another table than ``requests``: a reply, a consent, a letter; no sound here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from casework.clock import as_time
from casework.errors import NothingToBelongTo
from casework.recordings import Kept
from casework.writing import Value, Writing


@dataclass(frozen=True)
class Belonging:
    """A recording and what it belongs to."""

    hash: str
    """Its name, for ``Recordings.read``."""
    kind: str
    seconds: float
    at: datetime


def attach(writing: Writing, kept: Kept, table: str, row: str, kind: str) -> None:
    """Let a finished recording belong to that row, written before in the same transaction. Again does nothing.

    ``kept`` is what ``Recordings.about`` tells, asked before the transaction begins: a file that is missing or
    damaged is found there, and nothing then points to it. Raises NothingToBelongTo, UnknownTable, RowRefused (it is
    another's).
    """
    if writing.row(table, row) is None:
        raise NothingToBelongTo(table, row)
    has = "select 1 from recordings where id = ? and about_table = ? and about = ?"
    if writing.rows(has, (kept.hash, table, row)):
        return
    told: dict[str, Value] = {"id": kept.hash, "kind": kind, "seconds": kept.seconds, "at": writing.at}
    writing.insert("recordings", {**told, "about_table": table, "about": row})


def detach(writing: Writing, table: str, row: str) -> list[str]:
    """Take the recordings of a row off it; their files are to be discarded once this is on the disk."""
    found = writing.rows("select id from recordings where about_table = ? and about = ?", (table, row))
    for each in found:
        writing.forget("recordings", each["id"])
    return [each["id"] for each in found]


def belonging_to(database: Database, table: str, row: str) -> tuple[Belonging, ...]:
    """What was recorded for that row, the oldest first."""
    found = database.query(
        "select * from recordings where about_table = ? and about = ? order by at, rowid", [table, row]
    )
    return tuple(Belonging(each["id"], each["kind"], each["seconds"], as_time(each["at"])) for each in found)
