"""Reading visits out of the tables; decides nothing and writes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database

from casework.access import Reader
from casework.access.reader import either
from casework.clock import as_time
from casework.connection import Row
from casework.visits.visit import Place, Report, Round, Visit

VISITS = """
    select visits.*, coalesce(visits.person, requests.person) as whose, requests.number, requests.category,
           workers.name as worker_name, persons.name as person_name, persons.phone, persons.reach,
           households.name as household_name, households.route as house_route, households.lane,
           villages.name as village_name, villages.route as village_route
    from visits join workers on workers.id = visits.worker
    left join requests on requests.id = visits.request
    left join persons on persons.id = coalesce(visits.person, requests.person)
    left join households on households.id = persons.household
    left join villages on villages.id = coalesce(persons.village, requests.village)
    where {0} order by {1}"""


def visits(
    database: Database, reader: Reader, where: str, values: Sequence[object], order: str = "planned_for, visits.id"
) -> list[Visit]:
    """Those that fit and concern a person or a request that this reader may see."""
    sees = either(reader.sees_persons(), reader.sees_requests())
    asked = VISITS.format(f"({where}) and {sees.sql}", order)
    return [_visit(each) for each in database.query(asked, [*values, *sees.values])]


def ends_of(database: Database, person: str) -> list[str | None]:
    """How the visits to a person ended that took place or were refused, the newest first."""
    found = database.query(
        """select visits.ended from visits left join requests on requests.id = visits.request
           where coalesce(visits.person, requests.person) = ? and visits.ended in ('done', 'not_today')
           order by visits.ended_at desc, visits.rowid desc limit 10""",
        [person],
    )
    return [each["ended"] for each in found]


def reports_of(database: Database, person: str) -> tuple[Report, ...]:
    """What visitors wrote down about a person, the newest first."""
    found = database.query(
        """select reports.*, workers.name as worker_name from reports join workers on workers.id = reports.worker
           where person = ? order by visited_at desc, reports.rowid desc""",
        [person],
    )
    return tuple(
        Report(
            **{name: each[name] for name in ("id", "outcome", "said", "done", "next")},
            worker=each["worker_name"],
            visited_at=as_time(each["visited_at"]),
        )
        for each in found
    )


def rounds_of(database: Database, person: str) -> tuple[Round, ...]:
    """The rounds that a person is visited in."""
    found = database.query(
        """select rounds.*, workers.name as worker_name from rounds join workers on workers.id = rounds.worker
           where person = ? and ended_at is null order by rounds.at, rounds.rowid""",
        [person],
    )
    told = ("id", "person", "worker", "worker_name", "every", "hour", "purpose")
    return tuple(Round(**{name: each[name] for name in told}) for each in found)


def _visit(row: Row) -> Visit:
    told = ("id", "worker", "worker_name", "person_name", "request", "number", "category", "purpose")
    more = ("phone", "reach", "ended", "words", "round", "moved_to")
    return Visit(
        when=as_time(row["planned_for"]),
        person=row["whose"],
        place=Place(
            *(row["village_name"], row["village_route"] or 0, row["household_name"]),
            *(row["house_route"] or 0, row["lane"] or ""),
        ),
        **{each: row[each] for each in (*told, *more)},
    )
