"""Who lives nearest to somebody in danger: a neighbour or helper from the person's own file; nobody is rung here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

NEAREST = ("neighbour", "cadre", "friend", "doctor")
"""Relations that can be there in minutes, the nearest first; family may be the matter itself, or far away."""


@dataclass(frozen=True)
class Near:
    """Somebody to go to or to call."""

    name: str
    phone: str | None


def nearest(database: Database, person: str) -> Sequence[Near]:
    """Whoever the file names, the nearest first."""
    rank = " ".join(f"when '{kind}' then {place}" for place, kind in enumerate(NEAREST))
    marks = ", ".join("?" * len(NEAREST))
    found = database.query(
        f"""select name, phone from relations where person = ? and ended_at is null and kind in ({marks})
            order by case kind {rank} end, place, at""",  # noqa: S608 - our own words
        [person, *NEAREST],
    )
    return [Near(each["name"], each["phone"]) for each in found]
