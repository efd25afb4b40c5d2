"""Circles as the pages print them: names, times, who may be added; nothing is changed here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from admin import context, times
from calls.errors import CallError
from casework.circles.circle import Circle, Member
from casework.persons.finding import Sought

FOUND = 8
"""Persons offered to be added at a time."""


@dataclass(frozen=True)
class CircleLine:
    """One circle in the list."""

    id: str
    name: str
    when: str
    people: int
    going: str
    """How many are inside; empty while it does not meet."""
    home: str
    """The village in which it is led; empty where that is here."""


@dataclass(frozen=True)
class Row:
    """Somebody who belongs to it, or may be added."""

    id: str
    name: str
    kind: str
    """As the record calls it."""
    about: str
    link: str = ""
    """Where a relative's link is made."""


@dataclass(frozen=True)
class Fresh:
    """A village's link that was made just now; it is told on this page and never again."""

    village: str
    link: str


@dataclass(frozen=True)
class CirclePage:
    """Everything that the template of one circle prints."""

    id: str
    name: str
    when: str
    day: str
    starts: str
    weekly: bool
    going: str
    people: Sequence[Row]
    find: str
    found: Sequence[Row]
    colleagues: Sequence[Row]
    works: bool
    """Whether calls work for who is signed in, and the circle is led here."""
    home: str
    """The village in which it is led; empty where that is here."""
    neighbours: Sequence[Row]
    """Other villages whose touchscreen may come in."""
    fresh: Fresh | None
    reached: bool
    """Whether other villages find this station at all."""


def lines(found: Sequence[Circle]) -> list[CircleLine]:
    """The list."""
    going = _going([each.id for each in found])
    return [
        CircleLine(each.id, each.name, _when(each), len(each.people), going.get(each.id, ""), each.home)
        for each in found
    ]


def page(circle: Circle, find: str, fresh: Fresh | None = None) -> CirclePage:
    """One circle, with whom ``find`` finds."""
    say, neighbours = context.words().say, context.record().circles.neighbours.of(circle.id)
    inside = {(each.kind, each.who) for each in circle.people}
    found = [each for each in _found(find) if (each.kind, each.id) not in inside]
    if circle.home:  # at the other village's circle this one is its touchscreen
        found = [each for each in found if each.kind == "person"]
    workers = [each for each in context.record().workers.all() if each.active and ("worker", each.id) not in inside]
    return CirclePage(
        id=circle.id,
        name=circle.name,
        when=_when(circle),
        day=circle.on_day.isoformat(),
        starts=circle.starts.isoformat("minutes"),
        weekly=circle.weekly,
        going=_going([circle.id]).get(circle.id, ""),
        people=[_member(each) for each in circle.people],
        find=find,
        found=found,
        colleagues=[] if circle.home else [Row(each.id, each.name, "worker", "") for each in workers],
        works=context.rings_here() and not circle.home,
        home=circle.home,
        neighbours=[
            Row(each.id, each.village, "neighbour", say("circles.came") if each.came_at else say("circles.not_came"))
            for each in neighbours
        ],
        fresh=fresh,
        reached=bool(context.seat().phones()),
    )


def _going(circles: list[str]) -> dict[str, str]:
    try:
        found = context.line().ask("gathered", circles=circles) if circles else {}
    except CallError:
        return {}
    return {key: context.words().say("circles.inside", n=len(inside)) for key, inside in found.items()}


def _when(circle: Circle) -> str:
    words, now = context.words(), context.now()
    begins = circle.next(now)
    if begins is None:
        return words.say("circles.past")
    return words.say("circles.next", when=times.moment(begins, now, words))


def _member(member: Member) -> Row:
    say = context.words().say
    if member.kind != "relation":
        about = say("circles.person") if member.kind == "person" else say("circles.worker")
        return Row(member.id, member.name, member.kind, about)
    link = url_for("links.links", person_id=member.near_id) if member.near_id else ""
    return Row(member.id, member.name, member.kind, say("circles.relation", name=member.near), link)


def _found(find: str) -> list[Row]:
    if not find:
        return []
    record, reader, say = context.record(), context.reader(), context.words().say
    rows = []
    for each in record.people.find(reader, Sought(find))[:FOUND]:
        rows.append(Row(each.id, each.name, "person", each.household or each.village or ""))
        near = record.people.relations.to_call(each.id)
        rows += [Row(one.id, one.name, "relation", say("circles.relation", name=each.name)) for one in near]
    return rows
