"""One person as workers know them, and the query that reads one."""

from __future__ import annotations

from dataclasses import dataclass

from casework.connection import Row


@dataclass(frozen=True)
class Person:
    """Somebody the workers know by name."""

    id: str
    name: str
    village: str | None
    household: str | None
    """Name of the household."""
    village_id: str | None = None
    household_id: str | None = None
    born: int | None = None
    """Year."""
    phone: str | None = None
    reach: str | None = None
    """How else the person is reached."""
    languages: tuple[str, ...] = ()
    """What the person speaks, the best first."""
    colour: str | None = None
    animal: str | None = None
    """The person's own token."""
    picture: str | None = None
    """Id of a photograph."""
    gone: str | None = None
    """moved or died; None: lives here."""
    pinyin: str = ""
    """How the name sounds."""


PERSONS = """select persons.*, villages.name as village_name, households.name as household_name
    from persons left join villages on villages.id = persons.village
    left join households on households.id = persons.household"""


PLAIN = ("born", "phone", "reach", "colour", "animal", "picture", "gone")


def person_of(row: Row) -> Person:
    """A row of ``PERSONS`` as an object."""
    return Person(
        village=row["village_name"],
        household=row["household_name"],
        village_id=row["village"],
        household_id=row["household"],
        languages=tuple((row["languages"] or "").split()),
        pinyin=row["pinyin"] or "",
        **{
            each: row[each]
            for each in ("id", "name", "born", "phone", "reach", "colour", "animal", "picture", "gone")
        },
    )
