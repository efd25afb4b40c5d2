"""Whether the record is whole: file, recordings, and a journal that tells the same as the tables; repairs nothing."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from casework.connection import Row
from casework.errors import RecordingDamaged, RecordingMissing
from casework.history import replay
from casework.migrations import OWN
from casework.record import Record
from casework.writing import SECRET


@dataclass(frozen=True)
class Fault:
    """One thing that is not as it should be."""

    what: str
    """file, reference, recording, journal."""
    where: str
    """The row, file or entry."""
    told: str
    """What is wrong, and what to do."""


def check(record: Record) -> list[Fault]:
    """Everything wrong with the record, empty when it is whole. Reads every page and every recording."""
    with record.store.read() as database:
        faults = [*_file(database), *_references(database), *_journal(database)]
        named = [row["id"] for row in database.query("select id from recordings order by id")]
    return [*faults, *(fault for name in named for fault in _recording(record, name))]


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


def _recording(record: Record, name: str) -> list[Fault]:
    try:
        record.recordings.about(name)
    except (RecordingMissing, RecordingDamaged) as error:
        return [Fault("recording", name, f"{error}; bring the file back from a backup")]
    return []


def _journal(database: Database) -> list[Fault]:
    gaps = database.query(
        """select station, count(*) as entries, max(sequence) as last from journal group by station
           having count(*) <> max(sequence)"""
    )
    faults = [
        Fault("journal", each["station"], f"{each['last'] - each['entries']} of {each['last']} entries are missing")
        for each in gaps
    ]
    told = replay(database.query("select * from journal order by id"))
    names = [name for name in database.table_names() if name not in OWN and not name.startswith("sqlite_")]
    for name in names:
        rows = {each["id"]: each for each in database.query(f"select * from {name}")}  # noqa: S608 - an own table
        faults += _compared(name, told.get(name, {}), rows)
    return faults


def _compared(table: str, told: dict[str, Row], rows: dict[str, Row]) -> list[Fault]:
    """Where the journal and a table differ. Fields that no entry ever named hold their default."""
    faults = []
    for row in sorted({*told, *rows}):
        if row not in rows:
            faults.append(Fault("journal", f"{table} {row}", "the journal knows this row, the table does not"))
        elif row not in told:
            faults.append(Fault("journal", f"{table} {row}", "this row was written around the journal"))
        else:
            wrong = sorted(
                field
                for field, value in rows[row].items()
                if (table, field) not in SECRET and field in told[row] and told[row][field] != value
            )
            faults += [Fault("journal", f"{table} {row} {field}", "differs from the journal") for field in wrong]
    return faults
