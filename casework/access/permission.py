"""Whether a worker may do this, asked inside the transaction that does it: the role that counts is the one of now."""

from __future__ import annotations

from casework.access.reader import Reader, reader_of
from casework.connection import Row
from casework.errors import NoSuchPerson, NoSuchRequest, NoSuchWorker
from casework.writing import Writing


def permitted(writing: Writing, worker: str, act: str) -> Reader:
    """The worker as a reader, when the role includes the act. Raises NoSuchWorker, NotAllowed."""
    row = writing.row("workers", worker)
    if row is None:
        raise NoSuchWorker(worker)
    reader = reader_of(row, writing.at)
    reader.require(act)
    return reader


def permitted_on_request(writing: Writing, worker: str, act: str, request: str) -> Row:
    """The row of a sent request that this worker sees and may do this with.

    Raises NoSuchWorker, NotAllowed, and NoSuchRequest also for one that is there and not for this worker's eyes.
    """
    clause = permitted(writing, worker, act).sees_requests()
    found = writing.rows(
        f"select * from requests where id = ? and status <> 'draft' and {clause.sql}",  # noqa: S608 - a Reader's clause
        (request, *clause.values),
    )
    if not found:
        raise NoSuchRequest(request)
    return found[0]


def permitted_on_person(writing: Writing, worker: str, act: str, person: str) -> Row:
    """The row of a person whose file this worker opens and may do this with.

    Raises NoSuchWorker, NotAllowed, and NoSuchPerson also for one who is there and not for this worker's eyes.
    """
    clause = permitted(writing, worker, act).sees_persons()
    found = writing.rows(
        f"select * from persons where id = ? and {clause.sql}",  # noqa: S608 - a Reader's clause
        (person, *clause.values),
    )
    if not found:
        raise NoSuchPerson(person)
    return found[0]
