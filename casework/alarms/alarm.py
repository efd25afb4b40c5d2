"""An alarm as it is read: of whom, since when, who was told, who has answered; plain data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from casework.clock import as_time, as_time_or_none
from casework.connection import Row


@dataclass(frozen=True)
class Told:
    """One step of an alarm."""

    step: int
    level: int
    """1 the worker on duty, 2 the village's other workers, 3 supervisors, 4 everybody, the county too."""
    names: tuple[str, ...]
    """Who was told then; empty when nobody was there."""
    at: datetime


@dataclass(frozen=True)
class Alarm:
    """Somebody is in danger."""

    id: str
    request: str
    kinds: tuple[str, ...]
    """As in content.danger.KINDS, or ``danger``."""
    source: str
    """screen, picture, transcript, note."""
    step: int
    raised_at: datetime
    mistaken_at: datetime | None
    """When somebody at the screen said that it was a mistake; a human looks at it all the same."""
    answered_at: datetime | None
    answered_by: str | None
    """Id of the worker."""
    answered_name: str | None
    number: str
    colour: str
    animal: str
    village: str | None
    """Its name."""
    told: tuple[Told, ...] = ()
    """Every step, the first one first."""


def alarm_of(row: Row, steps: list[Row], names: dict[str, str]) -> Alarm:
    """A row of ``alarms`` joined with its request, and its steps; ``names``: worker id → name."""
    told = tuple(
        Told(
            each["step"],
            each["level"],
            tuple(names[one] for one in json.loads(each["told"]) if one in names),
            as_time(each["at"]),
        )
        for each in steps
    )
    return Alarm(
        **{each: row[each] for each in ("id", "request", "source", "step", "answered_by", "number")},
        **{each: row[each] for each in ("colour", "animal")},
        kinds=tuple(json.loads(row["kinds"])),
        raised_at=as_time(row["raised_at"]),
        mistaken_at=as_time_or_none(row["mistaken_at"]),
        answered_at=as_time_or_none(row["answered_at"]),
        answered_name=names.get(row["answered_by"] or ""),
        village=row["village_name"],
        told=told,
    )
