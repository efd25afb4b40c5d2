"""The second step of signing in, and setting it up: a code from one's own phone, or one from paper."""

from __future__ import annotations

from dataclasses import dataclass

import segno
from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from admin import context
from admin.account.stage import Stage
from admin.errors import PanelError
from admin.troubles import as_advice
from casework.errors import CaseworkError
from casework.factors.factors import NEED_ONE
from casework.factors.totp import address
from casework.workers import Worker

pages = Blueprint("second", __name__, url_prefix="/sign-in")


@dataclass(frozen=True)
class Offer:
    """What an app needs to make codes."""

    picture: Markup
    """The QR code as SVG."""
    secret: str
    """The same to be typed, in groups of four."""
    link: str
    """The same for a phone that shows this very page."""


@pages.route("/code", methods=["GET", "POST"])
def code() -> ResponseReturnValue:
    """Whoever knows the password proves it is them. The record counts wrong tries and locks."""
    who, where = context.coming()
    if where is not Stage.CODE:
        return redirect(url_for(context.doorway()))
    if request.method == "GET":
        return _code_page(who)
    try:
        proof = context.record().factors.prove(who.id, request.form.get("code", ""))
    except (PanelError, CaseworkError) as error:
        advice, status = as_advice(error)
        return _code_page(who, advice), status
    back = context.begin_session(who.id, proven=True)
    words = context.words()
    context.confirm(words.say("done.welcome", name=who.name))
    if proof.on_paper:
        context.confirm(words.say("second.paper_used", n=proof.left))
    return redirect(back)


@pages.route("/second-step", methods=["GET", "POST"])
def set_up() -> ResponseReturnValue:
    """Show the QR code; once the app's code fits, show the codes for paper, this once."""
    who, where = context.coming()
    if where is Stage.CODE:  # whoever only knows the password must not replace the second factor
        return redirect(url_for("second.code"))
    if where is Stage.OPEN and context.record().factors.has(who.id):
        return redirect(url_for("account.account"))
    if request.method == "GET":
        return _set_up_page(who)
    try:
        paper = context.record().factors.confirm(who.id, request.form.get("code", ""))
    except (PanelError, CaseworkError) as error:
        advice, status = as_advice(error)
        return _set_up_page(who, advice), status
    back = context.begin_session(who.id, proven=True)
    context.seat().sessions.end_of(who.id, but=context.session_id())
    return render_template("account/paper.html", codes=paper, onward=back)


def _code_page(who: Worker, advice: str = "") -> str:
    return render_template("account/code.html", name=who.name, advice=advice)


def _set_up_page(who: Worker, advice: str = "") -> str:
    secret = context.record().factors.begin(who.id)
    link = address(secret, who.login)
    drawn = segno.make(link, error="m").svg_inline(scale=5, border=3, dark="#000", light="#fff", omitsize=True)
    grouped = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    offer = Offer(Markup(drawn), grouped, link)  # noqa: S704 - drawn by segno from our own letters
    return render_template(
        "account/set_up.html", offer=offer, advice=advice, needed=who.role in NEED_ONE, inside=context.somebody()
    )
