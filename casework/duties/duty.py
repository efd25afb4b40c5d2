"""What a duty is: rows to look at, a pure rule that says what is due, what is then written; not run here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from casework.connection import Row
from casework.writing import Writing

Ask = Callable[[str, Sequence[object]], list[Row]]
"""Finds rows: SQL and its values. Inside a write it sees the changes made so far."""


@dataclass(frozen=True)
class Firing:
    """One thing that has to happen now."""

    key: str
    """Unique for ever, e.g. ``overdue:<request>:<deadline>:1``: what fired once never fires again under it."""
    due: datetime
    """When it was to happen; the station may have been off then."""
    request: str | None = None
    """The request that it is about: then its history tells it."""
    about_table: str | None = None
    about: str | None = None
    """When it is about something else: the table and the row."""
    row: Row = field(default_factory=dict, compare=False, hash=False)
    """What ``due`` saw, for ``fire``."""


@dataclass(frozen=True)
class Duty:
    """One rule of the clock. ``look`` reads, ``due`` decides (pure), ``fire`` writes."""

    name: str
    """One word; stands in the table of firings."""
    why: str
    """A word of ``history``: what the journal calls it."""
    look: Callable[[Ask, datetime], list[Row]]
    """Rows that might be due at that time; may find too many, never too few."""
    due: Callable[[Iterable[Row], datetime], Iterable[Firing]]
    """What has to happen at that time; pure."""
    fire: Callable[[Writing, Firing], None]
    """Do it, inside the transaction that keeps the firing. It looks again at whatever it changes."""
