"""Making, changing, reviewing and ending plans; how a plan looks is in ``plan``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from casework.access import Reader, acts
from casework.clock import Clock
from casework.connection import Row
from casework.errors import NothingSaid, UnknownWord
from casework.persons.opening import opened
from casework.persons.whose import whose
from casework.plans.errors import BadDay, NoSuchPart, NoSuchPlan
from casework.plans.plan import DOERS, ENDS, GOAL_ENDS, DueReview, Plan
from casework.plans.reading import due_reviews, plans_of
from casework.store import Store
from casework.writing import Value, Writing


class Plans:
    """The plans of this station. Days are given as dates of the place."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def open(self, person: str, worker: str, review_on: date, once: str | None = None) -> str:
        """Begin a plan, to be looked at on that day; its id. ``once``: its id; again does nothing.

        Raises NoSuchPerson, BadDay.
        """

        def work(writing: Writing) -> str:
            if once and writing.row("plans", once):
                return once
            told = {
                "person": whose(writing, worker, acts.PLAN, person),
                "worker": worker,
                "review_on": self._to_come(review_on),
            }
            return writing.insert("plans", {**_named(once), **told, "at": writing.at})

        return self._store.write(worker, "plan begun", work)

    def add_goal(
        self, plan: str, worker: str, words: str = "", recording: str | None = None, once: str | None = None
    ) -> str:
        """What the person wants, as they said it, or the recording of it. Raises NoSuchPlan, NothingSaid."""
        told = words.strip() or None
        if told is None and recording is None:
            raise NothingSaid("goal")

        def work(writing: Writing) -> str:
            fields = {"plan": plan, "words": told, "recording": recording, "worker": worker, "at": writing.at}
            return writing.insert("goals", {**_named(once), **fields})

        return self._on(plan, worker, "goal added", work, once and ("goals", once))

    def end_goal(self, plan: str, goal: str, worker: str, how: str) -> None:
        """Reached, or let go. Raises NoSuchPlan, NoSuchPart, UnknownWord."""
        _known("end of a goal", how, GOAL_ENDS)
        self._part("goals", plan, goal, worker, "goal ended", lambda at: {"ended": how, "ended_at": at})

    def add_step(
        self,
        plan: str,
        worker: str,
        what: str,
        doer: str,
        name: str = "",
        until: date | None = None,
        goal: str | None = None,
        once: str | None = None,
    ) -> str:
        """What was agreed: who does what until when. Raises NoSuchPlan, NoSuchPart, NothingSaid, UnknownWord."""
        _known("doer", doer, DOERS)
        if not what.strip():
            raise NothingSaid("step")

        def work(writing: Writing) -> str:
            if goal:
                _of(writing, "goals", plan, goal)
            told: dict[str, Value] = {"plan": plan, "goal": goal, "what": what.strip(), "doer": doer}
            day = until.isoformat() if until else None
            more = {"name": name.strip() or None, "until": day, "worker": worker, "at": writing.at}
            return writing.insert("plan_steps", {**_named(once), **told, **more})

        return self._on(plan, worker, "step added", work, once and ("plan_steps", once))

    def step_done(self, plan: str, step: str, worker: str) -> None:
        """It is done; again does nothing. Raises NoSuchPlan, NoSuchPart."""
        self._part("plan_steps", plan, step, worker, "step done", lambda at: {"done_at": at, "done_by": worker})

    def step_dropped(self, plan: str, step: str, worker: str) -> None:
        """It is not needed any more. Raises NoSuchPlan, NoSuchPart."""
        self._part("plan_steps", plan, step, worker, "step dropped", lambda at: {"dropped_at": at})

    def review(
        self, plan: str, worker: str, decided: str, next_on: date, said: str = "", once: str | None = None
    ) -> str:
        """Looked at together: what was said, what agreed, when next. Raises NoSuchPlan, NothingSaid, BadDay."""
        if not decided.strip():
            raise NothingSaid("review")

        def work(writing: Writing) -> str:
            row = _open(writing, plan)
            told = {
                "plan": plan,
                "due_on": row["review_on"],
                "said": said.strip() or None,
                "decided": decided.strip(),
            }
            writing.update("plans", plan, {"review_on": self._to_come(next_on)})
            return writing.insert("reviews", {**_named(once), **told, "worker": worker, "at": writing.at})

        return self._on(plan, worker, "plan reviewed", work, once and ("reviews", once))

    def end(self, plan: str, worker: str, how: str) -> None:
        """It is over. Raises NoSuchPlan, UnknownWord."""
        _known("end of a plan", how, ENDS)

        def work(writing: Writing) -> str:
            writing.update("plans", plan, {"ended": how, "ended_at": writing.at})
            return plan

        self._on(plan, worker, "plan ended", work)

    def of(self, reader: Reader, person: str) -> tuple[Plan, ...]:
        """Of this person, open ones first, then the newest. Raises NoSuchPerson."""
        with self._store.read() as database:
            return plans_of(database, opened(database, reader, person))

    def due(self, reader: Reader, today: date, worker: str | None = None) -> tuple[DueReview, ...]:
        """Open plans whose review is due on that day or was before; ``worker``: only those this one keeps."""
        with self._store.read() as database:
            return due_reviews(database, reader, today, worker)

    def _to_come(self, day: date) -> str:
        if day < self._clock().date():
            raise BadDay(day.isoformat())
        return day.isoformat()

    def _on(
        self,
        plan: str,
        worker: str,
        why: str,
        work: Callable[[Writing], str],
        once: tuple[str, str] | str | None = None,
    ) -> str:
        """Do it to an open plan, unless the same form has done it already."""

        def job(writing: Writing) -> str:
            if isinstance(once, tuple) and writing.row(*once):
                return once[1]
            whose(writing, worker, acts.PLAN, _open(writing, plan)["person"])
            return work(writing)

        return self._store.write(worker, why, job)

    def _part(
        self, table: str, plan: str, part: str, worker: str, why: str, fields: Callable[[str], dict[str, Value]]
    ) -> None:
        """Change a goal or step that nobody has ended yet."""

        def work(writing: Writing) -> str:
            row = _of(writing, table, plan, part)
            told = fields(writing.at)
            if all(row[name] is None for name in told):
                writing.update(table, part, told)
            return part

        self._on(plan, worker, why, work)


def _known(what: str, word: str, words: tuple[str, ...]) -> None:
    if word not in words:
        raise UnknownWord(what, word, words)


def _named(once: str | None) -> dict[str, Value]:
    return {"id": once} if once else {}


def _open(writing: Writing, plan: str) -> Row:
    row = writing.row("plans", plan)
    if row is None or row["ended"] is not None:
        raise NoSuchPlan(plan)
    return row


def _of(writing: Writing, table: str, plan: str, part: str) -> Row:
    row = writing.row(table, part)
    if row is None or row["plan"] != plan:
        raise NoSuchPart(part)
    return row
