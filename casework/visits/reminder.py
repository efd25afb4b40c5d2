"""The duty over visits to come: their person hears of it at the station the day before, and may say "not today"."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from casework.clock import as_time, written
from casework.connection import Row
from casework.duties.duty import Ask, Duty, Firing
from casework.history import VISIT_REMINDED
from casework.tidings.kinds import REMINDER
from casework.tidings.tidings import add
from casework.writing import Writing

BEFORE = timedelta(hours=36)
"""How long before a visit its person is told: whoever comes by on the day before hears it."""


def reminder() -> Duty:
    """The rule."""
    return Duty("reminder", VISIT_REMINDED, _to_come, _due, _fire)


def _to_come(ask: Ask, now: datetime) -> list[Row]:
    """Visits of the next days; to nobody who said no to being reminded of anything."""
    return ask(
        """select visits.id, visits.request, planned_for, coalesce(visits.person, requests.person) as whose
           from visits left join requests on requests.id = visits.request
           where visits.ended is null and planned_for > ? and planned_for <= ? and whose is not null
             and not exists (select 1 from (select answer, taken_back from consents
                             where person = coalesce(visits.person, requests.person) and purpose = 'remind'
                             order by at desc, rowid desc limit 1) where answer = 0 or taken_back = 1)
           order by planned_for, visits.id""",
        (written(now), written(now + BEFORE)),
    )


def _due(rows: Iterable[Row], now: datetime) -> Iterable[Firing]:
    for each in rows:
        when = as_time(each["planned_for"])
        if now < when <= now + BEFORE:
            yield Firing(f"reminder:{each['id']}", when - BEFORE, each["request"], "visits", each["id"], row=each)


def _fire(writing: Writing, firing: Firing) -> None:
    add(writing, firing.row["whose"], REMINDER, firing.row["id"])
