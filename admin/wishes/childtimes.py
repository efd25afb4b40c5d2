"""Settling with a guardian when a child calls; the child itself is asked at the kiosk, and both are needed."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from admin import context
from admin.errors import FieldWrong
from admin.persons import forms
from admin.persons.file import done
from admin.wishes.lines import ALL_HOURS
from casework.childtimes import Times
from casework.childtimes.childtimes import BY_GUARDIAN

pages = Blueprint("childtimes", __name__, url_prefix="/persons/<person_id>/times")


@pages.post("")
def settle(person_id: str) -> ResponseReturnValue:
    """As the guardian agreed; or not any more."""

    def work(who: str) -> str:
        record, form = context.record(), request.form
        if "end" in form:
            record.child_times.end(person_id, who)
            return "childtimes.done.ended"
        guardian, how = forms.line(form, "guardian"), form.get("how", "")
        record.child_times.agree(person_id, _times(), guardian, _known(how, BY_GUARDIAN), who)
        return "childtimes.done.agreed"

    return done(person_id, work, "childtimes")


def _times() -> Times:
    form = request.form
    days = frozenset(each for each in range(7) if str(each) in form.getlist("day"))
    starts, ends = (_known(form.get(each, ""), ALL_HOURS) for each in ("starts", "ends"))
    minutes = form.get("minutes", "")
    if not minutes.isdecimal() or len(minutes) > 3:
        raise FieldWrong("number_wrong")
    return Times(days, starts, ends, int(minutes))


def _known(told: str, words: tuple[str, ...]) -> str:
    if told not in words:
        raise FieldWrong("choice_wrong")
    return told
