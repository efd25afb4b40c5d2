"""Planning, moving, refusing and reporting visits; in which order they are walked is in ``visit``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from casework.access import Reader, acts, permitted_on_request
from casework.clock import Clock, as_time, written
from casework.connection import Row
from casework.errors import AlreadyEnded, UnknownWord
from casework.history import (
    KIOSK,
    TAKEN_BACK,
    VISIT_CALLED_OFF,
    VISIT_MOVED,
    VISIT_PLANNED,
    VISIT_REFUSED,
    VISIT_REPORTED,
)
from casework.persons.opening import opened
from casework.persons.whose import OURSELVES, whose
from casework.settings import RecordSettings
from casework.store import Store
from casework.takebacks.sending import note_sent, note_taken_back
from casework.tidings.kinds import REMINDER
from casework.tidings.tidings import take_off
from casework.visits.errors import BadRound, NoSuchRound, NoSuchVisit, VisitOver
from casework.visits.reading import ends_of, reports_of, rounds_of, visits
from casework.visits.visit import (
    CALLED_OFF,
    DONE,
    MET,
    MOVED,
    NOT_TODAY,
    OUTCOMES,
    TALK_AFTER,
    Report,
    Round,
    Visit,
    again,
    next_of_round,
    on_the_way,
    refusals,
)
from casework.writing import Value, Writing


@dataclass(frozen=True)
class Form:
    """A visit form as it was filled in."""

    id: str
    """Made where it was filled in; the same one again is the same visit."""
    person: str
    visit: str | None
    """The planned visit, if it was planned."""
    outcome: str
    """met, not_today, not_there."""
    visited_at: datetime
    said: str = ""
    """The person's own words."""
    done: str = ""
    next: str = ""
    steps: tuple[str, ...] = ()
    """Ids of agreed steps that are done."""
    again_on: date | None = None
    """The day on which the person would rather be visited."""


