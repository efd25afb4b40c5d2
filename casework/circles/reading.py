"""Finding circles in the tables, inside a write or outside, and who may see one; nothing is written here."""

from __future__ import annotations

from datetime import date, time

from casework.access.reader import Reader
from casework.circles.circle import Circle, Kind, Member
from casework.circles.errors import NoSuchCircle
from casework.connection import Row
from casework.consents.reading import Rows

PEOPLE = """select circle_people.*, relations.person as near, near.name as near_name,
        coalesce(persons.name, workers.name, relations.name) as name
    from circle_people left join persons on persons.id = circle_people.person
    left join workers on workers.id = circle_people.worker
    left join relations on relations.id = circle_people.relation
    left join persons as near on near.id = relations.person
    where circle_people.circle = ? and circle_people.left_at is null
    order by circle_people.at, circle_people.rowid"""
KINDS: tuple[Kind, ...] = ("person", "worker", "relation")


def people_of(find: Rows, circle: str) -> tuple[Member, ...]:
    """Who belongs to it, the first to join first."""
    return tuple(_member(each) for each in find(PEOPLE, (circle,)))


def circle_of(find: Rows, row: Row) -> Circle:
    """A row of the table as an object."""
    home = find("select village from circle_homes where id = ?", (row["id"],))
    return Circle(
        id=row["id"],
        name=row["name"],
        organiser=row["organiser"],
        on_day=date.fromisoformat(row["on_day"]),
        starts=time.fromisoformat(row["starts"]),
        weekly=bool(row["weekly"]),
        people=people_of(find, row["id"]),
        home=home[0]["village"] if home else "",
    )


def found(find: Rows, circle: str, reader: Reader) -> Row:
    """One that goes on and is for this reader's eyes. Raises NoSuchCircle."""
    rows = find("select * from circles where id = ? and ended_at is null", (circle,))
    if not rows or not sees(find, reader, rows[0]):
        raise NoSuchCircle(circle)
    return rows[0]


def sees(find: Rows, reader: Reader, row: Row) -> bool:
    """Who organises it, colleagues who belong to it, and who may open the file of everybody in it."""
    if reader.station or reader.worker == row["organiser"]:
        return True
    people = find(PEOPLE, (row["id"],))
    if any(each["worker"] == reader.worker for each in people):
        return True
    files = {each["person"] or each["near"] for each in people} - {None}
    clause = reader.sees_persons()
    marks = ", ".join("?" * len(files))
    seen = find(f"select id from persons where id in ({marks}) and {clause.sql}", (*files, *clause.values))  # noqa: S608 - a Reader's clause
    return bool(files) and len(seen) == len(files)


def _member(row: Row) -> Member:
    kind = next(each for each in KINDS if row[each] is not None)
    return Member(row["id"], kind, row[kind], row["name"], row["near_name"] or "", row["near"] or "")
