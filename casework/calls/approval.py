"""Whether a relative may be called, invited, written to: a worker allowed it, the family needs the person's yes."""

from __future__ import annotations

from datetime import datetime

from casework.calls.errors import MayNotCall
from casework.connection import Row
from casework.consents.ledger import require
from casework.consents.purposes import CALL_FAMILY
from casework.consents.reading import Rows, standing_of, subject_of
from casework.persons.errors import NoSuchRelation
from casework.persons.kinds import FAMILY
from casework.writing import Writing


def require_approved(writing: Writing, relation: str) -> Row:
    """The relation's row, inside a write. Raises NoSuchRelation, MayNotCall, ConsentMissing."""
    row = writing.row("relations", relation)
    if row is None or row["ended_at"] is not None:
        raise NoSuchRelation(relation)
    if not row["may_call"]:
        raise MayNotCall(row["name"])
    if row["kind"] in FAMILY:
        require(writing, row["person"], CALL_FAMILY)
    return row


def is_approved(find: Rows, row: Row, now: datetime) -> bool:
    """The same for a row that is read: it holds ``person``, ``kind``, ``may_call``, ``ended_at`` of the relation."""
    if row["ended_at"] is not None or not row["may_call"]:
        return False
    if row["kind"] not in FAMILY:
        return True
    return standing_of(find, subject_of(find, row["person"], None), CALL_FAMILY, None, now).allowed
