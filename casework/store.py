"""The encrypted file: one way to write, many ways to read; what the rows mean is decided elsewhere in this folder."""

from __future__ import annotations

import fcntl
import hmac
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlite_utils import Database

from casework.chain.chain import Chain
from casework.chain.sealing import seal_all
from casework.clock import Clock, utc_now
from casework.connection import DatabaseError, named, open_to_read, open_to_write
from casework.disk import disk_error, sync_folder
from casework.errors import RecordClosed
from casework.migrations import columns_of, migrate
from casework.writer import Job, Writer
from casework.writing import Writing

T = TypeVar("T")


class Store:
    """The record's file, opened by this process; several processes may have it open at once."""

    def __init__(
        self,
        path: Path,
        key: bytes,
        station: str = "village-1",
        clock: Clock = utc_now,
        chain: Chain | None = None,
    ) -> None:
        """Open the file, made and brought up to date when needed. Raises WrongKey, RecordFull, RecordBroken.

        Without a ``chain`` the journal is sealed with a key made from ``key``, and no head is kept outside.
        """
        self.chain = chain or Chain(station, hmac.digest(key, b"chain of the journal", "sha256"))
        self.path = path
        self.station = station
        self._key = key
        self._mine = threading.local()
        self._readers: list[Database] = []
        self._door = threading.Lock()
        self._closed = False
        with _alone(path):
            connection = open_to_write(path, key)
            try:
                database = Database(connection)
                old = migrate(database, lambda migrated: seal_all(migrated, self.chain))
            except DatabaseError as error:
                connection.close()
                raise named(error, path) from error
            path.chmod(0o600)
            sync_folder(path.parent)
            if old:
                self.chain.keep(self.chain.last(connection), another=False)
            self._writer = Writer(connection, columns_of(database), path, clock, self.chain)

    def write(self, who: str, why: str, work: Callable[[Writing], T]) -> T:
        """Do ``work`` in one transaction and return its result once it is on the disk.

        ``who`` is a worker's id or "kiosk"; ``why`` a word of ``history``. When it raises, nothing of it is kept.
        ``work`` may run twice when a transaction shared with others fails, so it must only use what it is given.
        Raises RecordFull, RecordBroken, RecordBusy, RecordClosed, RowRefused, and whatever ``work`` raises.
        """
        return self.write_later(who, why, work).result()

    def write_later(self, who: str, why: str, work: Callable[[Writing], T]) -> Future[T]:
        """The same without waiting; nothing may be told to anybody before the future has its result."""
        job = Job(who, why, work)
        self._writer.take(job)
        return job.answer

    def settle(self) -> None:
        """Wait until everything that this process asked to write before is on the disk or has failed."""
        self.write_later("station", "settled", lambda _: None).result()

    @contextmanager
    def read(self) -> Iterator[Database]:
        """Lend this thread's own connection, read-only, showing one moment of the record during the block.

        Raises RecordClosed, RecordFull, RecordBroken.
        """
        database = self._reader()
        if database.conn.in_transaction:  # a read inside a read shows the same moment
            yield database
            return
        try:
            database.conn.execute("begin")
            yield database
        except DatabaseError as error:
            raise named(error, self.path) from error
        finally:
            if database.conn.in_transaction:
                database.conn.execute("rollback")

    @contextmanager
    def read_afresh(self) -> Iterator[Database]:
        """The same over a connection of its own, for looking for damage. Raises as ``read``.

        One that has searched before takes what another process added to the full-text index for damage.
        """
        if self._closed:
            raise RecordClosed(self.path)
        database = Database(open_to_read(self.path, self._key))
        try:
            database.conn.execute("begin")
            yield database
        except DatabaseError as error:
            raise named(error, self.path) from error
        finally:
            database.conn.close()

    def close(self) -> None:
        """Write what waits, then let go of the file. Idempotent."""
        with self._door:
            self._closed = True
            readers, self._readers = self._readers, []
        self._writer.close()
        for each in readers:
            each.conn.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _reader(self) -> Database:
        if self._closed:
            raise RecordClosed(self.path)
        found: Database | None = getattr(self._mine, "database", None)
        if found is None:
            found = Database(open_to_read(self.path, self._key))
            with self._door:
                self._readers.append(found)
            self._mine.database = found
        return found


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """One process at a time makes the file and its tables (SQLite's own waiting does not cover a change to WAL)."""
    handle: Any = None
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path.with_name(path.name + ".opening"), os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(handle, fcntl.LOCK_EX)
    except OSError as error:
        if handle is not None:
            os.close(handle)
        raise disk_error(error, path) from error
    try:
        yield
    finally:
        os.close(handle)
