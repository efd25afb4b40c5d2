"""What the page of a circle tells: that it wants to come in, that it is over, whose hand is up."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request
from werkzeug.wrappers import Response as AnyResponse

from calls.errors import CallError
from calls.web import refused
from kiosk import context
from kiosk.routes.pages import follow
from kiosk.scenes.circles import LEFT, leave
from kiosk.scenes.scene import Here

circles = Blueprint("circles", __name__, url_prefix="/circles")


@circles.post("/come_in")
def come_in() -> Response | tuple[Response, int]:
    """The page has its camera and microphone: let it in, or tell it to wait."""
    visit = context.visit()
    with visit.lock:
        circle = visit.circle
        if circle is None or circle.why:
            return jsonify(error="NoSuchCall"), 404
        try:
            told = context.desk().ringing.come_in(visit, circle)
        except CallError as error:
            return refused(error)
        return jsonify(waiting=True) if told is None else jsonify(told)


@circles.post("/hand")
def hand() -> Response:
    """Whoever leads gave the word, and so took the hand down; or the page was drawn anew."""
    visit = context.visit()
    with visit.lock:
        if visit.circle is not None:
            visit.circle.hand = request.form.get("up") == "1"
    return jsonify(done=True)


@circles.post("/over")
def over() -> AnyResponse:
    """The page saw it end."""
    visit, desk = context.visit(), context.desk()
    with visit.lock:
        visit.tell()
        if visit.circle is not None:
            leave(Here(desk, visit, visit.at), visit.circle, request.form.get("why", "lost")[:20])
    return follow(LEFT)
