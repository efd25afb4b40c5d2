"""Whether two requests may be one that was asked twice, and why one would think so; a worker decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from casework.access.reader import Reader
from casework.clock import as_time, written
from casework.connection import Row
from casework.status import DUPLICATE

NEAR = timedelta(days=14)
"""Longer apart it is a new request."""
SAME_PERSON, SAME_HOUSE, SAME_VISIT, SAME_REASON = "same_person", "same_house", "same_visit", "same_reason"
WHY = (SAME_PERSON, SAME_HOUSE, SAME_VISIT, SAME_REASON)


@dataclass(frozen=True)
class Twin:
    """Another request that may be the same one."""

    request: str
    number: str
    status: str
    asked_at: datetime
    why: tuple[str, ...]
    """Words of WHY."""


def reasons(one: Row, other: Row) -> tuple[str, ...]:
    """Why both may be one: somebody in common and the same reason; pure. Nothing when that is not enough."""
    common = {
        SAME_PERSON: one["person"] is not None and one["person"] == other["person"],
        SAME_HOUSE: one["household"] is not None and one["household"] == other["household"],
        SAME_VISIT: one["session"] is not None and one["session"] == other["session"],
    }
    found = [why for why, holds in common.items() if holds]
    if not found or one["category"] != other["category"]:
        return ()
    if abs(as_time(one["submitted_at"]) - as_time(other["submitted_at"])) > NEAR:
        return ()
    return (*found, SAME_REASON)


def twins_of(database: Database, reader: Reader, request: str) -> tuple[Twin, ...]:
    """What may be the same as that request, among what the reader may see, the nearest in time first."""
    one = next(iter(_rows(database, "requests.id = ?", [request])), None)
    if one is None:
        return ()
    seen, at = reader.sees_requests(), as_time(one["submitted_at"])
    where = f"requests.id <> ? and requests.submitted_at between ? and ? and {seen.sql}"
    others = _rows(database, where, [request, written(at - NEAR), written(at + NEAR), *seen.values])
    found = [
        Twin(each["id"], each["number"], each["status"], as_time(each["submitted_at"]), why)
        for each in others
        if each["status"] != DUPLICATE and (why := reasons(one, each))
    ]
    return tuple(sorted(found, key=lambda each: abs(each.asked_at - at)))


def _rows(database: Database, where: str, values: list[str]) -> list[Row]:
    return list(
        database.query(
            f"""select requests.id, number, requests.status, category, session, submitted_at, requests.person,
                       persons.household
                from requests left join persons on persons.id = requests.person
                where requests.status <> 'draft' and {where}""",  # noqa: S608 - conditions of the callers above
            values,
        )
    )
