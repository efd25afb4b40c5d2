"""Pages and presses: one URL draws any screen, one takes whatever was pressed on it."""

from __future__ import annotations

import logging
import time

from flask import Blueprint, current_app, jsonify, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kiosk import context, dialogue
from kiosk.drawing import Artist
from kiosk.errors import NotOffered, UnknownScene
from kiosk.scenes import find
from kiosk.scenes.danger import noticed
from kiosk.scenes.leaving import HIDE, LEAVE
from kiosk.scenes.scene import Here, Mode
from kiosk.scenes.tidings import note_told
from kiosk.scenes.trouble import into_trouble

log = logging.getLogger(__name__)
pages = Blueprint("pages", __name__)
MODES: dict[str, Mode] = {"digit": "digit"}
"""How a press may be counted; anything else is a touch. Speech never comes this way."""
OWN_TROUBLES = {"error.microphone", "error.microphone_denied", "error.microphone_silent"}
"""What only the page can notice."""


@pages.get("/")
def start() -> AnyResponse:
    """Where this person is, or the first screen for a new one."""
    return redirect(url_for("pages.screen", key=context.visit().at), 303)


@pages.get("/screen/<key>")
def screen(key: str) -> tuple[str, int] | AnyResponse:
    """Draw a screen for this visit."""
    visit = context.visit()
    with visit.lock:
        here = Here(context.desk(), visit, key)
        try:
            find(key)
        except UnknownScene:
            here = here.at(into_trouble(here.at(visit.at), "error.unknown"))
        drawn_here, shown = dialogue.show(here)
        if drawn_here.key == "still_there" and visit.at != "still_there":
            visit.before = visit.at
            drawn_here, shown = dialogue.show(drawn_here)
        if drawn_here.key != visit.goes:
            visit.tell()
        visit.at = visit.goes = drawn_here.key
        drawn = Artist(drawn_here, shown).draw()
        note_told(drawn_here)
        visit.act, visit.telling = "", "all"  # once; who draws the same screen again hears all of it
    settings = drawn_here.desk.settings
    return render_template(f"{drawn.screen.kind}.html", drawn=drawn, settings=settings), shown.status


@pages.post("/choose")
def choose() -> AnyResponse:
    """Take what was pressed on a screen; answers with the screen that follows."""
    visit = context.visit()
    here = Here(context.desk(), visit, request.form.get("screen", visit.at))
    mode = MODES.get(request.form.get("mode", "touch"), "touch")
    with visit.lock:
        visit.touched = time.monotonic()
        context.listenings().abandon(visit.id)  # a finger counts more than the ear
        try:
            find(here.key)
            goes = noticed(here) or dialogue.press(here, request.form.get("choice", ""), mode)
        except (NotOffered, UnknownScene):
            # an old page, or a digit without a picture: draw what is really there
            goes = visit.at
    return depart(goes)


@pages.get("/danger")
def danger() -> AnyResponse:
    """What the page asks every two seconds: was danger found in what somebody told, has a worker answered."""
    visit = context.known_visit()
    if visit is None:
        return make_response("", 204)
    with visit.lock:
        goes = noticed(Here(context.desk(), visit, visit.at))
    return follow(goes) if goes else make_response("", 204)


@pages.post("/leave")
def leave() -> AnyResponse:
    """Put this visit away; the next person finds the first screen."""
    context.end_visit()
    return follow("language")


@pages.post("/fresh")
def fresh() -> tuple[str, int]:
    """The browser at the screen was started anew (`xiangban kiosk`): whoever stood there before is gone."""
    context.desk().visits.end_all()
    return "", 204


def depart(goes: str) -> AnyResponse:
    """Go there; or put this visit away, for the next person or because somebody must not see it."""
    if goes == LEAVE:
        return leave()
    if goes != HIDE:
        return follow(goes)
    language = context.visit().language
    context.end_visit()
    visit = context.visit()
    visit.language, visit.at = language, "today"
    return follow(visit.at)


@pages.post("/trouble")
def trouble() -> AnyResponse:
    """The page found out that something is broken which only a browser can know."""
    visit = context.visit()
    cause = request.form.get("cause", "")
    if cause not in OWN_TROUBLES:
        cause = "error.microphone"
    here = Here(context.desk(), visit, visit.at)
    visit.tell()
    context.listenings().abandon(visit.id)
    return follow(into_trouble(here, cause))


def follow(key: str) -> AnyResponse:
    """Go to that screen: as data for the page's script, as a redirect for a bare browser."""
    context.visit().goes = key
    goes = url_for("pages.screen", key=key)
    return jsonify(goes=goes) if context.wants_json() else redirect(goes, 303)


def answer_trouble(cause: str, status: int) -> AnyResponse:
    """Tell the person what went wrong, whoever asked; with a page of the bare bones when even that goes wrong."""
    try:
        return _trouble_screen(cause, status)
    except Exception:
        log.exception("the screen for troubles itself is broken")
        answer = current_app.send_static_file("sorry.html")
        answer.status_code = status
        return answer


def _trouble_screen(cause: str, status: int) -> AnyResponse:
    visit = context.visit()
    here = Here(context.desk(), visit, visit.at)
    visit.tell()
    key = into_trouble(here, cause)
    visit.goes = key
    if context.wants_json():
        answer = jsonify(goes=url_for("pages.screen", key=key))
    else:
        drawn_here, shown = dialogue.show(here.at(key))
        visit.at = key
        drawn = Artist(drawn_here, shown).draw()
        answer = make_response(render_template("choose.html", drawn=drawn, settings=here.desk.settings))
    answer.status_code = status
    return answer
