"""The whole file of a person, as it is read for workers; nothing is decided or written here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from casework.access import Reader
from casework.clock import as_time
from casework.persons.circumstances import Circumstance
from casework.persons.merging import Merge, merges_of
from casework.persons.opening import opened
from casework.persons.person import PERSONS, Person, person_of
from casework.persons.relations import Relation, relation_of
from casework.persons.similar import Hint, Known, hints


@dataclass(frozen=True)
class Asked:
    """One request of the person, as a line."""

    request: str
    number: str
    category: str
    status: str
    at: datetime


@dataclass(frozen=True)
class Spoken:
    """Something the person said with a request, which may be a goal in their own voice."""

    hash: str
    request: str
    number: str
    seconds: float
    at: datetime


@dataclass(frozen=True)
class PersonFile:
    """Everything that a worker may know about a person; plans and visits have rooms of their own."""

    person: Person
    circumstances: tuple[Circumstance, ...]
    relations: tuple[Relation, ...]
    with_them: tuple[Person, ...]
    """Who else lives in the household."""
    requests: tuple[Asked, ...]
    """Those that the reader may see, the newest first."""
    spoken: tuple[Spoken, ...]
    """Recordings of those requests, the newest first."""
    merges: tuple[Merge, ...]
    similar: tuple[Hint, ...]
    """Files that may be the same person."""


def person_file(database: Database, reader: Reader, person: str) -> PersonFile:
    """Raises NoSuchPerson, also for a file that is not for this reader's eyes."""
    own = opened(database, reader, person)
    found = person_of(next(iter(database.query(f"{PERSONS} where persons.id = ?", [own]))))
    held = "select * from {0} where person = ? and ended_at is null order by {1}"
    return PersonFile(
        person=found,
        circumstances=tuple(
            Circumstance(each["id"], each["kind"], each["since"], each["note"])
            for each in database.query(held.format("circumstances", "at, rowid"), [own])
        ),
        relations=tuple(
            relation_of(each) for each in database.query(held.format("relations", "place, at, rowid"), [own])
        ),
        with_them=tuple(each for each in _household(database, reader, found) if each.id != own),
        requests=_requests(database, reader, own),
        spoken=_spoken(database, reader, own),
        merges=merges_of(database, own),
        similar=similar_to(
            database, reader, Known(own, found.name, found.pinyin, found.born, found.phone, found.household_id)
        ),
    )


def similar_to(database: Database, reader: Reader, about: Known) -> tuple[Hint, ...]:
    """Files among those this reader may see that may be the same person."""
    sees = reader.sees_persons()
    asked = f"""select id, name, coalesce(pinyin, '') as pinyin, born, phone, household from persons
                where merged_into is null and {sees.sql}"""  # noqa: S608 - a Reader's clause
    return hints(about, (Known(**each) for each in database.query(asked, list(sees.values))))


def _household(database: Database, reader: Reader, person: Person) -> list[Person]:
    if person.household_id is None:
        return []
    sees = reader.sees_persons()
    asked = (
        f"{PERSONS} where persons.household = ? and persons.merged_into is null and {sees.sql} order by born, name"
    )
    return [person_of(each) for each in database.query(asked, [person.household_id, *sees.values])]


def _requests(database: Database, reader: Reader, person: str) -> tuple[Asked, ...]:
    sees = reader.sees_requests()
    asked = f"""select id, number, category, status, submitted_at from requests
                where person = ? and status <> 'draft' and {sees.sql} order by submitted_at desc"""  # noqa: S608 - a Reader's clause
    return tuple(
        Asked(each["id"], each["number"], each["category"], each["status"], as_time(each["submitted_at"]))
        for each in database.query(asked, [person, *sees.values])
    )


def _spoken(database: Database, reader: Reader, person: str) -> tuple[Spoken, ...]:
    sees = reader.sees_requests()
    asked = f"""select recordings.id, recordings.request, requests.number, recordings.seconds, recordings.at
                from recordings join requests on requests.id = recordings.request
                where requests.person = ? and requests.status <> 'draft' and recordings.kind = 'description'
                  and {sees.sql} order by recordings.at desc"""  # noqa: S608 - a Reader's clause
    return tuple(
        Spoken(each["id"], each["request"], each["number"], each["seconds"], as_time(each["at"]))
        for each in database.query(asked, [person, *sees.values])
    )
