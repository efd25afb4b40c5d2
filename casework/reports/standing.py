"""A report as somebody is about to act on it, seen from inside a write."""

from __future__ import annotations

from casework.access.acts import REPORT
from casework.access.permission import permitted
from casework.connection import Row
from casework.reports.errors import NoSuchReport, ReportOver
from casework.reports.sight import sees_reports
from casework.writing import Value, Writing


def seen(writing: Writing, report: str, worker: str) -> Row:
    """The row, when this worker sees it. Raises NoSuchReport, NotAllowed."""
    clause = sees_reports(permitted(writing, worker, REPORT))
    found = writing.rows(
        f"select * from duty_reports where id = ? and {clause.sql}",  # noqa: S608 - a Reader's clause
        (report, *clause.values),
    )
    if not found:
        raise NoSuchReport(report)
    return found[0]


def still_open(writing: Writing, report: str, worker: str) -> Row:
    """The same for one that has not ended. Raises ReportOver."""
    row = seen(writing, report, worker)
    if row["ended_at"] is not None:
        raise ReportOver
    return row


def signed(writing: Writing, step: str, worker: str) -> dict[str, Value]:
    """Whose name stands under a step, and when."""
    return {f"{step}_by": worker, f"{step}_at": writing.at}
