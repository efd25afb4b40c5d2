"""A day of home visits: in the order of the way, with what else is due; on paper too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, render_template, request

from admin import context
from admin.visits.day_page import DayPage, Stop, stops
from casework.visits.visit import Visit

pages = Blueprint("visits", __name__, url_prefix="/visits")


@pages.get("")
def day() -> str:
    """The visits of a day, the reader's own or everybody's."""
    return render_template("visits/day.html", page=page_of(wanted_day(), "all" not in request.args))


def wanted_day() -> date:
    """The day in the address; today when there is none."""
    try:
        return date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return context.now().date()


def page_of(day: date, mine: bool) -> DayPage:
    """That day as this reader sees it."""
    record, reader, words, now = context.record(), context.reader(), context.words(), context.now()
    worker = reader.worker if mine else None
    today = day == now.date()
    return DayPage(
        day=day,
        mine=mine,
        stops=shown(record.visits.day(reader, day, worker)),
        late=shown(record.visits.unreported(reader, worker)) if today else (),
        reviews=record.plans.due(reader, day, worker) if today else (),
        words=words,
        now=now,
    )


def shown(found: Sequence[Visit]) -> list[Stop]:
    """Visits with the agreed steps of their persons, and whether there is something to talk about."""
    record, reader = context.record(), context.reader()
    persons = {each.person for each in found if each.person}
    seen = {each for each in persons if record.people.may_open(reader, each)}
    plans = {each: record.plans.of(reader, each) for each in seen}
    talk = {each: record.visits.to_talk_about(reader, each) for each in seen}
    return stops(found, plans, talk, context.words(), context.now())
