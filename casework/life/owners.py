"""Who can be given something just now: here, in charge of that village and kind; decides nothing about requests."""

from __future__ import annotations

import json

from casework.access.roles import CHILDREN, SUPERVISOR, WORKER
from casework.connection import Row
from casework.duties.duty import Ask
from casework.reports.apart import kept_apart

HANDS = (WORKER, CHILDREN, SUPERVISOR)
"""Roles that can have any request in hand."""
PRESENT = """
    select workers.* from workers
    where active = 1 and role in (?, ?, ?) and (ends_at is null or ends_at > ?) and not exists (
      select 1 from absences where absences.worker = workers.id and cancelled_at is null and starts <= ? and ends > ?)
    order by duty desc, name, id
"""


def present(ask: Ask, now: str, about: Row | None = None) -> list[Row]:
    """Everybody who works here and is not away, those on duty first. ``now`` as the tables keep it.

    ``about``: a request: only who cares for its village and category, and is not named in a report about it.
    """
    here = ask(PRESENT, (*HANDS, now, now, now))
    if about is None:
        return here
    apart = kept_apart(ask, about.get("id"))
    return [each for each in here if each["id"] not in apart and _cares(each, about)]


def on_duty(ask: Ask, now: str, about: Row | None = None) -> str | None:
    """The worker on duty, unless away."""
    return next((each["id"] for each in present(ask, now, about) if each["duty"]), None)


def supervising(ask: Ask, now: str, about: Row | None = None, but: str | None = None) -> str | None:
    """A supervisor who is here; somebody else than ``but``."""
    here = present(ask, now, about)
    return next((each["id"] for each in here if each["role"] == SUPERVISOR and each["id"] != but), None)


def stand_in(ask: Ask, now: str, about: Row, away: str | None, deputy: str | None = None) -> str | None:
    """Who takes over from somebody who is away: the deputy, who is on duty, a supervisor, anybody else."""
    apart = kept_apart(ask, about["id"])
    here = [each for each in present(ask, now) if each["id"] != away and each["id"] not in apart]

    def rank(each: Row) -> tuple[bool, bool, bool]:
        return each["id"] != deputy, not each["duty"], each["role"] != SUPERVISOR

    able = [each for each in here if each["id"] == deputy or _cares(each, about)]
    return min(able, key=rank)["id"] if able else None


def _cares(worker: Row, about: Row) -> bool:
    """Whether that village and that kind of request are this worker's."""
    fields = (("villages", about["village"]), ("categories", about["category"]))
    return all(worker[field] is None or value in json.loads(worker[field]) for field, value in fields)
