"""Everything that was done with a person's file, as the journal has it, read for who may open it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlite_utils import Database

from casework.access import Reader
from casework.history import (
    ENDED_BY,
    REPLIED,
    SAID_DONE,
    SAID_GOOD,
    SAID_NOT_YET,
    SENT,
    Happened,
    happened,
)
from casework.persons.opening import opened

OF_REQUESTS = (SENT, REPLIED, SAID_DONE, SAID_GOOD, SAID_NOT_YET, ENDED_BY)
"""What is told here of a request; the rest stands on its own page."""
PARTS = ("goals", "plan_steps", "reviews")
"""What belongs to a person through a plan."""
MOST = 300
"""Steps told at once, the newest."""


def past(database: Database, reader: Reader, person: str) -> tuple[Happened, ...]:
    """What happened to this person's file, the oldest first, those merged into it too. Raises NoSuchPerson.

    Of requests only what this reader may see, and only how they began, were answered and ended.
    """
    own = opened(database, reader, person)
    ids = [own, *(each["id"] for each in database.query("select id from persons where merged_into = ?", [own]))]
    marks = ", ".join("?" * len(ids))
    parts = " union ".join(
        f"select {each}.id from {each} join plans on plans.id = plan where plans.person in ({marks})"  # noqa: S608
        for each in PARTS
    )
    asked = f"""select * from journal where request is null
        and (whose in ({marks}) or ("table" in ('goals', 'plan_steps', 'reviews') and "row" in ({parts})))
        order by id desc limit 2000"""  # noqa: S608 - ours
    rows = list(database.query(asked, [*ids, *ids * len(PARTS)]))
    names = {each["id"]: each["name"] for each in database.query("select id, name from workers")}
    told = [*happened(reversed(rows), names), *_of_requests(database, reader, ids, names)]
    return tuple(sorted(told, key=lambda each: each.at))[-MOST:]


def _of_requests(database: Database, reader: Reader, ids: list[str], names: dict[str, str]) -> Iterable[Happened]:
    sees = reader.sees_requests()
    marks, whys = ", ".join("?" * len(ids)), ", ".join("?" * len(OF_REQUESTS))
    seen = list(
        database.query(
            f"select id, number from requests where person in ({marks}) and status <> 'draft' and {sees.sql}",  # noqa: S608
            [*ids, *sees.values],
        )
    )
    for each in seen:
        found = database.query(
            f"select * from journal where request = ? and why in ({whys}) order by id",  # noqa: S608 - ours
            [each["id"], *OF_REQUESTS],
        )
        yield from (replace(one, about=each["number"]) for one in happened(found, names))
