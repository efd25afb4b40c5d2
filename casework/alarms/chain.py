"""Whom an alarm is told to and when: duty worker, the village's other workers, supervisor, county; pure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from casework.access.roles import CHILDREN, COUNTY, SUPERVISOR, WORKER
from casework.clock import as_time, written
from casework.connection import Row
from casework.duties.duty import Ask, Duty, Firing
from casework.history import ALARM_TOLD
from casework.reports.apart import kept_apart
from casework.settings import AlarmChain
from casework.writing import Writing

DUTY, VILLAGE, SUPERVISORS, EVERYBODY = 1, 2, 3, 4
"""How far an alarm is told; the county is told last, and everybody again and again after that."""
IN_CHAIN = (WORKER, CHILDREN, SUPERVISOR, COUNTY)
HERE = """
    select workers.* from workers
    where active = 1 and role in (?, ?, ?, ?) and (ends_at is null or ends_at > ?) and not exists (
      select 1 from absences where absences.worker = workers.id and cancelled_at is null and starts <= ? and ends > ?)
    order by duty desc, name, id
"""


def rank(worker: Row) -> int | None:
    """From which step on an alarm is this worker's; None for a role outside the chain."""
    if worker["role"] not in IN_CHAIN:
        return None
    if worker["duty"]:
        return DUTY
    return {SUPERVISOR: SUPERVISORS, COUNTY: EVERYBODY}.get(worker["role"], VILLAGE)


def reaches(worker: Row, village: str | None, step: int) -> bool:
    """Whether an alarm of that village, told so far, is this worker's to answer. Kinds of requests do not matter."""
    found = rank(worker)
    return found is not None and found <= step and _there(worker, village)


def here(ask: Ask, now: str, village: str | None, request: str) -> list[Row]:
    """Everybody in the chain who cares for that village and is not away; nobody named in a report about it."""
    apart = kept_apart(ask, request)
    found = ask(HERE, (*IN_CHAIN, now, now, now))
    return [each for each in found if each["id"] not in apart and _there(each, village)]


def first_step(workers: Iterable[Row]) -> int:
    """Where to begin: with whoever is there first in the chain; with nobody there, at its beginning."""
    return min((found for each in workers if (found := rank(each)) is not None), default=DUTY)


def newly_told(workers: Iterable[Row], step: int) -> list[str]:
    """Ids of those who are told at that step; from the last one on everybody."""
    return [each["id"] for each in workers if (step >= EVERYBODY and rank(each)) or rank(each) == step]


def escalation(chain: AlarmChain) -> Duty:
    """The rule that tells an unanswered alarm further."""
    after = {VILLAGE: chain.village_minutes, SUPERVISORS: chain.supervisor_minutes, EVERYBODY: chain.county_minutes}

    def due(rows: Iterable[Row], now: datetime) -> Iterable[Firing]:
        for each in rows:
            for step, at in _steps(each, after, chain.again_minutes):
                if at <= now:
                    row = {**each, "next": step}
                    yield Firing(f"alarm:{each['id']}:{step}", at, request=each["request"], row=row)

    return Duty("alarm", ALARM_TOLD, _unanswered, due, _tell_further)


def note_step(writing: Writing, alarm: str, request: Row, step: int) -> None:
    """Keep who is told at that step."""
    told = newly_told(here(writing.rows, writing.at, request["village"], request["id"]), step)
    fields = {"alarm": alarm, "request": request["id"], "step": step, "level": min(step, EVERYBODY)}
    writing.insert("alarm_steps", {**fields, "told": json.dumps(told), "at": writing.at})


def _steps(alarm: Row, after: dict[int, float], again: float) -> Iterable[tuple[int, datetime]]:
    """The steps that are still to come, with their times: the chain, then one more round."""
    raised = as_time(alarm["raised_at"])
    yield from ((step, raised + timedelta(minutes=after[step])) for step in range(alarm["step"] + 1, EVERYBODY + 1))
    if alarm["step"] >= EVERYBODY:
        yield alarm["step"] + 1, as_time(alarm["told_at"]) + timedelta(minutes=again)


def _unanswered(ask: Ask, now: datetime) -> list[Row]:
    return ask(
        """select alarms.*, requests.village from alarms join requests on requests.id = alarms.request
           where answered_at is null and raised_at <= ? order by raised_at, alarms.id""",
        (written(now),),
    )


def _tell_further(writing: Writing, firing: Firing) -> None:
    row = firing.row
    writing.update("alarms", row["id"], {"step": row["next"], "told_at": writing.at})
    note_step(writing, row["id"], {"id": row["request"], "village": row["village"]}, row["next"])


def _there(worker: Row, village: str | None) -> bool:
    return worker["villages"] is None or village in json.loads(worker["villages"])
