"""The rota: who is on duty when, by village; everybody sees it, who may hand work on changes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import context
from admin.errors import FieldWrong, PanelError
from admin.troubles import as_advice
from admin.wishes.lines import told_spans
from casework.access.acts import HAND_ON
from casework.errors import CaseworkError
from casework.life.owners import HANDS

pages = Blueprint("rota", __name__, url_prefix="/calls/rota")
WEEK = range(7)


@dataclass(frozen=True)
class Turn:
    """Somebody's hours as they are shown."""

    id: str
    name: str
    hours: str


@dataclass(frozen=True)
class Day:
    """One day of the week."""

    number: int
    name: str
    today: bool
    turns: Sequence[Turn]


@pages.get("")
def rota() -> str:
    """The week of every village."""
    return _page()


@pages.post("")
def add() -> ResponseReturnValue:
    """These hours on those days of every week."""
    form, record = request.form, context.record()
    try:
        village = record.people.homes.village(form.get("village", "")).id
        days = [each for each in WEEK if str(each) in form.getlist("day")]
        starts, ends = _time(form.get("starts", "")), _time(form.get("ends", ""))
        record.rota.add(village, form.get("worker", ""), days, starts, ends, context.worker().id)
    except (PanelError, CaseworkError) as error:
        advice, status = as_advice(error)
        return _page(advice), status
    context.confirm(context.words().say("done.shift_set"))
    return redirect(url_for("rota.rota"))


@pages.post("/end")
def end() -> ResponseReturnValue:
    """These hours are nobody's any more."""
    context.record().rota.end(request.form.get("shift", ""), context.worker().id)
    context.confirm(context.words().say("done.shift_ended"))
    return redirect(url_for("rota.rota"))


def _time(told: str) -> time:
    try:
        return time.fromisoformat(told).replace(tzinfo=None)
    except ValueError as error:
        raise FieldWrong("time_wrong") from error


def _page(advice: str = "") -> str:
    record, reader = context.record(), context.reader()
    villages = record.people.homes.villages()
    workers = [each for each in record.workers.all() if each.active and each.role in HANDS]
    return render_template(
        "calls/rota.html",
        advice=advice,
        villages=[(each, _week(each.id)) for each in villages],
        workers=workers,
        days=[(number, _weekday(number)) for number in WEEK],
        for_all=reader.may(HAND_ON),
        quiet=told_spans(record.quiet.of_place(), context.words()),
    )


def _week(village: str) -> Sequence[Day]:
    """The days with somebody's hours; empty where nobody has any."""
    shifts, today = context.record().rota.shifts(village), context.now().weekday()
    days = []
    for number in WEEK if shifts else ():
        own = [each for each in shifts if each.weekday == number]
        turns = [Turn(each.id, each.name, f"{each.starts:%H:%M}–{each.ends:%H:%M}") for each in own]
        days.append(Day(number, _weekday(number), number == today, turns))
    return days


def _weekday(number: int) -> str:
    return context.words().say(f"times.weekday.{number + 1}")
