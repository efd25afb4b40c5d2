"""Persons, as far as workers know them: a name, a village, a household; what they asked for is in ``requests``."""

from __future__ import annotations

from dataclasses import dataclass

from casework.errors import NoSuchPerson, NothingSaid
from casework.store import Store
from casework.writing import Writing


@dataclass(frozen=True)
class Person:
    """Somebody the workers know by name."""

    id: str
    name: str
    village: str | None
    household: str | None
    """Name of the household."""


class People:
    """The persons of this station."""

    def __init__(self, store: Store, village: str) -> None:
        self._store = store
        self._village = village

    def add(self, name: str, who: str, household: str | None = None) -> str:
        """Write a person down; the id. ``household``: its name, made when new. Raises NothingSaid."""
        told = name.strip()
        if not told:
            raise NothingSaid("person's name")

        def work(writing: Writing) -> str:
            home = None if household is None else self._household(writing, household.strip())
            fields = {"name": told, "village": self._village, "household": home, "created_at": writing.at}
            return writing.insert("persons", fields)

        return self._store.write(who, "person added", work)

    def get(self, person: str) -> Person:
        """Raises NoSuchPerson."""
        found = self._found("persons.id = ?", person)
        if not found:
            raise NoSuchPerson(person)
        return found[0]

    def named(self, part: str) -> list[Person]:
        """Everybody whose name contains that (LIKE: the trigram index finds no one- or two-character names)."""
        escaped = part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return self._found("persons.name like ? escape '\\'", f"%{escaped}%")

    def _found(self, where: str, value: str) -> list[Person]:
        with self._store.read() as database:
            found = database.query(
                f"""select persons.id, persons.name, villages.name as village, households.name as household
                    from persons left join villages on villages.id = persons.village
                    left join households on households.id = persons.household
                    where {where} order by persons.name, persons.id""",  # noqa: S608 - from the two methods above
                [value],
            )
            return [Person(**each) for each in found]

    def _household(self, writing: Writing, name: str) -> str:
        found = writing.rows("select id from households where village = ? and name = ?", (self._village, name))
        return found[0]["id"] if found else writing.insert("households", {"village": self._village, "name": name})
