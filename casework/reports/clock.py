"""The clock of a mandatory report: the law says at once, so nobody can set it longer; pure times and the duty."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from casework.clock import as_time
from casework.connection import Row
from casework.duties.duty import Ask, Duty, Firing
from casework.reports.seconds import county, named_in, supervisors
from casework.writing import Writing

REMINDED = "report reminded"
THE_TWO, SUPERVISOR, EVERYBODY = "two", "supervisor", "county"
STEPS = ((THE_TWO, timedelta(minutes=30)), (SUPERVISOR, timedelta(hours=1)), (EVERYBODY, timedelta(hours=2)))
"""After beginning, while no authority knows: who is told, and when."""
END_STEPS = ((THE_TWO, timedelta(days=1)), (SUPERVISOR, timedelta(days=2)), (EVERYBODY, timedelta(days=3)))
"""After it was told, while the second person has not ended it."""
AGAIN = timedelta(days=1)
"""From the last step on everybody is told again, once a day."""
MAKE_BY = STEPS[0][1]
"""Until when it should have been made, from beginning."""
NOT_MADE, NOT_ENDED = "not_made", "not_ended"

OPEN = """
    select duty_reports.*, (select max(at) from report_passings where report = duty_reports.id) as passed
    from duty_reports where ended_at is null order by begun_at, id
"""


def reminding() -> Duty:
    """The rule."""
    return Duty("report", REMINDED, _open, due_steps, _tell)


def due_steps(rows: Iterable[Row], now: datetime) -> Iterable[Firing]:
    """Every step that is due by now, each under its own key."""
    for each in rows:
        why, begin = (NOT_ENDED, as_time(each["passed"])) if each["passed"] else (NOT_MADE, as_time(each["begun_at"]))
        steps = list(END_STEPS if each["passed"] else STEPS)
        last = begin + steps[-1][1]
        days = max(0, (now - last) // AGAIN)
        steps += [(EVERYBODY, last + AGAIN * days - begin)] if days else []
        for place, (whom, after) in enumerate(steps):
            again = f":{days}" if place == len(STEPS) else ""
            if begin + after <= now:
                key = f"report:{each['id']}:{why}:{each['passed'] or ''}:{whom}{again}"
                row = {**each, "whom": whom, "why": why}
                yield Firing(key, begin + after, None, "duty_reports", each["id"], row)


def _open(ask: Ask, now: datetime) -> list[Row]:  # noqa: ARG001 - as every duty looks
    return ask(OPEN, ())


def _tell(writing: Writing, firing: Firing) -> None:
    """Whoever is named is told nothing; with no supervisor left it goes to the county at once."""
    row, ask = firing.row, writing.rows
    named = named_in(ask, row["id"])
    two = [each for each in (row["writer"], row["confirmed_by"] or row["second"]) if each and each not in named]
    chiefs, above = (each(ask, writing.at, row["village"], named) for each in (supervisors, county))
    told = {THE_TWO: two, SUPERVISOR: chiefs or above, EVERYBODY: [*chiefs, *above] or two}[row["whom"]]
    for worker in dict.fromkeys(told):
        writing.insert("report_notices", {"report": row["id"], "worker": worker, "why": row["why"], "at": writing.at})
