"""Signals about the service, never a person: who begins, what is done without consent, contact without change."""

from __future__ import annotations

from casework.clock import written
from casework.connection import Row
from casework.consents.purposes import PURPOSES
from casework.duties.duty import Ask
from casework.figures.figure import Figure, counted, months_between
from casework.figures.scope import Scope

PERSON, WORKER = "person", "worker"
CONTACTS = (("one_two", 2.0), ("three_five", 5.0))
MANY = "six_more"


def contact(ask: Ask, scope: Scope) -> Figure:
    """Who begins: a request or call by the person; a visit that nobody asked for, or a call, by a worker."""
    asked, person = scope.requests(), scope.persons("who")
    spans = [scope.within(each) for each in ("requests.submitted_at", "visits.at", "calls.began_at")]
    rows = ask(
        f"""select requests.submitted_at as at, 'person' as begun from requests where {asked.sql} and {spans[0].sql}
            union all select visits.at, 'worker' from visits join persons as who on who.id = visits.person
              where visits.request is null and {person.sql} and {spans[1].sql}
            union all select calls.began_at, case calls.kind when 'worker' then 'worker' else 'person' end
              from calls join persons as who on who.id = calls.person
              where calls.kind <> 'circle' and {person.sql} and {spans[2].sql}""",  # noqa: S608 - conditions of ours
        (
            *(*asked.values, *spans[0].values),
            *(*person.values, *spans[1].values),
            *(*person.values, *spans[2].values),
        ),
    )
    pairs = [(scope.month(each["at"]), each["begun"]) for each in rows]
    return counted("contact", (PERSON, WORKER), pairs, months_between(month for month, _ in pairs))


def overrides(ask: Ask, scope: Scope) -> Figure:
    """When somebody wished to act without consent: what for, and what the second person said."""
    asked, person, when = scope.requests(), scope.persons("who"), scope.within("overrides.at")
    rows = ask(
        f"""select overrides.purpose, overrides.agreed, overrides.decided_at, overrides.objected_at, overrides.until
            from overrides left join requests on requests.id = overrides.request
            left join persons as who on who.id = overrides.person
            where (case when overrides.request is null then {person.sql} else {asked.sql} end)
              and {when.sql}""",  # noqa: S608 - conditions of ours
        (*person.values, *asked.values, *when.values),
    )
    now = written(scope.now)
    order = tuple(each.key for each in PURPOSES if any(row["purpose"] == each.key for row in rows))
    return counted("overrides", OUTCOMES, ((each["purpose"], _outcome(each, now)) for each in rows), order)


OUTCOMES = ("agreed", "objected", "refused", "lapsed", "waits")
"""By the second person; ``objected``: agreed, and the person said afterwards that it was not right."""


def _outcome(row: Row, now: str) -> str:
    if row["decided_at"] is None:
        return "lapsed" if str(row["until"]) < now else "waits"
    if not row["agreed"]:
        return "refused"
    return "objected" if row["objected_at"] else "agreed"


def unchanged(ask: Ask, scope: Scope) -> Figure:
    """How often people were met or answered, and whether anything changed: a request closed, a goal, a step done."""
    person = scope.persons("who")
    since = written(scope.since) if scope.since else ""
    rows = ask(
        f"""select who.id,
              (select count(*) from reports where reports.person = who.id and outcome = 'met' and at >= ?)
              + (select count(*) from replies join requests on requests.id = replies.request
                 where requests.person = who.id and replies.at >= ?) as contacts,
              exists (select 1 from requests where requests.person = who.id and status = 'closed' and ended_at >= ?)
              or exists (select 1 from plans left join goals on goals.plan = plans.id
                         left join plan_steps on plan_steps.plan = plans.id
                         where plans.person = who.id and ((goals.ended = 'reached' and goals.ended_at >= ?)
                                                          or plan_steps.done_at >= ?)) as changed
            from persons as who where who.merged_into is null and {person.sql}""",  # noqa: S608 - conditions of ours
        (since, since, since, since, since, *person.values),
    )
    pairs = (
        (_many(each["contacts"]), "changed" if each["changed"] else "same") for each in rows if each["contacts"] > 0
    )
    return counted("unchanged", ("changed", "same"), pairs, (*(name for name, _ in CONTACTS), MANY))


def _many(contacts: int) -> str:
    return next((name for name, most in CONTACTS if contacts <= most), MANY)
