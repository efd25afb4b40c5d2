"""Who matters to a person: family, neighbours, teachers, with or without a file of their own; nobody is rung here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casework.access import acts
from casework.connection import Row
from casework.errors import NothingSaid, UnknownWord
from casework.persons.errors import NoSuchRelation, UnknownField
from casework.persons.kinds import FAMILY, RELATIONS
from casework.persons.resolving import resolve
from casework.persons.whose import whose
from casework.store import Store
from casework.writing import Value, Writing

FIELDS = frozenset({"kind", "name", "phone", "picture", "other", "may_call", "place", "note"})


@dataclass(frozen=True)
class Relation:
    """Somebody who matters to a person."""

    id: str
    person: str
    kind: str
    """What this one is to the person; one of ``kinds.RELATIONS``."""
    name: str
    phone: str | None
    picture: str | None
    """Id of a photograph."""
    other: str | None
    """Id of this one's own file."""
    may_call: bool
    """Whether the kiosk may offer this face to be called; consent is asked for besides."""
    place: int
    note: str | None

    @property
    def family(self) -> bool:
        """Whether calling needs the person's consent to call the family."""
        return self.kind in FAMILY


class Relations:
    """The people around the persons of this station."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, person: str, who: str, kind: str, name: str, once: str | None = None, **told: Value) -> str:
        """Somebody more who matters; the id. ``once`` as for ``People.add``.

        Raises NoSuchPerson, NothingSaid, UnknownWord, UnknownField.
        """

        def work(writing: Writing) -> str:
            if once and writing.row("relations", once):
                return once
            fields = self._checked(writing, {"kind": kind, "name": name, **told})
            named: dict[str, Value] = {"id": once} if once else {}
            told_by = {"person": whose(writing, who, acts.WRITE_PERSONS, person), "worker": who, "at": writing.at}
            return writing.insert("relations", {**named, **fields, **told_by})

        return self._store.write(who, "relation added", work)

    def change(self, person: str, relation: str, who: str, told: Mapping[str, Value]) -> None:
        """Correct it. Raises NoSuchRelation and whatever ``add`` raises."""

        def work(writing: Writing) -> None:
            self._own(writing, who, person, relation)
            writing.update("relations", relation, self._checked(writing, told))

        self._store.write(who, "relation changed", work)

    def end(self, person: str, relation: str, who: str) -> None:
        """It is no more so; what was written stays in the history. Raises NoSuchRelation."""

        def work(writing: Writing) -> None:
            row = self._own(writing, who, person, relation)
            if row["ended_at"] is None:
                writing.update("relations", relation, {"ended_at": writing.at, "may_call": 0})

        self._store.write(who, "relation ended", work)

    def of(self, person: str) -> tuple[Relation, ...]:
        """Who matters to this person, who comes first first. Raises NoSuchPerson."""
        with self._store.read() as database:
            found = database.query(
                "select * from relations where person = ? and ended_at is null order by place, at, rowid",
                [resolve(database.query, person)],
            )
            return tuple(relation_of(each) for each in found)

    def to_call(self, person: str) -> tuple[Relation, ...]:
        """Whose face the kiosk may offer to be called, as a worker decided; consent is asked for besides."""
        return tuple(each for each in self.of(person) if each.may_call)

    def _own(self, writing: Writing, who: str, person: str, relation: str) -> Row:
        own = whose(writing, who, acts.WRITE_PERSONS, person)
        row = writing.row("relations", relation)
        if row is None or resolve(writing.rows, row["person"]) != own:
            raise NoSuchRelation(relation)
        return row

    def _checked(self, writing: Writing, told: Mapping[str, Value]) -> dict[str, Value]:
        fields: dict[str, Value] = {}
        for name, value in told.items():
            if name not in FIELDS:
                raise UnknownField(name)
            fields[name] = (value.strip() or None) if isinstance(value, str) else value
        if "name" in fields and not fields["name"]:
            raise NothingSaid("relation's name")
        if fields.get("kind", RELATIONS[0]) not in RELATIONS:
            raise UnknownWord("relation", fields["kind"], RELATIONS)
        if fields.get("other"):
            fields["other"] = resolve(writing.rows, str(fields["other"]))
        return fields


def relation_of(row: Row) -> Relation:
    """A row of the table as an object."""
    told = ("id", "person", "kind", "name", "phone", "picture", "other", "place", "note")
    return Relation(may_call=bool(row["may_call"]), **{each: row[each] for each in told})