class Visits:
    """The visits of this station."""

    def __init__(self, store: Store, settings: RecordSettings, clock: Clock) -> None:
        self._store = store
        self._zone = settings.zone
        self._clock = clock

    def plan(
        self,
        person: str,
        worker: str,
        when: datetime,
        purpose: str = "",
        once: str | None = None,
        by: str | None = None,
    ) -> str:
        """Somebody will come then; its id. ``by``: who plans it, if another. Raises NoSuchPerson, NaiveTime."""
        then = written(when)

        def work(writing: Writing) -> str:
            if once and writing.row("visits", once):
                return once
            own = whose(writing, by or worker, acts.PLAN, person)
            told: dict[str, Value] = {"person": own, "worker": worker, "planned_for": then}
            named: dict[str, Value] = {"id": once} if once else {}
            return writing.insert("visits", {**named, **told, "purpose": purpose.strip() or None, "at": writing.at})

        return self._store.write(by or worker, VISIT_PLANNED, work)

    def move(self, visit: str, who: str, when: datetime, why: str = "", worker: str | None = None) -> str:
        """Another day, hour or worker; the id of the new one. Raises NoSuchVisit, VisitOver, NaiveTime."""
        then = written(when)

        def work(writing: Writing) -> str:
            row = _open(writing, visit, who)
            return _again(writing, row, MOVED, then, why, worker)

        return self._store.write(who, VISIT_MOVED, work)

    def call_off(self, visit: str, who: str, why: str = "") -> None:
        """Nobody will come. Raises NoSuchVisit, VisitOver."""

        def work(writing: Writing) -> None:
            _end(writing, _open(writing, visit, who), CALLED_OFF, why)

        self._store.write(who, VISIT_CALLED_OFF, work)

    def not_today(
        self, visit: str, who: str, words: str = "", wanted: date | None = None, session: str | None = None
    ) -> str:
        """The person would rather not be visited then: it is moved, and counted against nobody. The new one's id.

        ``who`` may be the kiosk: the person said so there, in that ``session``, and may take it back for a while.
        Raises NoSuchVisit, VisitOver.
        """

        def work(writing: Writing) -> str:
            row = _open(writing, visit, who)
            if who == KIOSK:
                note_sent(writing, NOT_TODAY, visit, row["person"], session)
            return self._refused(writing, row, NOT_TODAY, words, wanted)

        return self._store.write(who, VISIT_REFUSED, work)

    def come_after_all(self, visit: str) -> None:
        """The person takes "not today" back: it is as it was. Raises NoSuchVisit, AlreadyEnded."""

        def work(writing: Writing) -> None:
            self.as_it_was(writing, visit)
            note_taken_back(writing, NOT_TODAY, visit)

        self._store.write(KIOSK, TAKEN_BACK, work)

    def as_it_was(self, writing: Writing, visit: str) -> None:
        """The same inside somebody's transaction, while the visit that took its place is still to come."""
        row = writing.row("visits", visit)
        if row is None:
            raise NoSuchVisit(visit)
        instead = writing.row("visits", row["moved_to"]) if row["moved_to"] else None
        if row["ended"] != NOT_TODAY or instead is None or instead["ended"] is not None:
            raise AlreadyEnded(visit, str(row["ended"]))
        _end(writing, instead, CALLED_OFF, "")
        writing.update("visits", visit, {"ended": None, "ended_at": None, "words": None, "moved_to": None})

    def report(self, worker: str, form: Form) -> str:
        """Keep a visit form; its id. The same form again is the same report, with what is written in it now.

        A visit that was moved or called off meanwhile keeps its report all the same: nothing that a visitor wrote is
        lost. Raises NoSuchPerson, NoSuchVisit, UnknownWord, NaiveTime.
        """
        if form.outcome not in OUTCOMES:
            raise UnknownWord("outcome of a visit", form.outcome, OUTCOMES)
        at = written(form.visited_at)
        texts = {
            "said": form.said.strip() or None,
            "done": form.done.strip() or None,
            "next": form.next.strip() or None,
        }

        def work(writing: Writing) -> str:
            had = writing.row("reports", form.id)
            if had is not None:
                writing.update("reports", form.id, {name: text for name, text in texts.items() if text})
                return form.id
            person = whose(writing, worker, acts.PLAN, form.person)
            told = {"id": form.id, "visit": form.visit, "person": person, "worker": worker, "outcome": form.outcome}
            writing.insert("reports", {**told, **texts, "visited_at": at, "at": writing.at})
            for step in form.steps:
                _step_done(writing, step, person, worker)
            if form.visit is not None:
                self._came_of(writing, form)
            return form.id

        return self._store.write(worker, VISIT_REPORTED, work)

    def start_round(
        self, person: str, worker: str, first: datetime, every: int, purpose: str = "", once: str | None = None
    ) -> str:
        """Come again every so many days, the first time then; its id. Raises NoSuchPerson, BadRound, NaiveTime."""
        if not 1 <= every <= 366:
            raise BadRound
        then, hour = written(first), f"{first.astimezone(self._zone):%H:%M}"

        def work(writing: Writing) -> str:
            if once and writing.row("rounds", once):
                return once
            told_by: dict[str, Value] = {"person": whose(writing, worker, acts.PLAN, person), "worker": worker}
            named: dict[str, Value] = {"id": once} if once else {}
            told = {**told_by, "purpose": purpose.strip() or None, "at": writing.at}
            started = writing.insert("rounds", {**named, **told, "every": every, "hour": hour})
            writing.insert("visits", {**told, "planned_for": then, "round": started})
            return started

        return self._store.write(worker, "round begun", work)

    def end_round(self, found: str, who: str) -> None:
        """No more of them; the visit that is planned already is called off. Raises NoSuchRound."""

        def work(writing: Writing) -> None:
            row = writing.row("rounds", found)
            if row is None or row["ended_at"] is not None:
                raise NoSuchRound(found)
            whose(writing, who, acts.PLAN, row["person"])
            writing.update("rounds", found, {"ended_at": writing.at})
            for each in writing.rows("select * from visits where round = ? and ended is null", (found,)):
                _end(writing, each, CALLED_OFF, "")

        self._store.write(who, "round ended", work)

    def get(self, reader: Reader, visit: str) -> Visit:
        """Raises NoSuchVisit, also for one that is not for this reader's eyes."""
        with self._store.read() as database:
            found = visits(database, reader, "visits.id = ?", [visit])
        if not found:
            raise NoSuchVisit(visit)
        return found[0]

    def day(self, reader: Reader, day: date, worker: str | None = None) -> list[Visit]:
        """The visits of a day of the place as they are best walked, those to be made and those that were."""
        start = datetime.combine(day, time(), self._zone)
        told = [written(start), written(start + timedelta(days=1)), worker, worker]
        where = """visits.planned_for >= ? and visits.planned_for < ? and (? is null or visits.worker = ?)
                   and coalesce(visits.ended, 'done') in ('done', 'not_there', 'not_today')"""
        with self._store.read() as database:
            return on_the_way(visits(database, reader, where, told), self._zone)

    def unreported(self, reader: Reader, worker: str | None = None) -> list[Visit]:
        """Visits of days before today of which nobody has told how they went, the longest ago first."""
        today = datetime.combine(self._clock().astimezone(self._zone).date(), time(), self._zone)
        where = "visits.ended is null and visits.planned_for < ? and (? is null or visits.worker = ?)"
        with self._store.read() as database:
            return visits(database, reader, where, [written(today), worker, worker])

    def of(self, reader: Reader, person: str) -> list[Visit]:
        """To this person, the newest first. Raises NoSuchPerson."""
        with self._store.read() as database:
            own = opened(database, reader, person)
            where = "coalesce(visits.person, requests.person) = ?"
            return visits(database, reader, where, [own], "planned_for desc, visits.id")

    def reports(self, reader: Reader, person: str) -> tuple[Report, ...]:
        """What visitors wrote down, the newest first. Raises NoSuchPerson."""
        with self._store.read() as database:
            return reports_of(database, opened(database, reader, person))

    def rounds(self, reader: Reader, person: str) -> tuple[Round, ...]:
        """In which this person is visited. Raises NoSuchPerson."""
        with self._store.read() as database:
            return rounds_of(database, opened(database, reader, person))

    def to_talk_about(self, reader: Reader, person: str) -> bool:
        """Whether the person said "not today" so often in a row that a worker should ask whether to come at all."""
        with self._store.read() as database:
            return refusals(ends_of(database, opened(database, reader, person))) >= TALK_AFTER

    def _came_of(self, writing: Writing, form: Form) -> None:
        row = writing.row("visits", str(form.visit))
        if row is None:
            raise NoSuchVisit(str(form.visit))
        if row["ended"] is not None:
            return
        if form.outcome == MET:
            _end(writing, row, DONE, "")
            self._next_of_round(writing, row, form.visited_at)
        else:
            self._refused(writing, row, form.outcome, form.said, form.again_on)

    def _refused(self, writing: Writing, row: Row, how: str, words: str, wanted: date | None) -> str:
        when, now = as_time(row["planned_for"]).astimezone(self._zone), self._clock().astimezone(self._zone)
        found = writing.row("rounds", row["round"]) if row["round"] else None
        then = again(when, how, now, found["every"] if found else None, wanted)
        return _again(writing, row, how, written(then), words, None)

    def _next_of_round(self, writing: Writing, row: Row, visited: datetime) -> None:
        found = writing.row("rounds", row["round"]) if row["round"] else None
        if found is None or found["ended_at"] is not None:
            return
        if writing.rows("select 1 from visits where round = ? and ended is null", (found["id"],)):
            return
        then = written(next_of_round(visited.astimezone(self._zone), found["hour"], found["every"]))
        told = {"person": found["person"], "worker": found["worker"], "purpose": found["purpose"]}
        writing.insert("visits", {**told, "planned_for": then, "round": found["id"], "at": writing.at})


