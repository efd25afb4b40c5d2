"""Opening a file to read it: the one that stands for the person today, if it is for these eyes."""

from __future__ import annotations

from sqlite_utils import Database

from casework.access import Reader
from casework.errors import NoSuchPerson
from casework.persons.resolving import resolve


def opened(database: Database, reader: Reader, person: str) -> str:
    """Its id. Raises NoSuchPerson, also for a file that is not for this reader's eyes."""
    own = resolve(database.query, person)
    sees = reader.sees_persons()
    asked = f"select 1 from persons where id = ? and {sees.sql}"  # noqa: S608 - a Reader's clause
    if not list(database.query(asked, [own, *sees.values])):
        raise NoSuchPerson(person)
    return own
