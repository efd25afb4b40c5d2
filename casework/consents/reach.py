"""Whether a worker may ask, write down or go against the consent of just this person or request."""

from __future__ import annotations

from casework.access import Reader, acts, permitted_on_request
from casework.access.permission import permitted
from casework.access.reader import Clause, either
from casework.consents.entry import Subject
from casework.persons.whose import whose
from casework.writing import Writing


def may_ask(writing: Writing, worker: str, subject: Subject, act: str = acts.ASK_CONSENT) -> Reader:
    """The worker as a reader, when the subject is within reach.

    Raises NoSuchWorker, NotAllowed, and NoSuchPerson or NoSuchRequest also for what is not for these eyes.
    """
    if subject.request is not None:
        permitted_on_request(writing, worker, act, subject.request)
    elif subject.person is not None:
        whose(writing, worker, act, subject.person)
    return permitted(writing, worker, act)


def sees(reader: Reader, table: str) -> Clause:
    """The condition on asks, overrides or consents that leaves only what is about somebody this one may see."""
    persons, requests = reader.sees_persons("p"), reader.sees_requests("r")
    by_person = Clause(
        f"({table}.request is null and exists (select 1 from persons as p where p.id = {table}.person "  # noqa: S608
        f"and {persons.sql}))",
        persons.values,
    )
    by_request = Clause(
        f"(exists (select 1 from requests as r where r.id = {table}.request and r.status <> 'draft' "  # noqa: S608
        f"and {requests.sql}))",
        requests.values,
    )
    return either(by_person, by_request)
