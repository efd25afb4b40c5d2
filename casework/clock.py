"""Times as the record keeps them: aware, UTC, as text that sorts; no time zones of places here (see ``due``)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from casework.errors import NaiveTime

Clock = Callable[[], datetime]
"""Tells now as an aware datetime."""


def utc_now() -> datetime:
    """The time of this machine."""
    return datetime.now(UTC)


def written(when: datetime) -> str:
    """As the tables keep it: ISO 8601, UTC, microseconds, always 32 characters. Raises NaiveTime."""
    if when.tzinfo is None:
        raise NaiveTime(when)
    return when.astimezone(UTC).isoformat(timespec="microseconds")


def as_time(text: str) -> datetime:
    """What ``written`` wrote, as an aware datetime."""
    return datetime.fromisoformat(text)


def as_time_or_none(text: str | None) -> datetime | None:
    """The same for a field that may be empty."""
    return None if text is None else datetime.fromisoformat(text)
