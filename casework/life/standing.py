"""A request as somebody is about to act on it, seen from inside a write: whether that is possible, and by whom."""

from __future__ import annotations

from datetime import datetime, timedelta

from casework.access.acts import WRITE_REQUESTS
from casework.access.permission import permitted_on_request
from casework.clock import as_time, written
from casework.connection import Row
from casework.due import due_at, rule_for
from casework.errors import AlreadyEnded, NoSuchRequest
from casework.settings import RecordSettings
from casework.status import DRAFT, LIVE, NEW, OPEN, TAKEN
from casework.writing import Value, Writing


def sent(writing: Writing, request: str) -> Row:
    """A request that was sent, for the person and the clock. Raises NoSuchRequest."""
    row = writing.row("requests", request)
    if row is None or row["status"] == DRAFT:
        raise NoSuchRequest(request)
    return row


def standing(writing: Writing, request: str, worker: str, states: tuple[str, ...] = LIVE) -> Row:
    """A request on which that worker may act now. Raises NoSuchRequest, NoSuchWorker, NotAllowed, AlreadyEnded."""
    row = permitted_on_request(writing, worker, WRITE_REQUESTS, request)
    if row["status"] not in states:
        raise AlreadyEnded(request, row["status"])
    return row


def not_over(writing: Writing, request: str, worker: str) -> Row:
    """The same for one that may also have been said to be done."""
    return standing(writing, request, worker, OPEN)


def mine(writing: Writing, row: Row, worker: str, next_at: str, status: str = TAKEN, **more: Value) -> None:
    """Somebody has acted: whoever acts first has taken it, its clock starts anew, and a delay is told no more."""
    fields: dict[str, Value] = {"worker": row["worker"] or worker, "next_at": next_at, "raised": 0, "raised_to": None}
    if row["status"] == NEW or status != TAKEN:
        fields["status"] = status
    writing.update("requests", row["id"], {**fields, **more})


def to_act(row: Row, now: str, settings: RecordSettings) -> str:
    """Until when somebody must have acted who begins now; by the rule of its reason."""
    rule = rule_for(row["category"], settings.due)
    return written(due_at(as_time(now), rule, settings.working_hours, settings.zone))


def after_days(now: str | datetime, days: float) -> str:
    """So many days later."""
    begin = as_time(now) if isinstance(now, str) else now
    return written(begin + timedelta(days=days))
