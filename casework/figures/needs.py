"""What people need: by reason, by month and by village; and what was asked for and not met."""

from __future__ import annotations

from collections.abc import Sequence

from casework.connection import Row
from casework.duties.duty import Ask
from casework.figures.figure import Figure, counted, months_between, named
from casework.figures.scope import Scope
from casework.settings import CATEGORIES
from casework.status import OPEN, REFERRED, REFUSED, UNANSWERED

NO_REASON = "other"
NO_VILLAGE = "nowhere"
LONG_OPEN_DAYS = 30
LONG_OPEN = "long_open"
UNMET = (REFUSED, REFERRED, UNANSWERED, LONG_OPEN)


def kinds(ask: Ask, scope: Scope) -> Figure:
    """How often each reason was asked for."""
    pairs = ((_reason(each), "asked") for each in asked(ask, scope))
    return counted("kinds", ("asked",), pairs, CATEGORIES)


def months(ask: Ask, scope: Scope) -> Figure:
    """The same month by month."""
    rows = asked(ask, scope)
    pairs = [(scope.month(each["submitted_at"]), _reason(each)) for each in rows]
    columns = (*CATEGORIES, *sorted({reason for _, reason in pairs} - set(CATEGORIES)))
    return counted("months", columns, pairs, months_between(month for month, _ in pairs))


def villages(ask: Ask, scope: Scope) -> Figure:
    """The same by village."""
    rows = asked(ask, scope)
    names = {each["village"]: each["village_name"] for each in rows if each["village"]}
    return named(counted("villages", ("asked",), ((each["village"] or NO_VILLAGE, "asked") for each in rows)), names)


def unmet(ask: Ask, scope: Scope) -> Figure:
    """What was not met, or is still open after thirty days, by reason."""
    pairs = []
    for each in asked(ask, scope):
        if each["status"] in UNMET:
            pairs.append((_reason(each), each["status"]))
        elif each["status"] in OPEN and scope.hours_since(each["submitted_at"]) > LONG_OPEN_DAYS * 24:
            pairs.append((_reason(each), LONG_OPEN))
    return counted("unmet", UNMET, pairs, CATEGORIES)


def asked(ask: Ask, scope: Scope) -> Sequence[Row]:
    """Every request of that time, as little of it as is counted."""
    seen, when = scope.requests(), scope.within("requests.submitted_at")
    return ask(
        f"""select requests.category, requests.submitted_at, requests.status, requests.village,
                   villages.name as village_name
            from requests left join villages on villages.id = requests.village
            where {seen.sql} and {when.sql}""",  # noqa: S608 - conditions of ours
        (*seen.values, *when.values),
    )


def _reason(row: Row) -> str:
    return row["category"] or NO_REASON
