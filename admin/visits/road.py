"""The visit form on the way: a page that the browser keeps, and the door through which filled-in forms come back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from flask import Blueprint, Response, current_app, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import context
from admin.errors import FieldWrong
from admin.guard import wants_data
from admin.persons import forms
from admin.visits.day import page_of, shown, wanted_day
from admin.visits.day_page import Agreed, Stop, agreed
from casework.visits.visits import Form

pages = Blueprint("road", __name__, url_prefix="/visits/road")
OLDEST = timedelta(days=60)
"""A form that says it is older has a phone whose clock is wrong."""


@dataclass(frozen=True)
class RoadForm:
    """One form to be filled in at a door."""

    key: str
    """Under which the browser keeps it: the visit, or the person when no visit was planned."""
    visit: str
    person: str
    name: str
    time: str
    about: str
    reach: str
    steps: tuple[Agreed, ...]
    talk: bool
    once: str
    goals: tuple[str, ...]
    """What the person wants, in their own words."""


@pages.get("")
def road() -> str:
    """The forms of a day, on the way; or one for a person whom nobody had planned to visit."""
    record, reader, day = context.record(), context.reader(), wanted_day()
    wanted = request.args.get("person", "")
    if wanted:
        file = record.people.file(reader, wanted)
        steps = agreed(record.plans.of(reader, wanted))
        found = [
            RoadForm(
                *(file.person.id, "", file.person.id, file.person.name, "", "", "", steps, False, str(uuid4())),
                _goals(file.person.id),
            )
        ]
    else:
        page = page_of(day, mine=True)
        found = [_form(each) for each in (*page.late, *page.stops) if each.visit.open and each.visit.person]
        if "visit" in request.args:
            found = [_form(each) for each in shown([record.visits.get(reader, request.args["visit"])])]
    return render_template("visits/road.html", forms=found, day=day.isoformat(), whose=_whose(reader.worker))


@pages.post("")
def send() -> ResponseReturnValue:
    """A filled-in form: kept once, however often it arrives."""
    told = request.form
    try:
        form_id = str(UUID(told.get("once", "")))
    except ValueError as error:
        raise FieldWrong("form_stale") from error
    form = Form(
        id=form_id,
        person=told.get("person", ""),
        visit=told.get("visit") or None,
        outcome=told.get("outcome", ""),
        visited_at=_visited_at(told.get("visited_at", "")),
        said=forms.text(told, "said"),
        done=forms.text(told, "done"),
        next=forms.text(told, "next"),
        steps=tuple(told.getlist("steps")),
        again_on=forms.day_or_none(told, "again_on"),
    )
    kept = context.record().visits.report(context.worker().id, form)
    if wants_data():
        return jsonify(kept=kept)
    context.confirm(context.words().say("road.kept"))
    return redirect(url_for("road.road"))


@pages.get("/token")
def token() -> ResponseReturnValue:
    """Whether the station can be reached and who asks is signed in; the token that forms must carry now."""
    return jsonify(token=context.form_token())


@pages.get("/shell")
def shell() -> str:
    """What the browser shows without network before it has unlocked the page it kept: not a word about anybody."""
    return render_template("visits/shell.html")


@pages.get("/worker.js")
def worker() -> Response:
    """The service worker; served here because it may only keep pages below its own address."""
    script = current_app.send_static_file("road_worker.js")
    script.headers["Service-Worker-Allowed"] = "/visits/road"
    return script


def _whose(worker: str) -> str:
    """Tells workers who share a phone apart; says nothing about them."""
    return hashlib.sha256(f"road {worker}".encode()).hexdigest()[:16]


def _form(stop: Stop) -> RoadForm:
    about = " · ".join(each for each in (stop.place, stop.why) if each)
    return RoadForm(
        *(stop.id, stop.id, stop.visit.person or "", stop.name, f"{stop.day} {stop.time}", about, stop.reach),
        *(tuple(stop.steps), stop.talk, str(uuid4()), _goals(stop.visit.person or "")),
    )


def _goals(person: str) -> tuple[str, ...]:
    """What this person wants and has not reached, as it was said."""
    plans = context.record().plans.of(context.reader(), person)
    goals = [goal for plan in plans if plan.open for goal in plan.goals]
    return tuple(each.words for each in goals if each.words and not each.ended)


def _visited_at(told: str) -> datetime:
    """When the form was filled in, as the phone says; now when its clock cannot be right."""
    now = context.seat().clock()
    try:
        when = datetime.fromisoformat(told)
    except ValueError:
        return now
    if when.tzinfo is None or not now - OLDEST < when <= now + timedelta(minutes=5):
        return now
    return when
