"""One worker, for a supervisor: role and scope, last day, where they are signed in, a lost second step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import context, times
from admin.account.account import SessionLine, session_line
from admin.errors import FieldWrong
from admin.request_forms import Choice
from admin.taking import Work, taken
from admin.workers import role_word, what
from casework.access.giving import Access
from casework.access.roles import ROLES
from casework.settings import CATEGORIES
from casework.workers import Worker

pages = Blueprint("worker", __name__, url_prefix="/workers/<worker_id>")


@dataclass(frozen=True)
class WorkerPage:
    """One worker as a supervisor sees them."""

    worker: Worker
    what: str
    me: bool
    roles: list[Choice]
    villages: list[Choice]
    kinds: list[Choice]
    last_day: str
    """ISO date, empty without."""
    sessions: list[SessionLine]
    second: str
    """How the second step stands."""
    has_second: bool


@pages.get("")
def show(worker_id: str) -> str:
    """The page of one worker."""
    return _page(worker_id)


@pages.post("/access")
def access(worker_id: str) -> ResponseReturnValue:
    """Role, villages, kinds, last day."""

    def work(me: str) -> str:
        form, ends_at = request.form, None
        if form.get("last_day"):
            ends_at = _evening(form["last_day"])
        given = Access(
            role=form.get("role", ""),
            villages=form.getlist("village") if form.get("villages") == "some" else None,
            categories=form.getlist("kind") if form.get("kinds") == "some" else None,
            stands_in="stands_in" in form,
            ends_at=ends_at,
            active="active" in form,
        )
        context.record().giving.give(worker_id, me, given)
        if not given.active:
            context.seat().sessions.end_of(worker_id)
        return "workers.done.access"

    return _done(worker_id, work)


@pages.post("/sessions/end")
def end_sessions(worker_id: str) -> ResponseReturnValue:
    """Sign them out: in one place, or everywhere."""

    def work(_: str) -> str:
        context.record().workers.get(worker_id)
        handle = request.form.get("session") or None
        context.seat().sessions.end_of(worker_id, handle, but=context.session_id())
        return "workers.done.signed_out"

    return _done(worker_id, work)


@pages.post("/reset")
def reset(worker_id: str) -> ResponseReturnValue:
    """They lost the second step: a second person is asked."""

    def work(me: str) -> str:
        reason = request.form.get("reason", "").strip()
        if not reason:
            raise FieldWrong("reset_reason")
        context.record().resets.wish(worker_id, me, reason[:300])
        return "workers.done.reset_wished"

    return _done(worker_id, work)


def _done(worker: str, work: Work) -> ResponseReturnValue:
    return taken(work, lambda advice: _page(worker, advice), url_for("worker.show", worker_id=worker))


def _page(worker_id: str, advice: str = "") -> str:
    record, words = context.record(), context.words()
    worker = record.workers.get(worker_id)
    factor, sessions = record.factors.of(worker.id), context.seat().sessions
    here = sessions.look(context.session_id())
    second = words.say("workers.second.none")
    if factor:
        second = words.say("workers.second.since", when=times.moment(factor.since, context.now(), words))
    kinds = [Choice(each, words.reason(each).label, each in (worker.categories or ())) for each in CATEGORIES]
    page = WorkerPage(
        worker,
        what(worker),
        worker.id == context.worker().id,
        [Choice(each, role_word(each), each == worker.role) for each in ROLES],
        [Choice(each.id, each.name, each.id in (worker.villages or ())) for each in record.people.homes.villages()],
        kinds,
        _last_day(worker.ends_at),
        [session_line(each, here.handle if here else "") for each in sessions.of(worker.id)],
        second,
        factor is not None,
    )
    return render_template("worker.html", page=page, advice=advice)


def _evening(day: str) -> datetime:
    """The end of a day here. Raises FieldWrong."""
    try:
        last = date.fromisoformat(day)
    except ValueError as error:
        raise FieldWrong("day_wrong") from error
    return datetime.combine(last + timedelta(days=1), time(), context.seat().settings.zone)


def _last_day(ends_at: datetime | None) -> str:
    if ends_at is None:
        return ""
    return (ends_at.astimezone(context.seat().settings.zone) - timedelta(microseconds=1)).date().isoformat()
