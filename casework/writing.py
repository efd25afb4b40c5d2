"""One transaction's pen: changes a row and tells the journal, never one alone; it neither begins nor commits."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

from casework.chain.chain import Chain
from casework.connection import Connection, IntegrityError, Row, rows
from casework.errors import NoSuchRow, RowRefused, UnknownColumn, UnknownTable

SECRET = {
    *(("workers", "password"), ("codes", "code"), ("cards", "secret"), ("signs", "secret")),
    *(("circle_neighbours", "secret"), ("circle_homes", "secret")),
    *(("factors", "secret"), ("factors", "salt"), ("recoveries", "code")),
}
"""Fields whose values the journal does not repeat."""
HIDDEN = {"hidden": "secret"}
ERASED = {"hidden": "erased"}
"""Stand in the journal where a value is not told; no field holds an object, so they cannot be mistaken for one."""

Value = str | int | float | None


class Guard:
    """Opens the tables for the length of one statement; the triggers ask it."""

    level = 0
    """0 nothing may be written, 1 rows may be added and changed, 2 rows may be forgotten."""

    def __call__(self) -> int:
        """What SQL calls ``the_store_writes()``."""
        return self.level


@dataclass(frozen=True)
class Entry:
    """What every journal entry of one transaction has in common."""

    station: str
    who: str
    why: str
    at: str
    work: str


class Writing:
    """What a piece of work may do inside its transaction."""

    def __init__(
        self,
        connection: Connection,
        guard: Guard,
        columns: Mapping[str, frozenset[str]],
        entry: Entry,
        chain: Chain,
    ) -> None:
        self._connection = connection
        self._guard = guard
        self._columns = columns
        self._entry = entry
        self._chain = chain

    @property
    def at(self) -> str:
        """When this transaction began, as the tables keep it."""
        return self._entry.at

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """What a query finds, with the changes made so far in this transaction."""
        return rows(self._connection, sql, values)

    def row(self, table: str, row: str) -> Row | None:
        """One row by its id."""
        self._known(table, ())
        found = self.rows(f"select * from {table} where id = ?", (row,))  # noqa: S608 - a name that _known has checked
        return found[0] if found else None

    def insert(self, table: str, fields: Mapping[str, Value]) -> str:
        """Add a row; its id, made when not given. Raises UnknownTable, UnknownColumn, RowRefused."""
        row = {"id": str(uuid4()), **fields}
        self._known(table, row)
        names = ", ".join(f'"{each}"' for each in row)
        marks = ", ".join("?" * len(row))
        self._do(1, f"insert into {table} ({names}) values ({marks})", list(row.values()))  # noqa: S608 - a name that _known has checked
        changes = {name: (None, value) for name, value in row.items() if name != "id"}
        self._tell("insert", table, row, changes)
        return str(row["id"])

    def update(self, table: str, row: str, fields: Mapping[str, Value]) -> None:
        """Change fields of a row; the journal gets what is different, nothing when nothing is.

        Raises UnknownTable, UnknownColumn, NoSuchRow, RowRefused.
        """
        self._known(table, fields)
        old = self.row(table, row)
        if old is None:
            raise NoSuchRow(table, row)
        changes = {name: (old[name], value) for name, value in fields.items() if old[name] != value}
        if not changes:
            return
        told = ", ".join(f'"{each}" = ?' for each in changes)
        self._do(1, f"update {table} set {told} where id = ?", [*(new for _, new in changes.values()), row])  # noqa: S608 - a name that _known has checked
        self._tell("update", table, old, changes)

    def forget(self, table: str, row: str) -> None:
        """Remove a row, and its values from the journal; that it was there, and when, stays.

        Raises UnknownTable, NoSuchRow, RowRefused.
        """
        old = self.row(table, row)
        if old is None:
            raise NoSuchRow(table, row)
        self._do(2, f"delete from {table} where id = ?", [row])  # noqa: S608 - a name that _known has checked
        told = self.rows('select id, fields from journal where "table" = ? and "row" = ?', (table, row))
        for each in told:
            blank = {name: [ERASED, ERASED] for name in json.loads(each["fields"])}
            self._do(2, "update journal set fields = ?, salt = null where id = ?", [json.dumps(blank), each["id"]])
        self._tell("forget", table, old, {})

    def _known(self, table: str, fields: Mapping[str, Value] | tuple[()]) -> None:
        if table not in self._columns:
            raise UnknownTable(table, self._columns)
        unknown = set(fields) - self._columns[table]
        if unknown:
            raise UnknownColumn(table, unknown, self._columns[table])

    def _do(self, level: int, sql: str, values: Sequence[object]) -> None:
        self._guard.level = level
        try:
            self._connection.execute(sql, tuple(values))
        except IntegrityError as error:
            raise RowRefused(str(error)) from error
        finally:
            self._guard.level = 0

    def _tell(self, action: str, table: str, row: Row, changes: Mapping[str, tuple[Value, Value]]) -> None:
        told = {
            name: [HIDDEN, HIDDEN] if (table, name) in SECRET else [old, new] for name, (old, new) in changes.items()
        }
        _, person = changes.get("person", (None, None))
        entry, last = self._entry, self._chain.last(self._connection)
        whole = {
            **{each: getattr(entry, each) for each in ("station", "work", "at", "who", "why")},
            "sequence": last.sequence + 1,
            "action": action,
            "table": table,
            "row": row["id"],
            "request": row["id"] if table == "requests" else row.get("request"),
            "whose": row["id"] if table == "persons" else person or row.get("person"),
            "fields": json.dumps(told, ensure_ascii=False),
        }
        salt, bound, link = self._chain.sealed(last, whole)
        whole |= {"salt": salt, "commitment": bound, "link": link}
        names, marks = ", ".join(f'"{each}"' for each in whole), ", ".join("?" * len(whole))
        self._do(1, f"insert into journal ({names}) values ({marks})", list(whole.values()))  # noqa: S608 - ours
