"""How urgent a request is and until when somebody must have acted; pure, no clock and no record here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from casework.settings import DueRule, WorkingHours

NO_REASON = "other"
"""The rule for a request whose reason nobody knows yet."""


def rule_for(category: str | None, rules: Mapping[str, DueRule]) -> DueRule:
    """The rule of a category."""
    return rules.get(category or NO_REASON, rules[NO_REASON])


def due_at(asked: datetime, rule: DueRule, hours: WorkingHours, zone: ZoneInfo) -> datetime:
    """Until when, in UTC. Working hours are counted on the clock of the place; ``asked`` is aware."""
    left = timedelta(hours=rule.hours)
    if not rule.working:
        return asked.astimezone(UTC) + left
    moment = asked.astimezone(UTC)
    while True:
        opens, closes = _next_open(moment, hours, zone)
        start = max(moment, opens)
        if start + left <= closes:
            return start + left
        left -= closes - start
        moment = closes


def _next_open(moment: datetime, hours: WorkingHours, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The opening hours that hold at that moment, or the next ones, in UTC."""
    day = moment.astimezone(zone).date()
    while True:
        if day.weekday() in hours.days:
            opens = datetime.combine(day, hours.opens, zone).astimezone(UTC)
            closes = datetime.combine(day, hours.closes, zone).astimezone(UTC)
            if moment < closes:
                return opens, closes
        day += timedelta(days=1)
