"""Opening the encrypted file and naming its failures; the only file that imports sqlcipher3; decides nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

import sqlcipher3.dbapi2 as sqlcipher

from casework.disk import room
from casework.errors import CaseworkError, RecordBroken, RecordBusy, RecordFull, WrongKey

Connection = sqlite3.Connection
"""sqlcipher3 is built on its own SQLite (3.53) but behaves like this class; only its exceptions are its own."""
DatabaseError: type[Exception] = sqlcipher.DatabaseError
IntegrityError: type[Exception] = sqlcipher.IntegrityError
Row = dict[str, Any]

WAIT = 10.0
"""Seconds to wait for another process's transaction."""
BUSY, NO_MEMORY, READ_ONLY, IO_ERROR, CORRUPT, FULL, CANNOT_OPEN, NOT_A_RECORD = 5, 7, 8, 10, 11, 13, 14, 26
OF_THE_DISK = {BUSY, NO_MEMORY, READ_ONLY, IO_ERROR, CORRUPT, FULL, CANNOT_OPEN, NOT_A_RECORD}
"""SQLite's result codes that concern the file and not the statement."""
LEAST_FREE = 64 * 1024
"""Bytes; an I/O error on a disk with less room than this is a full disk (growing the shared memory fails so)."""


def open_to_write(path: Path, key: bytes) -> Connection:
    """The connection of the one writer: WAL, and every commit on the disk before it returns. Raises as ``named``."""
    connection = _open(path, key, "rwc")
    try:
        connection.execute("pragma journal_mode=wal").fetchone()
        connection.execute("pragma synchronous=full")
        connection.execute("pragma foreign_keys=on")
        connection.execute("pragma secure_delete=on")  # what is forgotten is overwritten, not only unlinked
    except DatabaseError as error:
        connection.close()
        raise named(error, path) from error
    return connection


def open_to_read(path: Path, key: bytes) -> Connection:
    """A connection that cannot write."""
    connection = _open(path, key, "ro")
    connection.execute("pragma query_only=on")
    return connection


def _open(path: Path, key: bytes, mode: str) -> Connection:
    try:
        opened = sqlcipher.connect(
            f"file:{quote(str(path.absolute()))}?mode={mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=WAIT,
        )
    except DatabaseError as error:
        raise named(error, path) from error
    connection = cast(Connection, opened)
    try:
        connection.execute("pragma cipher_log_level=none")  # a wrong key is told by us, not on stderr
        connection.execute(f"pragma key=\"x'{key.hex()}'\"")
        connection.execute("select count(*) from sqlite_master").fetchone()
    except DatabaseError as error:
        connection.close()
        raise named(error, path) from error
    return connection


def rows(connection: Connection, sql: str, values: Sequence[object] = ()) -> list[Row]:
    """What a query finds, as dicts."""
    cursor = connection.execute(sql, tuple(values))
    names = [each[0] for each in cursor.description]
    return [dict(zip(names, each, strict=True)) for each in cursor.fetchall()]


def of_the_disk(error: BaseException) -> bool:
    """Whether the file failed, and with it the whole transaction, rather than one statement."""
    return isinstance(error, DatabaseError) and _code(error) in OF_THE_DISK


def named(error: BaseException, path: Path) -> CaseworkError:
    """The same failure as the record's own error."""
    code = _code(error)
    if code == FULL or (code in (IO_ERROR, CANNOT_OPEN) and _no_room(path)):
        return RecordFull(path)
    if code == BUSY:
        return RecordBusy(path)
    if code == NOT_A_RECORD:
        return WrongKey(path)
    return RecordBroken(path, str(error))


def _code(error: BaseException) -> int:
    return int(getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


def _no_room(path: Path) -> bool:
    try:
        return room(path.parent) < LEAST_FREE
    except OSError:
        return False
