"""Households and villages: who lives under one roof, and how a visitor finds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casework.access import acts
from casework.persons.errors import NoSuchHousehold, NoSuchVillage, UnknownField
from casework.persons.whose import may
from casework.store import Store
from casework.writing import Value, Writing


@dataclass(frozen=True)
class Household:
    """People under one roof."""

    id: str
    name: str
    village: str | None
    """Name of the village."""
    village_id: str | None
    lane: str
    """How to find the house."""
    route: int
    """Its place on the way through the village; 0: not yet known."""


@dataclass(frozen=True)
class Village:
    """A village as visitors need it."""

    id: str
    name: str
    way: str
    """How to get there."""
    route: int


class Homes:
    """The households and villages of this station."""

    def __init__(self, store: Store, village: str) -> None:
        self._store = store
        self._village = village

    def named(self, writing: Writing, name: str | None) -> str | None:
        """The household of that name in this village, made when new; for somebody else's transaction."""
        told = (name or "").strip()
        if not told:
            return None
        found = writing.rows("select id from households where village = ? and name = ?", (self._village, told))
        return found[0]["id"] if found else writing.insert("households", {"village": self._village, "name": told})

    def household(self, household: str) -> Household:
        """Raises NoSuchHousehold."""
        found = self._households("households.id = ?", household)
        if not found:
            raise NoSuchHousehold(household)
        return found[0]

    def households(self, village: str) -> list[Household]:
        """Of a village, on the way through it."""
        return self._households("households.village = ?", village)

    def villages(self) -> list[Village]:
        """All, on the way of a visitor."""
        with self._store.read() as database:
            found = database.query("select * from villages order by route, name, id")
            return [Village(each["id"], each["name"], each["way"] or "", each["route"]) for each in found]

    def village(self, village: str) -> Village:
        """Raises NoSuchVillage."""
        found = [each for each in self.villages() if each.id == village]
        if not found:
            raise NoSuchVillage(village)
        return found[0]

    def change_household(self, household: str, who: str, told: Mapping[str, Value]) -> None:
        """Its name, lane or place on the way. Raises NoSuchRow, UnknownField."""
        self._change("households", household, who, told, {"name", "lane", "route"})

    def change_village(self, village: str, who: str, told: Mapping[str, Value]) -> None:
        """The way there, or its place among the villages. Raises NoSuchRow, UnknownField."""
        self._change("villages", village, who, told, {"way", "route"})

    def _change(self, table: str, row: str, who: str, told: Mapping[str, Value], known: set[str]) -> None:
        for each in told:
            if each not in known:
                raise UnknownField(each)

        def work(writing: Writing) -> None:
            may(writing, who, acts.WRITE_PERSONS)
            writing.update(table, row, told)

        self._store.write(who, "home changed", work)

    def _households(self, where: str, value: str) -> list[Household]:
        with self._store.read() as database:
            found = database.query(
                f"""select households.*, villages.name as village_name
                    from households left join villages on villages.id = households.village
                    where {where} order by households.route = 0, households.route, households.lane,
                    households.name, households.id""",  # noqa: S608 - from the two methods above
                [value],
            )
            return [
                Household(
                    *(each["id"], each["name"], each["village_name"], each["village"]),
                    *(each["lane"] or "", each["route"]),
                )
                for each in found
            ]
