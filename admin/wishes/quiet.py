"""Settling when nobody rings: for a person, who is there, and for the whole place, by whoever keeps the rota."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from admin import context
from admin.errors import FieldWrong
from admin.persons.file import done
from casework.quiet import Span

pages = Blueprint("quiet", __name__)


@pages.post("/persons/<person_id>/quiet")
def settle(person_id: str) -> ResponseReturnValue:
    """As the person wishes it; or as the place has it."""

    def work(who: str) -> str:
        if "there" not in request.form and "place" not in request.form:
            raise FieldWrong("person_not_there")
        context.record().quiet.wish(person_id, None if "place" in request.form else _spans(), who)
        return "quiet.done.own"

    return done(person_id, work, "quiet")


@pages.post("/calls/quiet")
def place() -> ResponseReturnValue:
    """The default of this station."""
    context.record().quiet.set_place(_spans(), context.worker().id)
    context.confirm(context.words().say("quiet.done.place"))
    return redirect(url_for("rota.rota"))


def _spans() -> tuple[Span, ...]:
    if "never" in request.form:
        return ()
    starts, ends = (request.form.get(each, "") for each in ("starts", "ends"))
    return (Span(starts, ends),)
