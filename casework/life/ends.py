"""How a request ends otherwise than on the person's word: honestly, and with a reason that the person can hear."""

from __future__ import annotations

from casework.clock import as_time
from casework.connection import Row
from casework.errors import EndsInItself, NotAskedEnough, NothingSaid, UnknownWord
from casework.life.tell import tell_person
from casework.status import DONE, DUPLICATE, OPEN, REFERRED, REFUSED, UNANSWERED, WITHDRAWN
from casework.tidings.kinds import ENDED_SO
from casework.writing import Value, Writing

HONEST = (REFUSED, WITHDRAWN, REFERRED, DUPLICATE, UNANSWERED)
"""What a worker may end a request as; ``closed`` is the person's alone."""
NEED_A_REASON = (REFUSED, REFERRED, UNANSWERED)


def check_end(how: str, reason: str) -> str:
    """The reason, when that end is possible with it. Raises UnknownWord, NothingSaid."""
    if how not in HONEST:
        raise UnknownWord("end", how, HONEST)
    told = reason.strip()
    if how in NEED_A_REASON and not told:
        raise NothingSaid("reason")
    return told


def end(writing: Writing, row: Row, how: str, reason: str = "", same_as: Row | None = None) -> None:
    """End it inside a write; the person is told at the next visit. Raises NotAskedEnough, EndsInItself.

    ``same_as``: for a duplicate, the row of the request that goes on.
    """
    if how == UNANSWERED and not (row["status"] == DONE and row["errand"]):
        raise NotAskedEnough(row["number"])
    if (how == DUPLICATE) != (same_as is not None):
        raise EndsInItself(row["number"])
    over: dict[str, Value] = {"next_at": None, "errand": 0, "raised": 0, "raised_to": None}
    told: dict[str, Value] = {"status": how, "reason": reason or None, "ended_at": writing.at}
    writing.update("requests", row["id"], {**over, **told, "same_as": same_as["id"] if same_as else None})
    tell_person(writing, row, ENDED_SO)


def goes_on(writing: Writing, row: Row, other: Row) -> Row:
    """The request in whose place a duplicate stands: not itself, nor one that points back. Raises EndsInItself."""
    seen = {row["id"]}
    while other["status"] == DUPLICATE and other["same_as"] and other["id"] not in seen:
        seen.add(other["id"])
        other = writing.row("requests", other["same_as"]) or other
    if other["id"] in seen:
        raise EndsInItself(row["number"])
    if other["status"] not in OPEN and as_time(other["submitted_at"]) > as_time(row["submitted_at"]):
        raise EndsInItself(row["number"])
    return other
