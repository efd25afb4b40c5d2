"""Reading plans out of the tables; decides nothing and writes nothing."""

from __future__ import annotations

from datetime import date

from sqlite_utils import Database

from casework.access import Reader
from casework.clock import as_time, as_time_or_none
from casework.connection import Row
from casework.plans.plan import DueReview, Goal, Plan, Review, Step


def plans_of(database: Database, person: str) -> tuple[Plan, ...]:
    """Open ones first, then the newest."""
    found = list(
        database.query(
            """select plans.*, workers.name as worker_name from plans join workers on workers.id = plans.worker
               where person = ? order by ended is not null, plans.at desc, plans.rowid""",
            [person],
        )
    )
    return tuple(_plan(database, each) for each in found)


def due_reviews(database: Database, reader: Reader, today: date, worker: str | None) -> tuple[DueReview, ...]:
    """What has to be looked at, the longest waiting first."""
    sees = reader.sees_persons()
    found = database.query(
        f"""select plans.*, persons.name as person_name, workers.name as worker_name
            from plans join persons on persons.id = plans.person join workers on workers.id = plans.worker
            where plans.ended is null and plans.review_on <= ? and (? is null or plans.worker = ?) and {sees.sql}
            order by plans.review_on, persons.name, plans.id""",  # noqa: S608 - a Reader's clause
        [today.isoformat(), worker, worker, *sees.values],
    )
    return tuple(
        DueReview(
            *(each["id"], each["person"], each["person_name"], each["worker"], each["worker_name"]),
            date.fromisoformat(each["review_on"]),
        )
        for each in found
    )


def _plan(database: Database, row: Row) -> Plan:
    def parts(table: str) -> list[Row]:
        asked = f"select * from {table} where plan = ? order by at, rowid"  # noqa: S608 - from the two calls below
        return list(database.query(asked, [row["id"]]))

    reviews = database.query(
        """select reviews.*, workers.name as worker_name from reviews join workers on workers.id = reviews.worker
           where plan = ? order by reviews.at desc, reviews.rowid desc""",
        [row["id"]],
    )
    return Plan(
        **{each: row[each] for each in ("id", "person", "worker", "worker_name", "ended")},
        review_on=date.fromisoformat(row["review_on"]),
        at=as_time(row["at"]),
        ended_at=as_time_or_none(row["ended_at"]),
        goals=tuple(Goal(each["id"], each["words"], each["recording"], each["ended"]) for each in parts("goals")),
        steps=tuple(_step(each) for each in parts("plan_steps")),
        reviews=tuple(
            Review(
                *(date.fromisoformat(each["due_on"]), each["said"], each["decided"], each["worker_name"]),
                as_time(each["at"]),
            )
            for each in reviews
        ),
    )


def _step(row: Row) -> Step:
    return Step(
        **{each: row[each] for each in ("id", "goal", "what", "doer", "name")},
        until=date.fromisoformat(row["until"]) if row["until"] else None,
        done_at=as_time_or_none(row["done_at"]),
        dropped=row["dropped_at"] is not None,
    )
