"""The duty over missed times: first whoever is on duty is told, then a supervisor; each step once per missed time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from casework.clock import as_time, written
from casework.connection import Row
from casework.duties.duty import Ask, Duty, Firing
from casework.history import RAISED
from casework.life.owners import on_duty, supervising
from casework.settings import FollowUp
from casework.status import LIVE, listed
from casework.writing import Writing

DUTY, SUPERVISOR = 1, 2
"""How far a delay is told."""
AT_ONCE = 3
"""From this urgency on a supervisor is told within a quarter of the time."""


def delay(follow_up: FollowUp) -> Duty:
    """The rule."""

    def due(rows: Iterable[Row], now: datetime) -> Iterable[Firing]:
        for each in rows:
            missed = as_time(each["next_at"])
            hours = follow_up.raise_hours / (4 if each["urgency"] >= AT_ONCE else 1)
            for step, at in ((DUTY, missed), (SUPERVISOR, missed + timedelta(hours=hours))):
                if at < now:
                    key = f"overdue:{each['id']}:{each['next_at']}:{step}"
                    yield Firing(key, at, request=each["id"], row={**each, "step": step})

    return Duty("overdue", RAISED, _late, due, _raise)


def _late(ask: Ask, now: datetime) -> list[Row]:
    """Who waits for somebody to act, past the time."""
    return ask(
        f"""select id, urgency, worker, next_at, village, category from requests
            where (status in {listed(LIVE)} or (status = 'done' and errand = 1))
              and ended_at is null and next_at < ? order by next_at, id""",  # noqa: S608 - our own states
        (written(now),),
    )


def _raise(writing: Writing, firing: Firing) -> None:
    row, ask = firing.row, writing.rows
    duty, chief = on_duty(ask, writing.at, row), supervising(ask, writing.at, row)
    known_already = duty is None or (row["step"] == DUTY and duty == row["worker"])
    told = chief or duty if row["step"] == SUPERVISOR or known_already else duty
    writing.update("requests", row["id"], {"raised": row["step"], "raised_to": told})
