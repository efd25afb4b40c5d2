"""Finding entries in the tables, inside a write or outside; what they mean is decided in ``standing``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlite_utils import Database

from casework.access.reader import CHILD, CHILDS
from casework.connection import Row, rows
from casework.consents.entry import Consent, Subject, consent_of
from casework.consents.purposes import purpose as known_purpose
from casework.consents.standing import Standing, standing
from casework.errors import NoSuchRequest
from casework.persons.resolving import resolve

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
    return Subject(resolve(find, person) if person is not None else None, request)


def entries_of(find: Rows, subject: Subject) -> tuple[Consent, ...]:
    """Everything that this person, or this request's person, ever answered, the oldest first."""
    found = find(
        """select * from consents where person = ? or request = ?
             or request in (select id from requests where person = ? and status <> 'draft')
           order by at, rowid""",
        (subject.person, subject.request, subject.person),
    )
    return tuple(consent_of(each) for each in found)


def is_ward(find: Rows, subject: Subject) -> bool:
    """Whether somebody else has to agree as well: for a child, and for whoever else has a guardian."""
    if subject.request is not None:
        childs = CHILDS.format("requests")
        if find(f"select 1 from requests where id = ? and {childs}", (subject.request,)):  # noqa: S608 - ours
            return True
    guarded = "exists (select 1 from guardians where guardians.person = persons.id and guardians.ended_at is null)"
    child = CHILD.format("persons")
    asked = f"select 1 from persons where id = ? and ({guarded} or {child})"  # noqa: S608 - both are ours
    return subject.person is not None and bool(find(asked, (subject.person,)))


def standing_of(find: Rows, subject: Subject, purpose: str, to: str | None, now: datetime) -> Standing:
    """What the ledger says just now."""
    ward = known_purpose(purpose).guarded and is_ward(find, subject)
    return standing(entries_of(find, subject), subject, purpose, to, now, ward=ward)
