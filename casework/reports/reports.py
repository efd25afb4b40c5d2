"""Mandatory reports: begun by one, confirmed by a second, told to an authority, ended by two; each step one write."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from casework.access import Reader
from casework.access.acts import REPORT
from casework.access.permission import permitted
from casework.clock import Clock, as_time, written
from casework.errors import UnknownWord
from casework.reports import reading
from casework.reports.errors import (
    NobodyDoubts,
    NothingSeen,
    NotPassedOn,
    NotYetPassed,
    PassedOnAlready,
    ReasonMissing,
    SecondPersonNeeded,
    SecondUnfit,
)
from casework.reports.naming import Begun, Named, check_named, notify, put_name, second, subject
from casework.reports.report import LAWS, MADE, RECEIVERS, TELLINGS, UNFOUNDED, Report
from casework.reports.seconds import named_in, second_of
from casework.reports.standing import seen, signed, still_open
from casework.store import Store
from casework.writing import Value, Writing

BEGUN, CONFIRMED, PASSED_ON, ENDED = "report begun", "report confirmed", "report passed on", "report ended"
DOUBTED, KEPT_UP, NAMED, TOLD, READ = "report doubted", "report kept up", "report names", "report told", "report read"
A_MOMENT = timedelta(minutes=5)
"""By which clocks may differ."""


PASSERS = "select by_worker from report_passings where report = ?"
READ_LATELY = "select 1 from report_readings where report = ? and worker = ? and at > ?"
UNSEEN = "select id from report_notices where report = ? and worker = ? and seen_at is null"


class Reports:
    """The reports of this station. Everything raises NotAllowed, and NoSuchReport for what is not for these eyes."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def begin(self, worker: str, told: Begun, once: str | None = None) -> str:
        """Write one; its id. The same ``once`` again writes nothing.

        Raises UnknownWord, NothingSeen, NamesOneself, NameOfWorker, SecondUnfit, NoSuchRequest, NoSuchPerson.
        """
        if told.law not in LAWS:
            raise UnknownWord("law", told.law, LAWS)
        if not told.harmed.strip() or not told.seen.strip():
            raise NothingSeen

        def work(writing: Writing) -> str:
            if once and writing.row("duty_reports", once):
                return once
            permitted(writing, worker, REPORT)
            person, village = subject(writing, worker, told)
            for each in told.suspects:
                check_named(writing, each, worker)
            named = {each.worker for each in told.suspects if each.worker}
            fields: dict[str, Value] = {
                **({"id": once} if once else {}),
                "law": told.law,
                "harmed": told.harmed.strip(),
                "seen": told.seen.strip(),
                "village": village,
                "about_request": told.about_request,
                "about_person": person,
                "apart": int(told.apart),
                "writer": worker,
                "begun_at": writing.at,
                "second": second(writing, told.second, village, {worker, *named}),
            }
            report = writing.insert("duty_reports", fields)
            for each in told.suspects:
                put_name(writing, report, each, worker)
            notify(writing, report, fields["second"], "second")
            return report

        return self._store.write(worker, BEGUN, work)

    def confirm(self, report: str, worker: str) -> None:
        """A second person has read it and stands by it. Again does nothing. Raises SecondPersonNeeded, ReportOver."""

        def work(writing: Writing) -> None:
            row = still_open(writing, report, worker)
            if row["confirmed_by"]:
                return
            if row["writer"] == worker:
                raise SecondPersonNeeded
            writing.update("duty_reports", report, {"confirmed_by": worker, "confirmed_at": writing.at})

        self._store.write(worker, CONFIRMED, work)

    def pass_on(
        self,
        report: str,
        worker: str,
        receiver: str,
        passed_at: datetime,
        passed_on: str,
        receiver_name: str = "",
        reference: str = "",
        once: str | None = None,
    ) -> str:
        """An authority was told: which, when, under which number, and what exactly. It waits for nobody's word.

        Raises UnknownWord, ReasonMissing (what was told), NotYetPassed, ReportOver.
        """
        if receiver not in RECEIVERS:
            raise UnknownWord("receiver", receiver, RECEIVERS)
        if not passed_on.strip():
            raise ReasonMissing

        def work(writing: Writing) -> str:
            if once and writing.row("report_passings", once):
                return once
            still_open(writing, report, worker)
            if passed_at > as_time(writing.at) + A_MOMENT:
                raise NotYetPassed
            fields = {"report": report, "receiver": receiver, "receiver_name": receiver_name.strip() or None}
            fields |= {"reference": reference.strip() or None, "passed_at": written(passed_at)}
            fields |= {"passed_on": passed_on.strip(), "by_worker": worker, "at": writing.at}
            passing = writing.insert("report_passings", {**({"id": once} if once else {}), **fields})
            writing.update("duty_reports", report, {"doubted_by": None, "doubted_why": None, "doubted_at": None})
            return passing

        return self._store.write(worker, PASSED_ON, work)

    def end(self, report: str, worker: str, why: str = "") -> None:
        """It was made, says somebody else than who told the authority. Raises NotPassedOn, SecondPersonNeeded."""

        def work(writing: Writing) -> None:
            row = still_open(writing, report, worker)
            by = {each["by_worker"] for each in writing.rows(PASSERS, (report,))}
            if not by:
                raise NotPassedOn
            if by == {worker}:
                raise SecondPersonNeeded
            confirmed = {} if row["confirmed_by"] or row["writer"] == worker else signed(writing, "confirmed", worker)
            over = {"ended": MADE, "ended_by": worker, "ended_why": why.strip() or None, "ended_at": writing.at}
            writing.update("duty_reports", report, {**confirmed, **over})

        self._store.write(worker, ENDED, work)

    def doubt(self, report: str, worker: str, why: str) -> None:
        """One person holds it to be unfounded. Raises ReasonMissing, PassedOnAlready, ReportOver."""
        if not why.strip():
            raise ReasonMissing

        def work(writing: Writing) -> None:
            row = still_open(writing, report, worker)
            if writing.rows(PASSERS, (report,)):
                raise PassedOnAlready
            writing.update("duty_reports", report, {**signed(writing, "doubted", worker), "doubted_why": why.strip()})
            other = next((each for each in (row["writer"], row["second"]) if each and each != worker), None)
            notify(writing, report, other, "doubted")

        self._store.write(worker, DOUBTED, work)

    def agree(self, report: str, worker: str, why: str) -> None:
        """A second one agrees that it is unfounded. Raises NobodyDoubts, SecondPersonNeeded, ReasonMissing."""
        if not why.strip():
            raise ReasonMissing

        def work(writing: Writing) -> None:
            row = still_open(writing, report, worker)
            if row["doubted_by"] is None:
                raise NobodyDoubts
            if row["doubted_by"] == worker:
                raise SecondPersonNeeded
            over = {"ended": UNFOUNDED, "ended_by": worker, "ended_why": why.strip(), "ended_at": writing.at}
            writing.update("duty_reports", report, over)

        self._store.write(worker, ENDED, work)

    def disagree(self, report: str, worker: str) -> None:
        """It stands: the clock goes on. Raises NobodyDoubts, ReportOver."""

        def work(writing: Writing) -> None:
            if still_open(writing, report, worker)["doubted_by"] is None:
                raise NobodyDoubts
            writing.update("duty_reports", report, {"doubted_by": None, "doubted_why": None, "doubted_at": None})

        self._store.write(worker, KEPT_UP, work)

    def name(self, report: str, worker: str, suspect: Named) -> None:
        """One more suspect. A second person who is named is replaced; who wrote or acted cannot be: begin a new one.

        Raises NamesOneself, NameOfWorker, SecondUnfit, ReportOver.
        """

        def work(writing: Writing) -> None:
            row = still_open(writing, report, worker)
            check_named(writing, suspect, worker)
            if suspect.worker and suspect.worker in (row["writer"], row["confirmed_by"], row["doubted_by"]):
                raise SecondUnfit
            put_name(writing, report, suspect, worker)
            if suspect.worker and suspect.worker == row["second"]:
                but = {row["writer"], *named_in(writing.rows, report)}
                other = second_of(writing.rows, writing.at, row["village"], but)
                writing.update("duty_reports", report, {"second": other})
                notify(writing, report, other, "second")

        self._store.write(worker, NAMED, work)

    def tell(self, report: str, worker: str, how: str, why: str) -> None:
        """Whether the person was told what was passed on: told, later, unsafe; with a reason. Also when it has ended.

        Raises UnknownWord, ReasonMissing.
        """
        if how not in TELLINGS:
            raise UnknownWord("telling", how, TELLINGS)
        if not why.strip():
            raise ReasonMissing

        def work(writing: Writing) -> None:
            seen(writing, report, worker)
            writing.update(
                "duty_reports", report, {"told": how, **signed(writing, "told", worker), "told_why": why.strip()}
            )

        self._store.write(worker, TOLD, work)

    def read(self, report: str, reader: Reader) -> Report:
        """One, for its page: reading it is written down, and its notices wait no more."""
        with self._store.read() as database:
            reading.report(database, reader, report)

        def work(writing: Writing) -> None:
            seen(writing, report, reader.worker)
            hour = written(as_time(writing.at) - timedelta(hours=1))
            if not writing.rows(READ_LATELY, (report, reader.worker, hour)):
                writing.insert("report_readings", {"report": report, "worker": reader.worker, "at": writing.at})
            for each in writing.rows(UNSEEN, (report, reader.worker)):
                writing.update("report_notices", each["id"], {"seen_at": writing.at})

        self._store.write(reader.worker, READ, work)
        with self._store.read() as database:
            return reading.report(database, reader, report)

    def all(self, reader: Reader) -> Sequence[Report]:
        """Those that the reader sees, the open ones first."""
        with self._store.read() as database:
            return reading.reports(database, reader)

    def about(self, reader: Reader, request: str | None = None, person: str | None = None) -> Sequence[Report]:
        """Those about a request or a person."""
        only = "(duty_reports.about_request = ? or duty_reports.about_person = ?)"
        with self._store.read() as database:
            return reading.reports(database, reader, only, (request or "", person or ""))

    def waiting(self, reader: Reader) -> int:
        """How many ask this one for something now."""
        if not reader.may(REPORT):
            return 0
        with self._store.read() as database:
            return reading.waiting(database, reader)
