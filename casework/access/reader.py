"""Somebody who reads the record: what this one may do, and the condition that every query about cases carries."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from casework.access.errors import NotAllowed
from casework.access.matrix import (
    BY_REQUEST,
    CHILDREN_IN_VILLAGE,
    FREE,
    IN_VILLAGE,
    MAY,
    OTHERS,
    OWN,
    Reach,
    reach_of,
)
from casework.access.roles import CHILDREN, VOLUNTEER, WORKER
from casework.connection import Row

CHILD = """({0}.child = 1 or coalesce({0}.born, 0) > cast(strftime('%Y', 'now') as integer) - 18
    or exists (select 1 from circumstances as life where life.person = {0}.id and life.ended_at is null
               and life.kind in ('left_behind_child', 'raised_by_grandparents', 'orphan')))"""
"""SQL: whether a person is a child, by a worker's word, the year of birth or what is written about their life."""
LEAVERS = (VOLUNTEER, WORKER, CHILDREN)
"""Roles that lose sight of a request when it is transferred out of their hands."""
CHILDS = (
    "({0}.child = 1 or exists (select 1 from persons as who where who.id = {0}.person and "  # noqa: S608
    + CHILD.format("who")
    + "))"
)
"""SQL: whether a request concerns a child."""


@dataclass(frozen=True)
class Clause:
    """A condition for a WHERE, in parentheses, and the values for its question marks in their order."""

    sql: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reader:
    """A worker as the record sees one who reads; made by ``reader_of``, or EVERYTHING."""

    worker: str
    """The worker's id."""
    name: str
    role: str
    villages: tuple[str, ...] | None = None
    """Ids of the villages this one cares for; None: every village."""
    categories: tuple[str, ...] | None = None
    """Categories this one cares for; None: all."""
    stands_in: bool = False
    """Whether this one also sees what colleagues in the same villages have in hand."""
    active: bool = True
    """Whether access has not been ended."""
    station: bool = False
    """The station itself, which is nobody and sees all; no worker ever gets this."""

    def may(self, act: str) -> bool:
        """Whether the role includes it; whose cases is told by the clauses."""
        return self.station or (self.active and act in MAY[self.role])

    def require(self, act: str) -> None:
        """Raises NotAllowed."""
        if not self.may(act):
            raise NotAllowed(self.name, self.role, act)

    def sees_requests(self, alias: str = "requests") -> Clause:
        """The condition on a table of requests that leaves only those this one may see."""
        return self._sees(alias, f"{alias}.worker")

    def sees_free_requests(self, alias: str = "requests") -> Clause:
        """The same as it would be if nobody had any of them in hand: what this one could have taken."""
        return self._sees(alias, "null")

    def sees_persons(self, alias: str = "persons") -> Clause:
        """The condition on a table of persons that leaves only those whose file this one may open."""
        if self.station:
            return Clause("(1)")
        if not self.active or self._reach.persons not in (IN_VILLAGE, CHILDREN_IN_VILLAGE, BY_REQUEST):
            return Clause("(0)")
        asked = self.sees_requests("asked")
        by_request = Clause(
            f"(exists (select 1 from requests as asked where asked.person = {alias}.id "  # noqa: S608 - an alias of ours
            f"and asked.status <> 'draft' and {asked.sql}))",
            asked.values,
        )
        apart = self._not_apart("is null and 0", f"in ({alias}.id)")
        if self._reach.persons == BY_REQUEST or (self.categories is not None and self._reach.persons == IN_VILLAGE):
            return both(by_request, apart)
        here = among(f"{alias}.village", self.villages)
        if self._reach.persons == CHILDREN_IN_VILLAGE:
            here = both(Clause(CHILD.format(alias)), here)
        return both(either(here, by_request), apart)

    def cares_for(self, village: str | None) -> bool:
        """Whether that village is this one's: how its houses are found, and where the way goes."""
        return self.station or (self.active and (self.villages is None or village in self.villages))

    def _sees(self, alias: str, holder: str) -> Clause:
        if self.station:
            return Clause("(1)")
        if not self.active:
            return Clause("(0)")
        childs = CHILDS.format(alias)
        reached = either(
            both(Clause(f"(not {childs})"), self._in_hands(self._reach.requests, alias, holder)),
            both(Clause(childs), self._in_hands(self._reach.children, alias, holder)),
        )
        return both(reached, self._not_apart(f"in ({alias}.id)", f"in ({alias}.person)"))

    @property
    def _reach(self) -> Reach:
        return reach_of(self.role, self.stands_in)

    def _in_hands(self, hands: frozenset[str], alias: str, holder: str) -> Clause:
        """In whose hands, where, and of which category; ``holder``: SQL for who has it."""
        own = Clause(f"({holder} = ? or {alias}.raised_to = ?)", (self.worker, self.worker))  # or told of its delay
        mine = own if OWN in hands else Clause("(0)")
        held = Clause("(0)")
        if FREE in hands:
            held = either(held, Clause(f"({holder} is null)"))
        if OTHERS in hands:
            held = either(held, Clause(f"({holder} is not null)"))
        scope = both(among(f"{alias}.village", self.villages), among(f"{alias}.category", self.categories))
        return either(mine, both(both(held, scope), self._not_left(alias)))

    def _not_apart(self, request: str, person: str) -> Clause:
        """Whoever is named in a mandatory report loses sight of whom and what it is about."""
        named = (
            "select 1 from report_suspects as mine join duty_reports as told on told.id = mine.report "  # noqa: S608
            "where mine.worker = ? and told.apart = 1 "
            f"and (told.about_request {request} or told.about_person {person})"
        )
        return Clause(f"(not exists ({named}))", (self.worker,))

    def _not_left(self, alias: str) -> Clause:
        """Whoever handed a request over for good sees it no more; supervisors see all of their villages."""
        if self.role not in LEAVERS:
            return Clause("(1)")
        left = f"select 1 from referrals where referrals.request = {alias}.id and referrals.left_by = ?"  # noqa: S608
        return Clause(f"(not exists ({left}))", (self.worker,))


EVERYTHING = Reader("station", "station", "supervisor", station=True)
"""The station itself: for its own processes, seeds and checks; never for a page."""


def reader_of(row: Row, now: str) -> Reader:
    """A row of the table ``workers`` as a reader; ``now`` as the tables keep times."""
    return Reader(
        worker=row["id"],
        name=row["name"],
        role=row["role"],
        villages=_list(row["villages"]),
        categories=_list(row["categories"]),
        stands_in=bool(row["stands_in"]),
        active=bool(row["active"]) and (row["ends_at"] is None or row["ends_at"] > now),
    )


def both(one: Clause, other: Clause) -> Clause:
    """One and the other."""
    return Clause(f"({one.sql} and {other.sql})", (*one.values, *other.values))


def either(one: Clause, other: Clause) -> Clause:
    """One or the other."""
    return Clause(f"({one.sql} or {other.sql})", (*one.values, *other.values))


def among(field: str, values: Sequence[str] | None) -> Clause:
    """The field holds one of the values; None: whatever it holds."""
    if values is None:
        return Clause("(1)")
    return Clause(f"({field} in ({', '.join('?' * len(values))}))", tuple(values))


def _list(told: str | None) -> tuple[str, ...] | None:
    return None if told is None else tuple(json.loads(told))
