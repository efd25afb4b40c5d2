"""Whose file is written to, and whether whoever writes may; asked inside the transaction that does it."""

from __future__ import annotations

from casework.access import permitted, permitted_on_person
from casework.history import KIOSK, STATION
from casework.persons.resolving import resolve
from casework.writing import Writing

OURSELVES = (KIOSK, STATION)
"""Who writes without being a worker: a person at the screen for themselves, the station for its own order."""


def whose(writing: Writing, who: str, act: str, person: str) -> str:
    """The file that stands for this one today, when ``who`` opens it and may do that.

    Raises NoSuchPerson, also for a file that is not for these eyes, NotAllowed, NoSuchWorker.
    """
    found = resolve(writing.rows, person)
    if who not in OURSELVES:
        permitted_on_person(writing, who, act, found)
    return found


def may(writing: Writing, who: str, act: str) -> None:
    """The same for what belongs to nobody in particular. Raises NotAllowed, NoSuchWorker."""
    if who not in OURSELVES:
        permitted(writing, who, act)
