"""Visits to one person: those to come, those that come again, and what visitors wrote down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from admin import times
from admin.persons.line import Line, Teller
from admin.request_forms import Choice, parts_of_day
from casework.visits.visit import Report, Round, Visit


@dataclass(frozen=True)
class VisitSection:
    """What a worker sees of visits to somebody."""

    agreed: Sequence[Visit]
    reports: Sequence[Report]
    repeated: Sequence[Round]
    tell: Teller

    @property
    def tomorrow(self) -> str:
        """The day offered for a visit."""
        return (self.tell.today + timedelta(days=1)).isoformat()

    @property
    def parts(self) -> Sequence[Choice]:
        """Parts of the day, then a set time."""
        return parts_of_day(self.tell.words)

    @property
    def to_come(self) -> Sequence[Line]:
        """Visits to come, the next first."""
        return [
            Line(
                times.visit(each.when, self.tell.now, self.tell.words),
                " · ".join(part for part in (each.worker_name, each.purpose, each.number) if part),
                each.id,
                each.when < self.tell.now,
            )
            for each in reversed(self.agreed)
            if each.open
        ]

    @property
    def past(self) -> Sequence[Line]:
        """What visitors wrote down, and visits that the person did not want."""
        told = [
            (each.visited_at, Line(self._when(each.visited_at, f"visits.outcome.{each.outcome}"), self._report(each)))
            for each in self.reports
        ]
        told += [
            (each.when, Line(self._when(each.when, "visits.outcome.not_today"), each.words or ""))
            for each in self.agreed
            if each.ended == "not_today" and not any(report.outcome == "not_today" for report in self.reports)
        ]
        return [line for _, line in sorted(told, key=lambda each: each[0], reverse=True)]

    @property
    def rounds(self) -> Sequence[Line]:
        """Visits that come again and again."""
        return [
            Line(
                self.tell.words.say("visits.every", days=each.every, hour=each.hour),
                " · ".join(part for part in (each.worker_name, each.purpose) if part),
                each.id,
            )
            for each in self.repeated
        ]

    def _report(self, report: Report) -> str:
        said = f"“{report.said}”" if report.said else ""
        return " · ".join(each for each in (said, report.done, report.next, report.worker) if each)

    def _when(self, when: datetime, outcome: str) -> str:
        return f"{self.tell.moment(when)} · {self.tell.words.say(outcome)}"
