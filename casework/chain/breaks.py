"""What was found broken at the end of the chain, and who said why; a break stays in the history for ever."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from casework.chain.chain import Break
from casework.clock import as_time, as_time_or_none
from casework.writing import Writing

ACCEPTED = "break accepted"


@dataclass(frozen=True)
class Broken:
    """One break as it was written down."""

    id: str
    kind: str
    """history cut or head lost."""
    expected: int | None
    """The last entry that was known outside."""
    found: int
    """The last entry that was there."""
    at: datetime
    reason: str | None
    """Why that is right, in somebody's words; None while nobody said so."""
    accepted_at: datetime | None


def note_break(writing: Writing, broken: Break) -> None:
    """Write down what does not fit."""
    expected = broken.expected
    writing.insert(
        "breaks",
        {
            "kind": broken.kind,
            "expected": expected.sequence if expected else None,
            "expected_link": expected.link if expected else None,
            "found": broken.found.sequence,
            "at": writing.at,
        },
    )


def accept(writing: Writing, who: str, reason: str) -> int:
    """Somebody says why every open break is right (a backup was brought back); how many there were."""
    found = writing.rows("select id from breaks where accepted_at is null")
    for each in found:
        writing.update("breaks", each["id"], {"accepted_by": who, "reason": reason, "accepted_at": writing.at})
    return len(found)


def breaks(database: Database) -> Sequence[Broken]:
    """Every break, the oldest first."""
    fields = ("id", "kind", "expected", "found", "reason")
    return [
        Broken(
            **{each: row[each] for each in fields},
            at=as_time(row["at"]),
            accepted_at=as_time_or_none(row["accepted_at"]),
        )
        for row in database.query("select * from breaks order by at, rowid")
    ]
