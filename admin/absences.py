"""Who is away: everybody sets it for themselves, a supervisor for everybody; what is in hand goes on with others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import context, times
from admin.errors import FieldWrong, PanelError
from admin.troubles import as_advice
from casework.access.acts import HAND_ON
from casework.errors import CaseworkError
from casework.life.owners import HANDS

pages = Blueprint("absences", __name__, url_prefix="/absences")


@dataclass(frozen=True)
class Away:
    """One absence as it is shown."""

    id: str
    name: str
    span: str
    deputy: str
    handed: str
    mine: bool


@dataclass(frozen=True)
class Colleague:
    """Somebody who may be chosen."""

    id: str
    name: str
    me: bool


@pages.get("")
def absences() -> str:
    """Who is away now and later, and the form."""
    return _page()


@pages.post("")
def set_absence() -> ResponseReturnValue:
    """From the first morning to the end of the last day; whoever is away at once hands on at once."""
    try:
        record, me = context.record(), context.worker().id
        starts, ends = _days(request.form.get("first", ""), request.form.get("last", ""))
        worker = request.form.get("worker", "") or me
        record.absences.set(worker, starts, ends, by=me, deputy=request.form.get("deputy") or None)
        record.duties.run()
    except (PanelError, CaseworkError) as error:
        advice, status = as_advice(error)
        return _page(advice), status
    context.confirm(context.words().say("done.absence_set"))
    return redirect(url_for("absences.absences"))


@pages.post("/<absence>/cancel")
def cancel(absence: str) -> ResponseReturnValue:
    """They are here after all; what was handed on comes back at once."""
    context.record().absences.cancel(absence, by=context.worker().id)
    context.record().duties.run()
    context.confirm(context.words().say("done.absence_cancelled"))
    return redirect(url_for("absences.absences"))


def _days(first: str, last: str) -> tuple[datetime, datetime]:
    zone = context.seat().settings.zone
    try:
        begins, ends = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError as error:
        raise FieldWrong("day_wrong") from error
    if ends < begins:
        raise FieldWrong("days_backwards")
    return datetime.combine(begins, time(), zone), datetime.combine(ends + timedelta(days=1), time(), zone)


def _page(advice: str = "") -> str:
    now, reader = context.now(), context.reader()
    everybody = [each for each in context.record().workers.all() if each.active and each.role in HANDS]
    colleagues = [Colleague(each.id, each.name, each.id == reader.worker) for each in everybody]
    return render_template(
        "absences.html",
        advice=advice,
        away=_away(now),
        colleagues=colleagues,
        for_all=reader.may(HAND_ON),
        today=now.date().isoformat(),
    )


def _away(now: datetime) -> Sequence[Away]:
    words, reader = context.words(), context.reader()

    def day(when: datetime) -> str:
        return times.day(when.astimezone(now.tzinfo).date(), now.date(), words)

    return [
        Away(
            each.id,
            each.name,
            words.say("absences.span", first=day(each.starts), last=day(each.ends - timedelta(minutes=1))),
            words.say("absences.deputy_is", name=each.deputy) if each.deputy else words.say("absences.duty"),
            words.say("absences.handed", n=each.handed) if each.handed else "",
            each.worker == reader.worker or reader.may(HAND_ON),
        )
        for each in context.record().absences.coming(now)
    ]
