"""Cards that are shown: to a reader that types, whatever screen is in front, or to the camera on its own screen."""

from __future__ import annotations

import time

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response as AnyResponse

from casework.cards import Holder
from kiosk import context
from kiosk.routes.pages import follow
from kiosk.scenes.card import ASKED
from kiosk.scenes.known import make_known
from kiosk.scenes.scene import Here
from kiosk.seeing import look
from kiosk.visit import Visit

cards = Blueprint("cards", __name__)
BLIND = ("card.no_camera", "card.camera_denied")
"""Phrases for what only the page can notice."""
FIRST = "language"
"""The screen on which the camera looks for cards only where the installer wanted it."""
LONG_AGO = 30.0
"""Seconds after the last touch from which whoever holds up a card need not be whoever touched."""


@cards.post("/card")
def shown() -> AnyResponse:
    """A card was read: its person stands there, in the visit of now if that can be theirs, else in a new one."""
    return meet(context.desk().record.cards.holder(request.form.get("code", "")))


@cards.post("/card/picture")
def pictured() -> AnyResponse:
    """One picture of the camera, looked at and forgotten: where to go, or what would help."""
    at, settings = context.visit().at, context.desk().settings
    if at != ASKED and not (at == FIRST and settings.camera and settings.camera_at_rest):
        return jsonify(hint="")
    seen = look(request.get_data())
    return meet(context.desk().record.cards.holder(seen.code)) if seen.code else jsonify(hint=seen.hint)


@cards.post("/card/blind")
def blind() -> AnyResponse:
    """The page found no camera, or may not use it: said in words and a picture, with the other ways."""
    visit, cause = context.visit(), request.form.get("cause", "")
    visit.blind = cause if cause in BLIND else BLIND[0]
    visit.tell()
    return follow(ASKED)


def meet(holder: Holder | None) -> AnyResponse:
    """Somebody made themselves known, or tried to."""
    desk, visit = context.desk(), context.visit()
    context.listenings().abandon(visit.id)
    if holder is None:
        visit.tell()
        return follow("card.unknown")
    if _is_somebody_elses(visit, holder):
        language = visit.language if visit.at != FIRST else holder.language
        context.end_visit()
        visit = context.visit()
        visit.language = language if language in desk.settings.languages else visit.language
    with visit.lock:
        visit.tell()
        visit.touched = time.monotonic()
        return follow(make_known(Here(desk, visit, visit.at), holder, carded=True))


def _is_somebody_elses(visit: Visit, holder: Holder) -> bool:
    """What one person told is never shown to the next: another's visit, or one that was left alone a while."""
    if visit.person is not None:
        return visit.person != holder.person
    return visit.at in (FIRST, "still_there") or time.monotonic() - visit.touched > LONG_AGO
