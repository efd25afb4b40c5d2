"""Circles: the list, and one circle's page with name, time and people; the meeting itself is in ``hall``."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, time

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import context, forms
from admin.circles import look
from admin.errors import FieldWrong, PanelError
from admin.troubles import as_advice
from calls.errors import CallError
from casework.circles.circle import Kind, Member
from casework.errors import CaseworkError

pages = Blueprint("circles", __name__, url_prefix="/circles")
NAME_MOST = 24
"""Characters of a name: what has room on one large button."""
KINDS: dict[str, Kind] = {"person": "person", "worker": "worker", "relation": "relation"}


@pages.get("")
def circles() -> str:
    """All circles that this worker leads."""
    return as_list()


@pages.post("")
def make() -> ResponseReturnValue:
    """A new one."""
    try:
        name, on_day, starts, weekly = _told()
        made = context.record().circles.make(context.worker().id, name, on_day, starts, weekly=weekly)
    except (PanelError, CaseworkError) as error:
        advice, status = as_advice(error)
        return as_list(advice), status
    context.confirm(context.words().say("done.circle_made"))
    return redirect(url_for("circles.circle", circle_id=made))


@pages.get("/<circle_id>")
def circle(circle_id: str) -> str:
    """One circle: who belongs to it, when it meets, and the way in."""
    return _page(circle_id)


@pages.post("/<circle_id>")
def change(circle_id: str) -> ResponseReturnValue:
    """Another name or time."""
    try:
        name, on_day, starts, weekly = _told()
        context.record().circles.change(circle_id, context.worker().id, name, on_day, starts, weekly=weekly)
    except (PanelError, CaseworkError) as error:
        advice, status = as_advice(error)
        return _page(circle_id, advice), status
    return _done(circle_id, context.words().say("done.circle_changed"))


@pages.post("/<circle_id>/add")
def add(circle_id: str) -> ResponseReturnValue:
    """One more who belongs to it."""
    told, record, who = request.form, context.record(), context.worker().id
    try:
        if told.get("kind") not in KINDS:
            raise FieldWrong("choice_wrong")
        record.circles.add(circle_id, who, KINDS[told["kind"]], told.get("member", ""))
    except (PanelError, CaseworkError) as error:
        advice, status = as_advice(error)
        return _page(circle_id, advice), status
    added = record.circles.get(circle_id, context.reader()).people[-1]
    return _done(circle_id, context.words().say("done.circle_joined", name=added.name))


@pages.post("/<circle_id>/remove")
def remove(circle_id: str) -> ResponseReturnValue:
    """Somebody belongs to it no more, and is out of it at once."""
    gone = context.record().circles.remove(circle_id, context.worker().id, request.form.get("member", ""))
    with suppress(CallError):  # it does not meet just now
        _put_out(circle_id, gone)
    return _done(circle_id, context.words().say("done.circle_left", name=gone.name))


@pages.post("/<circle_id>/end")
def end(circle_id: str) -> ResponseReturnValue:
    """It meets no more."""
    context.record().circles.end(circle_id, context.worker().id)
    with suppress(CallError):
        context.line().ask("finish", circle=circle_id)
    context.confirm(context.words().say("done.circle_ended"))
    return redirect(url_for("circles.circles"))


def _put_out(circle: str, gone: Member) -> None:
    """A person stands at the touchscreen under their name."""
    inside = context.line().ask("gathered", circles=[circle]).get(circle, [])
    keys = {"worker": f"worker:{gone.who}", "relation": f"guest:{gone.who}"}
    at_screen = [each["key"] for each in inside if each["key"].startswith("kiosk:") and each["name"] == gone.name]
    for each in [keys[gone.kind]] if gone.kind in keys else at_screen:
        context.line().ask("put_out", circle=circle, party=each)


def _told() -> tuple[str, date, time, bool]:
    form = request.form
    name = forms.written(form.get("name", ""), NAME_MOST, "too_long")
    try:
        on_day = date.fromisoformat(form.get("day", ""))
    except ValueError as error:
        raise FieldWrong("day_wrong") from error
    try:
        starts = time.fromisoformat(form.get("starts", "")).replace(tzinfo=None)
    except ValueError as error:
        raise FieldWrong("time_wrong") from error
    return name, on_day, starts, form.get("weekly") == "1"


def _done(circle_id: str, told: str) -> ResponseReturnValue:
    context.confirm(told)
    return redirect(url_for("circles.circle", circle_id=circle_id))


def as_list(advice: str = "") -> str:
    """The list, with what has to be mended."""
    found = look.lines(context.record().circles.seen_by(context.reader()))
    today = context.now().date().isoformat()
    return render_template("circles/list.html", advice=advice, circles=found, today=today)


def _page(circle_id: str, advice: str = "") -> str:
    found = context.record().circles.get(circle_id, context.reader())
    find = request.args.get("find", "").strip()[:60]
    page = look.page(found, find)
    return render_template("circles/circle.html", page=page, advice=advice)
