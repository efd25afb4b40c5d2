"""What is special in a person's life, by category, from when to when; nothing is concluded from it here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casework.access import acts
from casework.errors import UnknownWord
from casework.persons.kinds import CIRCUMSTANCES
from casework.persons.resolving import resolve
from casework.persons.whose import whose
from casework.store import Store
from casework.writing import Writing


@dataclass(frozen=True)
class Circumstance:
    """One of them, as it holds now."""

    id: str
    kind: str
    """One of ``kinds.CIRCUMSTANCES``."""
    since: str | None
    """A day, a month or a year, as far as it is known."""
    note: str | None


class Circumstances:
    """The circumstances of the persons of this station."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, person: str, who: str, kind: str, since: str | None = None, note: str | None = None) -> str:
        """It holds; its id. One that holds already is told more exactly. Raises NoSuchPerson, UnknownWord."""
        if kind not in CIRCUMSTANCES:
            raise UnknownWord("circumstance", kind, CIRCUMSTANCES)
        told = {"since": (since or "").strip() or None, "note": (note or "").strip() or None}

        def work(writing: Writing) -> str:
            own = whose(writing, who, acts.WRITE_PERSONS, person)
            held = "select id from circumstances where person = ? and kind = ? and ended_at is null"
            found = writing.rows(held, (own, kind))
            if found:
                more = {name: value for name, value in told.items() if value}
                writing.update("circumstances", found[0]["id"], more)
                return str(found[0]["id"])
            return writing.insert(
                "circumstances", {"person": own, "kind": kind, **told, "worker": who, "at": writing.at}
            )

        return self._store.write(who, "circumstance added", work)

    def end(self, person: str, kind: str, who: str) -> None:
        """It holds no longer; nothing happens when it did not. Raises NoSuchPerson."""

        def work(writing: Writing) -> None:
            held = "select id from circumstances where person = ? and kind = ? and ended_at is null"
            for each in writing.rows(held, (whose(writing, who, acts.WRITE_PERSONS, person), kind)):
                writing.update("circumstances", each["id"], {"ended_at": writing.at})

        self._store.write(who, "circumstance ended", work)

    def of(self, person: str) -> tuple[Circumstance, ...]:
        """What holds for this person. Raises NoSuchPerson."""
        with self._store.read() as database:
            found = database.query(
                "select * from circumstances where person = ? and ended_at is null order by at, rowid",
                [resolve(database.query, person)],
            )
            return tuple(Circumstance(each["id"], each["kind"], each["since"], each["note"]) for each in found)

    def of_many(self, persons: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Person → the kinds that hold, for a list."""
        found: dict[str, tuple[str, ...]] = {}
        with self._store.read() as database:
            for each in database.query(
                "select person, kind from circumstances where ended_at is null order by at, rowid"
            ):
                found[each["person"]] = (*found.get(each["person"], ()), each["kind"])
        return {each: found.get(each, ()) for each in persons}
