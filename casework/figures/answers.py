"""How people were answered: how long they waited, what is overdue, what the person's word was, who has how much."""

from __future__ import annotations

from dataclasses import replace

from casework.clock import as_time
from casework.connection import Row
from casework.duties.duty import Ask
from casework.figures.figure import Figure, counted, middle_of, months_between, named, span_of
from casework.figures.scope import Scope, hours_between
from casework.queue import is_overdue

HOURS_TWO, DAY_ONE, DAYS_THREE, DAYS_SEVEN = ("hours_2", 2.0), ("day_1", 24.0), ("days_3", 72.0), ("days_7", 168.0)
WAITS = (HOURS_TWO, DAY_ONE, DAYS_THREE, DAYS_SEVEN)
LATE = (DAY_ONE, DAYS_THREE, DAYS_SEVEN)
LONGER, NOT_YET = "longer", "not_yet"
NOBODY = "nobody"
DUE = "coalesce(requests.next_at, requests.due_at)"


def waiting(ask: Ask, scope: Scope) -> Figure:
    """From asking until the first answer, visit set, or end; who took their own request back is not counted."""
    seen, when = scope.requests(), scope.within("requests.submitted_at")
    rows = ask(
        f"""select requests.submitted_at, min(
              coalesce((select min(at) from replies where replies.request = requests.id), '9'),
              coalesce((select min(at) from visits where visits.request = requests.id), '9'),
              coalesce(requests.done_at, '9'), coalesce(requests.ended_at, '9')) as answered
            from requests where {seen.sql} and {when.sql} and requests.status <> 'withdrawn'""",  # noqa: S608 - ours
        (*seen.values, *when.values),
    )
    hours = [hours_between(each["submitted_at"], each["answered"]) for each in rows if each["answered"] != "9"]
    lines = [span_of(each, WAITS, LONGER) for each in hours] + [NOT_YET] * (len(rows) - len(hours))
    order = (*(name for name, _ in WAITS), LONGER, NOT_YET)
    figure = counted("waiting", ("requests",), ((each, "requests") for each in lines), order)
    return replace(figure, middle=middle_of(hours))


def overdue(ask: Ask, scope: Scope) -> Figure:
    """What should have happened by now and has not, by how late it is; always as of now."""
    late = [
        scope.hours_since(each["due"])
        for each in _open(ask, scope)
        if is_overdue(each["status"], as_time(each["due"]), scope.now, errand=bool(each["errand"]))
    ]
    pairs = ((span_of(each, LATE, LONGER), "requests") for each in late)
    return counted("overdue", ("requests",), pairs, (*(name for name, _ in LATE), LONGER))


def caseloads(ask: Ask, scope: Scope) -> Figure:
    """What each worker has in hand now, and how much of it is late."""
    rows = _open(ask, scope)
    names = {each["worker"]: each["worker_name"] for each in rows if each["worker"]}
    pairs = []
    for each in rows:
        late = is_overdue(each["status"], as_time(each["due"]), scope.now, errand=bool(each["errand"]))
        pairs.append((each["worker"] or NOBODY, "late" if late else "in_time"))
    return named(counted("caseloads", ("in_time", "late"), pairs), names)


def words(ask: Ask, scope: Scope) -> Figure:
    """What people said when they were asked whether it was good: "not yet" opened the request again."""
    seen, when = scope.requests(), scope.within("words.at")
    rows = ask(
        f"""select words.at, words.answer from words join requests on requests.id = words.request
            where words.taken_back_at is null and {seen.sql} and {when.sql}""",  # noqa: S608 - conditions of ours
        (*seen.values, *when.values),
    )
    pairs = [(scope.month(each["at"]), "good" if each["answer"] == "good" else "reopened") for each in rows]
    return counted("words", ("good", "reopened"), pairs, months_between(month for month, _ in pairs))


def _open(ask: Ask, scope: Scope) -> list[Row]:
    """Everything that is not over, whenever it was asked."""
    seen = scope.requests()
    return ask(
        f"""select requests.status, requests.errand, requests.worker, {DUE} as due, workers.name as worker_name
            from requests left join workers on workers.id = requests.worker
            where {seen.sql} and requests.ended_at is null
              and requests.status in ('new', 'taken', 'planned', 'done')""",  # noqa: S608 - conditions of ours
        seen.values,
    )
