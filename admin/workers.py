"""Who works here, and inviting one more; enrolling itself is in ``sign_in``."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from admin import context
from casework.access.acts import MANAGE_WORKERS
from casework.workers import Worker

pages = Blueprint("workers", __name__)


@dataclass(frozen=True)
class WorkerLine:
    """One worker as colleagues see them."""

    name: str
    what: str


@pages.get("/workers")
def workers() -> str:
    """Everybody, by name."""
    return _page()


@pages.post("/workers/invite")
def invite() -> ResponseReturnValue:
    """A one-time code for one more worker, shown on this page and never again; supervisors only."""
    return _page(context.record().workers.invite(context.worker().id))


def _page(code: str = "") -> str:
    lines = [WorkerLine(each.name, _what(each)) for each in context.record().workers.all()]
    supervises = context.reader().may(MANAGE_WORKERS)
    told = context.words().say("workers.code", code=code) if code else ""
    return render_template("workers.html", lines=lines, supervises=supervises, code=told)


def _what(worker: Worker) -> str:
    words = context.words()
    told = [words.say(f"workers.role.{worker.role}")]
    if worker.duty:
        told.append(words.say("workers.duty"))
    if not worker.active:
        told.append(words.say("workers.inactive"))
    return " · ".join(told)
