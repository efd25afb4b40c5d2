"""Two files that are one person become one, and can be parted again; which files those are is for people to say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from casework.access import acts
from casework.clock import as_time
from casework.connection import Row
from casework.errors import NothingSaid, RowRefused
from casework.persons.errors import MergedOnTop, NoSuchMerge, SameFile
from casework.persons.resolving import resolve
from casework.persons.whose import whose
from casework.store import Store
from casework.writing import Value, Writing

FILLED = ("born", "phone", "reach", "languages", "colour", "animal", "picture", "household")
"""Fields of a file that the other one completes where it is empty."""
STAY = frozenset({"merges", "moves", "persons"})
"""Tables whose references to persons are the story of the merge itself."""


@dataclass(frozen=True)
class Merge:
    """One file that became part of another."""

    id: str
    merged: str
    name: str
    """The name that the merged file bore."""
    reason: str
    worker: str
    """Name of who did it."""
    at: datetime
    moved: int
    """How many rows came over."""


class Merges:
    """Merging and parting."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def merge(self, person: str, merged: str, who: str, reason: str) -> str:
        """Everything of ``merged`` belongs to ``person`` from now on; the merge's id.

        Raises NoSuchPerson, SameFile, NothingSaid.
        """
        if not reason.strip():
            raise NothingSaid("reason to merge")

        def work(writing: Writing) -> str:
            stays, goes = (whose(writing, who, acts.MERGE_PERSONS, each) for each in (person, merged))
            if stays == goes:
                raise SameFile(stays)
            told = {"person": stays, "merged": goes, "reason": reason.strip(), "worker": who, "at": writing.at}
            merge = writing.insert("merges", told)
            _fill(writing, merge, stays, goes)
            for table, field in references(writing):
                _move(writing, merge, table, field, goes, stays)
            writing.update("persons", goes, {"merged_into": stays})
            return merge

        return self._store.write(who, "persons merged", work)

    def undo(self, merge: str, who: str) -> str:
        """Part them again; the id of the file that came back. What was written since stays where it is.

        Raises NoSuchMerge, MergedOnTop.
        """

        def work(writing: Writing) -> str:
            row = writing.row("merges", merge)
            if row is None or row["undone_at"] is not None:
                raise NoSuchMerge(merge)
            whose(writing, who, acts.MERGE_PERSONS, row["person"])
            if resolve(writing.rows, row["person"]) != row["person"]:
                raise MergedOnTop(merge)
            writing.update("persons", row["merged"], {"merged_into": None})
            for each in writing.rows("select * from moves where merge = ? order by rowid desc", (merge,)):
                _back(writing, each)
            writing.update("merges", merge, {"undone_by": who, "undone_at": writing.at})
            return str(row["merged"])

        return self._store.write(who, "persons parted", work)


def merges_of(database: Database, person: str) -> tuple[Merge, ...]:
    """What was merged into this file and stands, the newest first."""
    found = database.query(
        """select merges.*, persons.name as name, workers.name as worker_name,
                  (select count(*) from moves where moves.merge = merges.id) as moved
           from merges join persons on persons.id = merges.merged join workers on workers.id = merges.worker
           where merges.person = ? and merges.undone_at is null order by merges.at desc, merges.rowid""",
        [person],
    )
    return tuple(
        Merge(
            *(each["id"], each["merged"], each["name"], each["reason"], each["worker_name"]),
            *(as_time(each["at"]), each["moved"]),
        )
        for each in found
    )


def references(writing: Writing) -> list[tuple[str, str]]:
    """Every field of every table that names a person: by foreign key, or by being called so. Later tables follow.

    ``about`` is among them where ``about_table`` stands beside it: it names a person when that says so.
    """
    found = writing.rows(
        """select tables.name as of_table, columns.name as field
           from sqlite_master as tables join pragma_table_info(tables.name) as columns
           where tables.type = 'table' and tables.name not like 'sqlite_%'
             and exists (select 1 from pragma_table_info(tables.name) where name = 'id')
             and (columns.name = 'person'
               or (columns.name = 'about'
                   and exists (select 1 from pragma_table_info(tables.name) where name = 'about_table'))
               or exists (
               select 1 from pragma_foreign_key_list(tables.name) as keys
               where keys."from" = columns.name and keys."table" = 'persons'))
           order by tables.rowid, columns.cid"""
    )
    return [(each["of_table"], each["field"]) for each in found if each["of_table"] not in STAY]


def _fill(writing: Writing, merge: str, stays: str, goes: str) -> None:
    kept, other = writing.row("persons", stays), writing.row("persons", goes)
    if kept is None or other is None:
        return
    for field in FILLED:
        if kept[field] is None and other[field] is not None:
            writing.update("persons", stays, {field: other[field]})
            _note(writing, merge, "persons", stays, field, None, other[field])


def _move(writing: Writing, merge: str, table: str, field: str, goes: str, stays: str) -> None:
    """Every row that names the one shall name the other; one that a rule of its table forbids stays where it is."""
    only = "and about_table = 'persons'" if field == "about" else ""
    asked = f'select id from {table} where "{field}" = ? {only} order by rowid'  # noqa: S608 - from the schema itself
    for each in writing.rows(asked, (goes,)):
        try:
            writing.update(table, each["id"], {field: stays})
        except RowRefused:  # the file that stays has the same thing already, e.g. the same circumstance
            continue
        _note(writing, merge, table, each["id"], field, goes, stays)


def _note(writing: Writing, merge: str, table: str, row: str, field: str, old: Value, new: Value) -> None:
    told: dict[str, Value] = {"merge": merge, "of_table": table, "of_row": row, "field": field}
    texts = {name: None if value is None else str(value) for name, value in (("old", old), ("new", new))}
    writing.insert("moves", {**told, **texts})


def _back(writing: Writing, move: Row) -> None:
    """Undo one step, unless the row is gone or says something else by now."""
    row = writing.row(move["of_table"], move["of_row"])
    if row is None or str(row[move["field"]]) != move["new"]:
        return
    writing.update(move["of_table"], move["of_row"], {move["field"]: move["old"]})
