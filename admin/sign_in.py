"""Signing in and out, the first worker, and the language of the panel; passwords are checked by the record alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from admin import context
from admin.errors import PanelError
from admin.troubles import as_advice
from casework.errors import CaseworkError

pages = Blueprint("sign_in", __name__)
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Typed:
    """What the first worker has typed so far, so that nothing is typed twice; never the password."""

    code: str = ""
    name: str = ""
    login: str = ""


@pages.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Response | tuple[str, int] | str:
    """Name and password; the record counts wrong tries and locks."""
    if request.method == "GET":
        return _sign_in_page()
    login = request.form.get("login", "").strip()
    try:
        worker = context.record().workers.sign_in(login, request.form.get("password", ""))
    except (PanelError, CaseworkError) as error:
        advice, status = as_advice(error)
        return _sign_in_page(login, advice), status
    context.begin_session(worker.id)
    context.confirm(context.words().say("done.welcome", name=worker.name))
    return redirect(url_for("queue.queue"))


@pages.post("/sign-out")
def sign_out() -> Response:
    """End the session here and on the station."""
    context.end_session()
    context.confirm(context.words().say("done.signed_out"))
    return redirect(url_for("sign_in.sign_in"))


@pages.route("/first-worker", methods=["GET", "POST"])
def first_worker() -> Response | tuple[str, int] | str:
    """Set up a worker with the one-time code that the station printed; the code works once."""
    if request.method == "GET":
        return _first_page(Typed())
    typed = Typed(*(request.form.get(each, "").strip() for each in ("code", "name", "login")))
    try:
        worker = context.record().workers.enrol(typed.code, typed.name, typed.login, request.form.get("password", ""))
    except (PanelError, CaseworkError) as error:
        advice, status = as_advice(error)
        return _first_page(typed, advice), status
    context.begin_session(worker.id)
    context.confirm(context.words().say("done.welcome", name=worker.name))
    return redirect(url_for("queue.queue"))


@pages.post("/language")
def language() -> Response:
    """Remember the language of the panel in this browser."""
    settings = context.seat().settings
    back = request.form.get("back", "")
    own = back.startswith("/") and not back.startswith(("//", "/\\"))
    answer = redirect(back if own else url_for("queue.queue"))
    wanted = request.form.get("language", "")
    if wanted in settings.languages:
        answer.set_cookie(
            context.LANGUAGE_COOKIE,
            wanted,
            max_age=YEAR,
            httponly=True,
            samesite="Strict",
            secure=settings.secure_cookies,
        )
    return answer


def _sign_in_page(login: str = "", advice: str = "") -> str:
    return render_template("sign_in.html", login=login, advice=advice, nobody_yet=not context.record().workers.any())


def _first_page(typed: Typed, advice: str = "") -> str:
    least = context.record().workers.password_length
    short = context.words().say("first.strength.short", left="{left}")
    return render_template("first_worker.html", typed=typed, advice=advice, least=least, strength_short=short)