def replace_earlier(writing: Writing, request: str, later: str) -> None:
    """A new visit for a request takes the place of those that were planned for it and are still to come."""
    asked = "select * from visits where request = ? and id <> ? and ended is null"
    for each in writing.rows(asked, (request, later)):
        _end(writing, each, MOVED, "", later)


def _open(writing: Writing, visit: str, who: str) -> Row:
    """A visit still to come, when ``who`` may plan for its person, or for its request when that names nobody."""
    row = writing.row("visits", visit)
    if row is None:
        raise NoSuchVisit(visit)
    request = writing.row("requests", row["request"]) if row["request"] else None
    person = row["person"] or (request and request["person"])
    if person:
        whose(writing, who, acts.PLAN, person)
    elif who not in OURSELVES:
        permitted_on_request(writing, who, acts.PLAN, row["request"])
    if row["ended"] is not None:
        raise VisitOver(visit, row["ended"])
    return row


def _end(writing: Writing, row: Row, how: str, words: str, moved_to: str | None = None) -> None:
    told = {"ended": how, "ended_at": writing.at, "words": words.strip() or None, "moved_to": moved_to}
    writing.update("visits", row["id"], told)
    take_off(writing, (REMINDER,), row["id"])


def _again(writing: Writing, row: Row, how: str, then: str, words: str, worker: str | None) -> str:
    """End a visit so, and plan another in its place."""
    kept = {name: row[name] for name in ("request", "person", "purpose", "round")}
    told = {**kept, "worker": worker or row["worker"], "planned_for": then, "at": writing.at}
    new = writing.insert("visits", told)
    _end(writing, row, how, words, new)
    return new


def _step_done(writing: Writing, step: str, person: str, worker: str) -> None:
    """Tick a step of one of this person's plans; one that was done or dropped meanwhile is left as it is."""
    found = writing.rows(
        """select plan_steps.* from plan_steps join plans on plans.id = plan_steps.plan
           where plan_steps.id = ? and plans.person = ? and done_at is null and dropped_at is null""",
        (step, person),
    )
    for each in found:
        writing.update("plan_steps", each["id"], {"done_at": writing.at, "done_by": worker})
