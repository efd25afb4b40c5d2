"""Counts the month afterwards, from the tables and the journal alone: whatever is lost or told twice shows here."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from casework.clock import as_time
from casework.connection import Row
from casework.status import CLOSED, DONE, DUPLICATE, ENDED, LIVE, REFERRED, REFUSED, UNANSWERED, WITHDRAWN


@dataclass(frozen=True)
class Tally:
    """What became of three hundred requests."""

    requests: int
    ends: Mapping[str, int]
    """End → how many."""
    open: int
    deadlines: int
    """Missed times that were told."""
    lost: tuple[str, ...]
    """What nobody answers for: each with its reason; must be empty."""
    missed: tuple[str, ...]
    """Deadlines that passed and fired nothing; must be empty."""
    strange: tuple[str, ...]
    """Firings without a deadline; must be empty."""
    twice: tuple[str, ...]
    """Keys that fired more than once; must be empty."""
    reopened: int
    handed: int
    asked_again: int


def tally(database: Database, promised: Iterable[str], ticks: Sequence[datetime]) -> Tally:
    """``promised``: ids of every receipt that was given; ``ticks``: when the duties were asked."""
    rows = {each["id"]: each for each in database.query("select * from requests where status <> 'draft'")}
    words = {each["request"] for each in database.query("select request from words where answer = 'good'")}
    told = list(database.query("select * from journal where \"table\" = 'firings' and action = 'insert' order by id"))
    fired = Counter(each["row"] for each in told)
    overdue = {each for each in fired if each.startswith("overdue:") and each.endswith(":1")}
    due = _due(database, ticks)
    ends = Counter(each["status"] for each in rows.values() if each["status"] in ENDED)
    return Tally(
        requests=len(rows),
        ends=dict(sorted(ends.items())),
        open=len(rows) - sum(ends.values()),
        deadlines=len(overdue),
        lost=tuple(_lost(rows, set(promised), words)),
        missed=tuple(sorted(due - overdue)),
        strange=tuple(sorted(overdue - due)),
        twice=tuple(sorted(each for each, times in fired.items() if times > 1)),
        reopened=sum(each["reopened"] for each in rows.values()),
        handed=sum(each.startswith("away:") for each in fired),
        asked_again=sum(each.startswith("silence:") for each in fired),
    )


def _lost(rows: Mapping[str, Row], promised: set[str], words: set[str]) -> Iterable[str]:
    """Who was promised something and is not in the record; who has neither an owner nor an honest end."""
    yield from (f"{each} was promised and is not there" for each in sorted(promised - set(rows)))
    for key, row in sorted(rows.items()):
        status, who = row["status"], row["worker"] or row["raised_to"] or row["duty"]
        honest = {
            CLOSED: key in words,
            WITHDRAWN: True,
            REFUSED: bool(row["reason"]),
            REFERRED: bool(row["reason"]),
            UNANSWERED: bool(row["reason"]) and row["asked"] > 0,
            DUPLICATE: row["same_as"] in rows,
        }
        if status in ENDED and not honest[status]:
            yield f"{row['number']} is {status} without its due"
        if status in (*LIVE, DONE) and (not who or not row["next_at"]):
            yield f"{row['number']} is {status}, and nobody has it, or nothing will remind of it"


def _due(database: Database, ticks: Sequence[datetime]) -> set[str]:
    """The key of every time that was missed, told from the journal of the requests, not from the rule that fires."""
    found: set[str] = set()
    state: dict[str, dict[str, object]] = {}
    entries = database.query("select * from journal where \"table\" = 'requests' order by id")
    moments = sorted(ticks)
    since: dict[str, datetime] = {}
    for each in entries:
        now = as_time(each["at"])
        before = state.get(each["row"], {})
        after = {**before, **{field: new for field, (_, new) in json.loads(each["fields"]).items()}}
        if _waits(before) != _waits(after):
            found |= _passed(each["row"], _waits(before), since.get(each["row"], now), now, moments)
            since[each["row"]] = now
        state[each["row"]] = after
    for row, fields in state.items():
        end = moments[-1] if moments else since[row]
        found |= _passed(row, _waits(fields), since[row], end, moments, last=True) if row in since else set()
    return found


def _waits(fields: Mapping[str, object]) -> str | None:
    """The time by which a worker has to act, None while nobody has to."""
    acts = fields.get("status") in LIVE or (fields.get("status") == DONE and fields.get("errand"))
    return str(fields["next_at"]) if acts and fields.get("next_at") else None


def _passed(
    row: str, by: str | None, since: datetime, until: datetime, ticks: Sequence[datetime], *, last: bool = False
) -> set[str]:
    """Whether the duties were asked after that time while nobody had acted."""
    if by is None:
        return set()
    asked = any(since <= each and as_time(by) < each and (each <= until if last else each < until) for each in ticks)
    return {f"overdue:{row}:{by}:1"} if asked else set()
