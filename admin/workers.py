"""Who works here, inviting one more, and the second person's yes; one worker's access is in ``worker``."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import context, times
from admin.request_forms import Choice
from casework.access.acts import MANAGE_WORKERS, SAY_SECOND_YES
from casework.access.roles import ROLES, WORKER
from casework.workers import Worker

pages = Blueprint("workers", __name__)


@dataclass(frozen=True)
class WorkerLine:
    """One worker as colleagues see them."""

    id: str
    name: str
    what: str


@dataclass(frozen=True)
class ResetLine:
    """Somebody's lost second step, which waits for a second person."""

    id: str
    told: str
    reason: str


@pages.get("/workers")
def workers() -> str:
    """Everybody, by name."""
    return _page()


@pages.post("/workers/invite")
def invite() -> ResponseReturnValue:
    """A one-time code for one more worker, shown on this page and never again; supervisors only."""
    role = request.form.get("role", WORKER)
    return _page(context.record().workers.invite(context.worker().id, role))


@pages.post("/workers/resets/<reset_id>")
def decide(reset_id: str) -> ResponseReturnValue:
    """The second person's yes or no about a lost second step. With a yes all sessions of that one end."""
    agrees = request.form.get("answer") == "yes"
    whose = context.record().resets.decide(reset_id, context.worker().id, agrees)
    if agrees:
        context.seat().sessions.end_of(whose)
    context.confirm(context.words().say("workers.done.reset" if agrees else "workers.done.not_reset"))
    return redirect(url_for("workers.workers"))


def _page(code: str = "") -> str:
    words, reader = context.words(), context.reader()
    lines = [WorkerLine(each.id, each.name, what(each)) for each in context.record().workers.all()]
    told = words.say("workers.code", code=code) if code else ""
    return render_template(
        "workers.html",
        lines=lines,
        supervises=reader.may(MANAGE_WORKERS),
        code=told,
        roles=[Choice(each, role_word(each), each == WORKER) for each in ROLES],
        resets=_resets() if reader.may(SAY_SECOND_YES) else [],
    )


def _resets() -> list[ResetLine]:
    """The wishes that this one may decide about."""
    me, words = context.worker().id, context.words()
    return [
        ResetLine(
            each.id,
            words.say(
                "workers.reset.wants", by=each.by_name, name=each.name, at=times.moment(each.at, context.now(), words)
            ),
            each.reason,
        )
        for each in context.record().resets.waiting()
        if me not in (each.worker, each.asked_by)
    ]


def role_word(role: str) -> str:
    """A role in words."""
    return context.words().say(f"workers.role.{role.replace(' ', '_').replace(chr(39), '')}")


def what(worker: Worker) -> str:
    """What somebody is here, in one line."""
    words = context.words()
    told = [role_word(worker.role)]
    if worker.duty:
        told.append(words.say("workers.duty"))
    if not worker.active:
        told.append(words.say("workers.inactive"))
    return " · ".join(told)
