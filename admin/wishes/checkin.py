"""Settling the check-in in a person's file, with the person there, and switching it off; it is drawn by ``lines``."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from admin import context
from admin.errors import FieldWrong
from admin.persons.file import done
from admin.wishes.lines import HOURS
from casework.checkins import RHYTHMS

pages = Blueprint("checkin", __name__, url_prefix="/persons/<person_id>/checkin")


@pages.post("")
def settle(person_id: str) -> ResponseReturnValue:
    """As the person, who is there, wishes it; or not any more."""

    def work(who: str) -> str:
        checkins, form = context.record().checkins, request.form
        if "end" in form:
            checkins.end(person_id, who)
            return "checkin.done.ended"
        rhythm, hour = form.get("rhythm", ""), form.get("hour", "")
        if rhythm not in RHYTHMS or hour not in HOURS or "there" not in form:
            raise FieldWrong("choice_wrong" if "there" in form else "person_not_there")
        checkins.begin(person_id, rhythm, hour, who)
        return "checkin.done.begun"

    return done(person_id, work, "checkin")
