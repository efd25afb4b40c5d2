"""Durable requests per second through the record, against bare SQLite with the same pragmas and no encryption."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlcipher3 import dbapi2

from benchmarks.table import Line
from casework.record import Record
from casework.settings import RecordSettings

SECONDS = 2.0
"""Length of one round."""
ROUNDS = 3
JOURNAL = "x" * 300
"""About what one entry of the journal weighs."""
TABLES = """
create table requests (id text primary key, status text, told text);
create table consents (id text primary key, request text);
create table journal (id integer primary key, at text, fields text);
"""


def measure() -> list[Line]:
    """One person at a time, and eight at once; bare writes the same rows, in two transactions, by plain SQL."""
    lines = []
    with TemporaryDirectory() as folder:
        for at_once in (1, 8):
            ours = bare = 0.0
            for turn in range(ROUNDS):
                ours += _ours(Path(folder) / f"ours{at_once}{turn}", at_once) / ROUNDS
                bare += _bare(Path(folder) / f"bare{at_once}{turn}", at_once) / ROUNDS
            what = f"requests kept per second, {at_once} at once"
            lines.append(Line(what, ours, "/s", bare, "the same rows by plain SQL"))
    return lines


def _ours(folder: Path, at_once: int) -> float:
    folder.mkdir()
    settings = RecordSettings(folder / "data" / "record.db", folder / "key", folder / "data" / "recordings")
    with Record.open(settings) as record:

        def ask() -> None:
            record.requests.submit(record.requests.draft("zh", "ill"))

        # Four-digit numbers are for the living: a round must stay below what can be alive.
        return _rate(lambda: ask, at_once, most=4000)


def _bare(folder: Path, at_once: int) -> float:
    folder.mkdir()
    path = folder / "bare.db"
    first = _connect(path)
    first.executescript(TABLES)

    def worker() -> Callable[[], None]:
        connection = _connect(path)

        def ask() -> None:
            request, journal = str(uuid.uuid4()), "insert into journal (at, fields) values ('now', ?)"
            connection.execute("begin immediate")
            connection.execute("insert into requests values (?, 'draft', 'ill zh')", (request,))
            connection.execute(journal, (JOURNAL,))
            connection.execute("commit")
            connection.execute("begin immediate")
            connection.execute("update requests set status = 'new', told = 'due, number' where id = ?", (request,))
            connection.execute("insert into consents values (?, ?)", (str(uuid.uuid4()), request))
            connection.executemany(journal, [(JOURNAL,), (JOURNAL,)])
            connection.execute("commit")

        return ask

    try:
        return _rate(worker, at_once, most=4000)
    finally:
        first.close()


def _connect(path: Path) -> dbapi2.Connection:
    connection = dbapi2.connect(str(path), isolation_level=None, timeout=30, check_same_thread=False)
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    return connection


def _rate(worker: Callable[[], Callable[[], None]], at_once: int, most: int) -> float:
    """How often per second the threads together get their work done; ``most`` in all."""
    done: list[int] = []
    end = time.monotonic() + SECONDS

    def run() -> None:
        ask, count = worker(), 0
        while time.monotonic() < end and count < most // at_once:
            ask()
            count += 1
        done.append(count)

    threads = [threading.Thread(target=run) for _ in range(at_once)]
    begun = time.monotonic()
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return sum(done) / (time.monotonic() - begun)
