"""Which file is meant: one rule for everything that refers to a person, also after files were merged."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from casework.connection import Row
from casework.errors import NoSuchPerson

Ask = Callable[[str, list[Any]], Iterable[Row]]
"""Runs a query: ``Writing.rows`` inside a transaction, ``Database.query`` outside."""


def resolve(ask: Ask, person: str) -> str:
    """The file that stands for this one today: itself, or the one it was merged into. Raises NoSuchPerson."""
    seen: set[str] = set()
    here = person
    while here not in seen:
        seen.add(here)
        found = list(ask("select merged_into from persons where id = ?", [here]))
        if not found:
            raise NoSuchPerson(person)
        if found[0]["merged_into"] is None:
            return here
        here = found[0]["merged_into"]
    raise NoSuchPerson(person)
