"""What was handed to me or to my village: what may be seen before it is accepted, and my answer."""

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
from casework.referrals.receiving import Receiver

pages = Blueprint("handed", __name__, url_prefix="/handed")


@pages.get("/<referral_id>")
def show(referral_id: str) -> str:
    """What may be seen; that it was looked at is written down."""
    return _page(referral_id)


@pages.get("/<referral_id>/<name>.wav")
def sound(referral_id: str, name: str) -> Response:
    """One of the recordings that were shared."""
    wav = context.record().receiving.sound(referral_id, context.worker().id, name)
    return send_file(io.BytesIO(wav), mimetype="audio/wav", conditional=True, etag=False)


@pages.post("/<referral_id>")
def answer(referral_id: str) -> ResponseReturnValue:
    """I do it; I cannot, and why; it is done."""
    record, me, form = context.record(), Receiver(context.worker().id), request.form
    found = record.referrals.get(referral_id)
    try:
        text, act = forms.text(form, "answer"), form.get("act", "")
        if act == "accept":
            record.receiving.accept(referral_id, me, text)
        elif act == "reject":
            record.receiving.reject(referral_id, me, text)
        elif act == "finish":
            record.receiving.finish(referral_id, me, text)
        else:
            raise FieldWrong("choice_wrong")
    except (PanelError, CaseworkError) as error:
        advice, status = as_advice(error)
        return _page(referral_id, advice), status
    context.confirm(context.words().say(f"handing.done.{act}"))
    if act == "accept" and found.kind != "refer":
        return redirect(url_for("request.show", request_id=found.request))
    return redirect(url_for("consenting.desk"))


def waiting() -> list[tuple[str, str, str]]:
    """Id, what and from whom, since when: everything that waits for my answer or is in my hands."""
    words, now = context.words(), context.now()
    return [
        (
            each.id,
            words.say("handing.from", worker=each.sender_name, kind=words.say(f"handing.group.{each.kind}")),
            times.moment(each.at, now, words),
        )
        for each in context.record().handing.inbox(context.reader())
        if state_of(each) == "sent"
    ]


def _page(referral_id: str, advice: str = "") -> str:
    record, words = context.record(), context.words()
    view = record.receiving.look(referral_id, context.worker().id)
    found = record.referrals.get(referral_id)
    look = Look(view, words, context.now(), found.letter)
    typed = request.form if request.method == "POST" else {}
    kind = words.say(f"handing.group.{found.kind}")
    title = words.say("handing.from", worker=found.sender_name, kind=kind)
    told = {"title": title, "found": found, "look": look, "state": state_of(found), "advice": advice, "typed": typed}
    return render_template("handing/handed.html", **told)
