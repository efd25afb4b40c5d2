"""Changing a person's plan, planning visits and rounds from the file; the file itself is in ``file``."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from admin import context
from admin.errors import FieldWrong
from admin.persons import forms
from admin.persons.file import done
from casework.plans.plans import Plans
from casework.visits.visits import Visits

pages = Blueprint("plan", __name__, url_prefix="/persons/<person_id>")


@pages.post("/plans")
def begin(person_id: str) -> ResponseReturnValue:
    """A plan, with its first goal."""

    def work(who: str) -> str:
        review, words = forms.day(request.form), forms.text(request.form, "words")
        recording = _recording(person_id)
        if not words and recording is None:
            raise FieldWrong("empty")
        plan = _plans().open(person_id, who, review, forms.once(request.form, "plan"))
        _plans().add_goal(plan, who, words, recording, forms.once(request.form, words or "spoken"))
        return "plans.done.begun"

    return done(person_id, work, "plans")


@pages.post("/plans/<plan_id>/goals")
def goal(person_id: str, plan_id: str) -> ResponseReturnValue:
    """One more goal, as the person says it."""

    def work(who: str) -> str:
        words = forms.text(request.form, "words")
        _plans().add_goal(plan_id, who, words, _recording(person_id), forms.once(request.form, words or "spoken"))
        return "plans.done.saved"

    return done(person_id, work, "plans")


@pages.post("/plans/<plan_id>/steps")
def step(person_id: str, plan_id: str) -> ResponseReturnValue:
    """Who does what until when."""

    def work(who: str) -> str:
        what = forms.needed(request.form, "what")
        doer, name = request.form.get("doer", ""), forms.line(request.form, "name")
        until = forms.day_or_none(request.form, "until")
        _plans().add_step(plan_id, who, what, doer, name, until, once=forms.once(request.form, what))
        return "plans.done.saved"

    return done(person_id, work, "plans")


@pages.post("/plans/<plan_id>/change")
def change(person_id: str, plan_id: str) -> ResponseReturnValue:
    """A step done or dropped, a goal reached or let go, the whole plan ended: each a button of its own."""

    def work(who: str) -> str:
        plan, told = plan_id, request.form
        if "done" in told:
            _plans().step_done(plan, told["done"], who)
        elif "dropped" in told:
            _plans().step_dropped(plan, told["dropped"], who)
        elif "goal" in told:
            _plans().end_goal(plan, told["goal"], who, told.get("how", ""))
        else:
            _plans().end(plan, who, told.get("end", ""))
        return "plans.done.saved"

    return done(person_id, work, "plans")


@pages.post("/plans/<plan_id>/review")
def review(person_id: str, plan_id: str) -> ResponseReturnValue:
    """Looked at together."""

    def work(who: str) -> str:
        decided, said = forms.needed(request.form, "decided"), forms.text(request.form, "said")
        next_on = forms.day(request.form)
        _plans().review(plan_id, who, decided, next_on, said, forms.once(request.form, decided))
        return "plans.done.reviewed"

    return done(person_id, work, "plans")


@pages.post("/visits")
def visit(person_id: str) -> ResponseReturnValue:
    """Somebody will come: once, or again and again."""

    def work(who: str) -> str:
        when = forms.visit(request.form, context.now(), context.seat().settings.zone)
        purpose = forms.line(request.form, "purpose")
        once = forms.once(request.form, when.isoformat())
        if request.form.get("every", "").strip():
            _visits().start_round(person_id, who, when, forms.whole(request.form, "every"), purpose, once)
        else:
            _visits().plan(person_id, who, when, purpose, once)
        return "visits.done.planned"

    return done(person_id, work, "visits")


@pages.post("/visits/change")
def change_visit(person_id: str) -> ResponseReturnValue:
    """Not today, another day, not at all; or no more rounds."""

    def work(who: str) -> str:
        told = request.form
        if "not_today" in told:
            wanted = forms.day_or_none(told, "day")
            _visits().not_today(told["not_today"], who, forms.line(told, "words"), wanted)
        elif "move" in told:
            when = forms.visit(told, context.now(), context.seat().settings.zone)
            _visits().move(told["move"], who, when, forms.line(told, "words"))
        elif "call_off" in told:
            _visits().call_off(told["call_off"], who, forms.line(told, "words"))
        else:
            _visits().end_round(told.get("round", ""), who)
        return "visits.done.changed"

    return done(person_id, work, "visits")


def _recording(person: str) -> str | None:
    """One of the person's own recordings, if one was chosen. Raises FieldWrong."""
    wanted = request.form.get("recording", "")
    if not wanted:
        return None
    spoken = context.record().people.file(context.reader(), person).spoken
    if wanted not in {each.hash for each in spoken}:
        raise FieldWrong("not_here")
    return wanted


def _plans() -> Plans:
    return context.record().plans


def _visits() -> Visits:
    return context.record().visits
