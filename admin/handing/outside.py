"""The narrow view of a partner outside: no sign-in but a link with a secret, only what was chosen, closed at once."""

from __future__ import annotations

import io

from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from admin import context, times
from admin.errors import FieldWrong, PanelError
from admin.handing.look import Look, state_of
from admin.persons import forms
from admin.troubles import as_advice
from casework.errors import CaseworkError
from casework.referrals.errors import Closed
from casework.referrals.receiving import Receiver
from casework.referrals.view import View

pages = Blueprint("outside", __name__, url_prefix="/shared/<code>")


@pages.get("")
def show(code: str) -> ResponseReturnValue:
    """What was chosen; that somebody looked is written down."""
    return _page(code, context.record().links.open(code))


@pages.get("/<name>.wav")
def sound(code: str, name: str) -> Response:
    """One of the recordings that were chosen; that somebody listens is written down."""
    begins = request.method == "GET" and context.from_the_start()
    wav = context.record().links.sound(code, name, begins=begins)
    return send_file(io.BytesIO(wav), mimetype="audio/wav", conditional=True, etag=False)


@pages.post("")
def answer(code: str) -> ResponseReturnValue:
    """Yes, we do it; no, and why; it is done, and what came of it."""
    record, form, words = context.record(), request.form, context.words()
    view = record.links.look(code)
    if view.referral is None:
        raise Closed
    try:
        receiver = Receiver(code=code, name=forms.line(form, "name"))
        text, act = forms.text(form, "answer"), form.get("act", "")
        if act == "accept":
            record.receiving.accept(view.referral.id, receiver, text)
        elif act == "reject":
            record.receiving.reject(view.referral.id, receiver, text)
        elif act == "finish":
            record.receiving.finish(view.referral.id, receiver, text)
        else:
            raise FieldWrong("choice_wrong")
    except (PanelError, CaseworkError) as error:
        if isinstance(error, Closed):
            raise
        advice, status = as_advice(error)
        return _page(code, view, advice), status
    if act == "accept":
        context.confirm(words.say("handing.outside.accepted"))
        return redirect(url_for("outside.show", code=code))
    return render_template("handing/thanks.html")


def _page(code: str, view: View, advice: str = "") -> str:
    found, words, now = view.referral, context.words(), context.now()
    if found is None:
        raise Closed
    return render_template(
        "handing/outside.html",
        code=code,
        found=found,
        state=state_of(found),
        look=Look(view, words, now, found.letter),
        until=times.moment(found.until, now, words),
        advice=advice,
        typed=request.form if request.method == "POST" else {},
    )
