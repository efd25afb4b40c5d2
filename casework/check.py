"""Whether the record is whole: file, recordings, and a journal that tells the same as the tables; repairs nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from sqlite_utils import Database

from casework.connection import Row
from casework.errors import RecordBroken, RecordingDamaged, RecordingMissing, WrongKey
from casework.history import replay
from casework.migrations import OWN
from casework.pictures.errors import PictureDamaged, PictureMissing
from casework.record import Record
from casework.writing import SECRET


@dataclass(frozen=True)
class Fault:
    """One thing that is not as it should be."""

    what: str
    """file, reference, recording, picture, film, journal."""
    where: str
    """The row, file or entry."""
    told: str
    """What is wrong, and what to do."""


def check(record: Record) -> list[Fault]:
    """Everything wrong with the record, empty when it is whole. Reads every page and every recording."""
    readers = {
        "recording": record.recordings.about,
        "picture": record.pictures.read,
        "film": record.letters.films.read,
    }
    kept = [partial(_kept, read, what) for what, read in readers.items()]
    parts: list[Callable[[Database], list[Fault]]] = [_file, _references, _journal, *kept]
    return [fault for part in parts for fault in _asked(record, part)]


def _asked(record: Record, part: Callable[[Database], list[Fault]]) -> list[Fault]:
    """What one part of the check finds; a page that cannot be read at all is a finding too."""
    try:
        with record.store.read_afresh() as database:
            return part(database)
    except (RecordBroken, WrongKey) as error:
        return [Fault("file", "record", f"{error}; bring the record back from a backup")]


def _file(database: Database) -> list[Fault]:
    told = [each[0] for each in database.conn.execute("pragma cipher_integrity_check").fetchall()]
    told += [each[0] for each in database.conn.execute("pragma integrity_check").fetchall() if each[0] != "ok"]
    return [
        Fault("file", "record", f"{each}; stop the station and bring the record back from a backup") for each in told
    ]


def _references(database: Database) -> list[Fault]:
    found = database.conn.execute("pragma foreign_key_check").fetchall()
    return [
        Fault("reference", str(table), f"row {row} belongs to a row in {to} that is gone")
        for table, row, to, _ in found
    ]


def _kept(read: Callable[[str], object], what: str, database: Database) -> list[Fault]:
    """Files of one kind, each read to its end."""
    faults = []
    for row in database.query(f"select id from {what}s order by id"):  # noqa: S608 - one of three names of ours
        try:
            read(row["id"])
        except (RecordingMissing, RecordingDamaged, PictureMissing, PictureDamaged) as error:
            faults.append(Fault(what, row["id"], f"{error}; bring the file back from a backup"))
    return faults


def _journal(database: Database) -> list[Fault]:
    return [*_gaps(database), *told_otherwise(database)]


def _gaps(database: Database) -> list[Fault]:
    gaps = database.query(
        """select station, count(*) as entries, max(sequence) as last from journal group by station
           having count(*) <> max(sequence)"""
    )
    return [
        Fault("journal", each["station"], f"{each['last'] - each['entries']} of {each['last']} entries are missing")
        for each in gaps
    ]


def told_otherwise(database: Database) -> list[Fault]:
    """Rows of the tables that are not as the journal tells them."""
    faults: list[Fault] = []
    told = replay(database.query("select * from journal order by id"))
    names = [name for name in database.table_names() if name not in OWN and not name.startswith("sqlite_")]
    for name in names:
        rows = {each["id"]: each for each in database.query(f"select * from {name}")}  # noqa: S608 - an own table
        fields = database.query("select name, dflt_value from pragma_table_info(?)", [name])
        defaults = {each["name"]: each["dflt_value"] and int(each["dflt_value"]) for each in fields}
        faults += _compared(name, told.get(name, {}), rows, defaults)
    return faults


def _compared(table: str, told: dict[str, Row], rows: dict[str, Row], defaults: Row) -> list[Fault]:
    """Where the journal and a table differ. A field that no entry ever named holds its default."""
    faults = []
    for row in sorted({*told, *rows}):
        if row not in rows:
            faults.append(Fault("journal", f"{table} {row}", "the journal knows this row, the table does not"))
        elif row not in told:
            faults.append(Fault("journal", f"{table} {row}", "this row was written around the journal"))
        else:
            expected = {**defaults, **told[row]}
            wrong = sorted(
                field
                for field, value in rows[row].items()
                if (table, field) not in SECRET and expected[field] != value
            )
            faults += [Fault("journal", f"{table} {row} {field}", "differs from the journal") for field in wrong]
    return faults
