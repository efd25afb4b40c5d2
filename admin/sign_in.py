"""Signing in and out, joining with a one-time code, the language; passwords are checked by the record alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from admin import context, forms
from admin.errors import PanelError
from admin.troubles import as_advice
from casework.errors import CaseworkError
from casework.workers import Worker

pages = Blueprint("sign_in", __name__)
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Typed:
    """What somebody who joins has typed so far, so that nothing is typed twice; never the password."""

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
    return _comes_in(worker)


@pages.post("/sign-out")
def sign_out() -> Response:
    """End the session here and on the station."""
    context.end_session()
    context.confirm(context.words().say("done.signed_out"))
    return redirect(url_for("sign_in.sign_in"))


@pages.route("/join", methods=["GET", "POST"])
def join() -> Response | tuple[str, int] | str:
    """Set up a worker with a one-time code: the station printed the first, a supervisor makes the others."""
    if request.method == "GET":
        return _join_page(Typed())
    typed = Typed(*(request.form.get(each, "").strip() for each in ("code", "name", "login")))
    password, workers = request.form.get("password", ""), context.record().workers
    try:
        forms.joining(typed.name, typed.login, password, workers.password_length)
        worker = workers.enrol(typed.code, typed.name, typed.login, password)
    except (PanelError, CaseworkError) as error:
        advice, status = as_advice(error)
        return _join_page(typed, advice), status
    return _comes_in(worker)


@pages.post("/language")
def language() -> Response:
    """Remember the language of the panel in this browser."""
    settings = context.seat().settings
    back = request.form.get("back", "")
    own = back.startswith("/") and not back.startswith(("//", "/\\"))
    answer = redirect(back if own else url_for("queue.start"))
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


def _comes_in(worker: Worker) -> Response:
    """With a right password: into the panel, or to what the role needs besides."""
    onward = context.begin_session(worker.id)
    if context.somebody() is not None:
        context.confirm(context.words().say("done.welcome", name=worker.name))
    return redirect(onward)


def _sign_in_page(login: str = "", advice: str = "") -> str:
    return render_template("sign_in.html", login=login, advice=advice, nobody_yet=_nobody_yet())


def _join_page(typed: Typed, advice: str = "") -> str:
    least = context.record().workers.password_length
    words = context.words()
    short = words.say("join.strength.short", left="{left}")
    name = "first" if _nobody_yet() else "further"
    title, intro = words.say(f"join.{name}.title"), words.say(f"join.{name}.intro")
    return render_template(
        "join.html", title=title, intro=intro, typed=typed, advice=advice, least=least, strength_short=short
    )


def _nobody_yet() -> bool:
    return not any(each.active for each in context.record().workers.all())
