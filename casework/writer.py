"""The one thread that writes: takes jobs from a queue and commits many at once; what a job does is its own affair."""

from __future__ import annotations

import queue
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread, current_thread
from typing import Any
from uuid import uuid4

from casework.chain.breaks import note_break
from casework.chain.chain import Chain
from casework.clock import Clock, written
from casework.connection import Connection, DatabaseError, named, of_the_disk
from casework.errors import RecordBusy, RecordClosed, RowRefused, WritingInsideWriting
from casework.history import STATION
from casework.writing import Entry, Guard, Writing

MOST_TOGETHER = 64
"""Jobs in one transaction; one fsync carries them all."""


@dataclass(frozen=True)
class Job:
    """One piece of work, and where its answer goes."""

    who: str
    why: str
    work: Callable[[Writing], Any]
    answer: Future[Any] = field(default_factory=Future)


class Writer:
    """Group commit: each job in a savepoint of its own, all in one BEGIN IMMEDIATE."""

    def __init__(
        self, connection: Connection, columns: Mapping[str, frozenset[str]], path: Path, clock: Clock, chain: Chain
    ) -> None:
        self._connection = connection
        self._columns = columns
        self._path = path
        self._clock = clock
        self._chain = chain
        self._guard = Guard()
        connection.create_function("the_store_writes", 0, self._guard)
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._door = Lock()
        self._closed = False
        self._thread = Thread(target=self._run, name="record-writer", daemon=True)
        self._thread.start()

    def take(self, job: Job) -> None:
        """Put a job in the queue. Raises RecordClosed, WritingInsideWriting."""
        if current_thread() is self._thread:
            raise WritingInsideWriting
        with self._door:
            if self._closed:
                raise RecordClosed(self._path)
            self._jobs.put(job)

    def close(self) -> None:
        """Write what is in the queue, then end."""
        with self._door:
            if not self._closed:
                self._closed = True
                self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        ending = False
        while not ending:
            together: list[Job] = []
            job = self._jobs.get()
            while job is not None:
                together.append(job)
                if len(together) == MOST_TOGETHER:
                    break
                try:
                    job = self._jobs.get_nowait()
                except queue.Empty:
                    break
            ending = job is None
            if together:
                self._write([each for each in together if each.answer.set_running_or_notify_cancel()])
        self._connection.close()

    def _write(self, together: list[Job]) -> None:
        """Answer every job: after the commit, or with its error. A failed transaction is tried again job by job."""
        try:
            results = self._transaction(together)
        except BaseException as error:  # noqa: BLE001 - whatever it is, somebody waits for an answer
            self._roll_back()
            failure = self._told(error)
            if len(together) > 1 and not isinstance(failure, RecordBusy):
                for job in together:
                    self._write([job])
                return
            for job in together:
                job.answer.set_exception(failure)
            return
        for job, (result, error_of_job) in zip(together, results, strict=True):
            if error_of_job is None:
                job.answer.set_result(result)
            else:
                job.answer.set_exception(error_of_job)

    def _transaction(self, together: list[Job]) -> list[tuple[Any, BaseException | None]]:
        self._connection.execute("begin immediate")
        broken = self._chain.broken(self._connection)
        if broken is not None:
            self._one(Job(STATION, broken.kind, lambda writing: note_break(writing, broken)))
        results = [self._one(job) for job in together]
        head = self._chain.last(self._connection)
        self._connection.execute("commit")
        self._chain.keep(head, another=broken is not None)
        return results

    def _roll_back(self) -> None:
        with suppress(DatabaseError):  # SQLite has done it already, or cannot; the next BEGIN tells
            if self._connection.in_transaction:
                self._connection.execute("rollback")

    def _one(self, job: Job) -> tuple[Any, BaseException | None]:
        """One job in its savepoint: its result, or its error with its changes undone. Raises when the disk failed."""
        entry = Entry(self._chain.station, job.who, job.why, written(self._clock()), str(uuid4()))
        self._connection.execute("savepoint job")
        try:
            result = job.work(Writing(self._connection, self._guard, self._columns, entry, self._chain))
        except BaseException as error:
            if of_the_disk(error) or not self._connection.in_transaction:
                raise
            self._connection.execute("rollback to job")
            self._connection.execute("release job")
            return None, self._told(error)
        self._connection.execute("release job")
        return result, None

    def _told(self, error: BaseException) -> BaseException:
        """The error as the caller should see it, with what SQLite said as its cause."""
        if not isinstance(error, DatabaseError):
            return error
        told = named(error, self._path) if of_the_disk(error) else RowRefused(str(error))
        told.__cause__ = error
        return told
