"""The pages of a household and of a village: who lives there, and how a visitor finds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import context
from admin.errors import NotHere, PanelError
from admin.persons import forms
from admin.persons.look import Face
from admin.troubles import as_advice
from casework.access import acts
from casework.errors import CaseworkError
from casework.persons.homes import Household, Village

pages = Blueprint("homes", __name__)


@dataclass(frozen=True)
class HomePage:
    """One household with who lives there."""

    home: Household
    faces: Sequence[Face]
    may_write: bool


@dataclass(frozen=True)
class VillagePage:
    """One village with its houses on the way."""

    village: Village
    homes: Sequence[HomePage]
    may_write: bool


@pages.get("/households/<household_id>")
def household(household_id: str) -> str:
    """Who lives under one roof."""
    return _household(household_id)


@pages.post("/households/<household_id>")
def change_household(household_id: str) -> ResponseReturnValue:
    """Its name, how to find it, its place on the way."""
    try:
        told = {"name": forms.needed(request.form, "name"), "lane": forms.line(request.form, "lane")}
        route = forms.whole(request.form, "route") if request.form.get("route", "").strip() else 0
        who = context.worker().id
        _seen(context.record().people.homes.household(household_id))
        context.record().people.homes.change_household(household_id, who, {**told, "route": route})
    except (PanelError, CaseworkError) as error:
        advice, status = as_advice(error)
        return _household(household_id, advice), status
    context.confirm(context.words().say("persons.done.saved"))
    return redirect(url_for("homes.household", household_id=household_id))


@pages.get("/villages/<village_id>")
def village(village_id: str) -> str:
    """The houses of a village, on the way through it."""
    return _village(village_id)


@pages.post("/villages/<village_id>")
def change_village(village_id: str) -> ResponseReturnValue:
    """How to get there."""
    try:
        told = {"way": forms.text(request.form, "way")}
        _visited(village_id)
        context.record().people.homes.change_village(village_id, context.worker().id, told)
    except (PanelError, CaseworkError) as error:
        advice, status = as_advice(error)
        return _village(village_id, advice), status
    context.confirm(context.words().say("persons.done.saved"))
    return redirect(url_for("homes.village", village_id=village_id))


def _household(household: str, advice: str = "") -> str:
    home = context.record().people.homes.household(household)
    page = _seen(home)
    typed = request.form if request.method == "POST" else {}
    return render_template("persons/household.html", page=page, advice=advice, typed=typed)


def _village(village: str, advice: str = "") -> str:
    found = context.record().people.homes.village(village)
    shown = _visited(village)
    page = VillagePage(found, shown, context.reader().may(acts.WRITE_PERSONS))
    return render_template("persons/village.html", page=page, advice=advice)


def _seen(home: Household) -> HomePage:
    """A house in a village of the reader's, or where somebody lives whose file they open. Raises NotHere."""
    page = _home(home)
    if not (page.faces or context.reader().cares_for(home.village_id)):
        raise NotHere("household of that name")
    return page


def _visited(village: str) -> list[HomePage]:
    """The houses of a village with people whose file the reader opens. Raises NotHere where it is foreign."""
    homes = context.record().people.homes
    shown = [each for each in map(_home, homes.households(village)) if each.faces]
    if not (shown or context.reader().cares_for(village)):
        raise NotHere("village of that name")
    return shown


def _home(home: Household) -> HomePage:
    people, reader = context.record().people, context.reader()
    today = context.now().date()
    living = people.living_in(reader, home.id)
    lives = people.circumstances.of_many([each.id for each in living])
    faces = [Face(each, context.words(), today, lives[each.id]) for each in living]
    return HomePage(home, faces, reader.may(acts.WRITE_PERSONS))
