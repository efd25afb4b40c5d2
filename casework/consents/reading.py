"""Finding entries in the tables, inside a write or outside; what they mean is decided in ``standing``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlite_utils import Database

from casework.connection import Row, rows
from casework.consents.entry import Consent, Subject, consent_of
from casework.consents.standing import Standing, standing
from casework.errors import NoSuchPerson, NoSuchRequest

Rows = Callable[[str, Sequence[object]], list[Row]]
"""What ``Writing.rows`` is: a query and its values → rows."""


def reading(database: Database) -> Rows:
    """The same for a database that is only read."""
    return lambda sql, values: rows(database.conn, sql, values)


def subject_of(find: Rows, person: str | None, request: str | None) -> Subject:
    """Whose consent it is: that of a request is its person's, once named. Raises NoSuchPerson, NoSuchRequest."""
    if request is not None:
        found = find("select person from requests where id = ?", (request,))
        if not found:
            raise NoSuchRequest(request)
        person = person or found[0]["person"]
    if person is not None and not find("select 1 from persons where id = ?", (person,)):
        raise NoSuchPerson(person)
    return Subject(person, request)


def entries_of(find: Rows, subject: Subject) -> tuple[Consent, ...]:
    """Everything that this person, or this request's person, ever answered, the oldest first."""
    found = find(
        """select * from consents where person = ? or request = ?
             or request in (select id from requests where person = ? and status <> 'draft')
           order by at, rowid""",
        (subject.person, subject.request, subject.person),
    )
    return tuple(consent_of(each) for each in found)


def is_ward(find: Rows, person: str | None) -> bool:
    """Whether somebody else has to agree as well: a child, or who else has a guardian."""
    if person is None:
        return False
    return bool(find("select 1 from guardians where person = ? and ended_at is null limit 1", (person,)))


def standing_of(find: Rows, subject: Subject, purpose: str, to: str | None, now: datetime) -> Standing:
    """What the ledger says just now."""
    ward = is_ward(find, subject.person)
    return standing(entries_of(find, subject), subject, purpose, to, now, ward=ward)
