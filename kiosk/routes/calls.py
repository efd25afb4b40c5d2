"""What the page of a call tells: that it wants to ring now, that somebody answered, that it is over."""

from __future__ import annotations

from flask import Blueprint, Response, abort, jsonify, request
from werkzeug.wrappers import Response as AnyResponse

from calls.errors import CallError
from calls.web import refused
from kiosk import context
from kiosk.call import Call
from kiosk.routes.pages import follow
from kiosk.scenes.calls import CALL, OVER, RINGS, finish
from kiosk.scenes.opening import OPENS, by_itself
from kiosk.scenes.scene import Here

calls = Blueprint("calls", __name__, url_prefix="/calls")
NOTHING = {"why": "lost"}


@calls.post("/ring")
def ring() -> Response | tuple[Response, int]:
    """The page has its camera and microphone: ring."""
    visit = context.visit()
    with visit.lock:
        if visit.call is None or visit.call.id or visit.call.why:
            return jsonify(error="NoSuchCall", **NOTHING), 404
        try:
            return jsonify(call=context.desk().ringing.ring(visit, visit.call))
        except CallError as error:
            return refused(error)


@calls.get("/face/<relation>.jpg")
def face(relation: str) -> Response:
    """The photograph of somebody whom the person in front approved; for nobody else."""
    visit, desk = context.known_visit(), context.desk()
    near = desk.record.people.relations.to_call(visit.person) if visit and visit.person else ()
    picture = next((each.picture for each in near if each.id == relation), None)
    if picture is None:
        abort(404)
    return Response(desk.record.pictures.read(picture), mimetype="image/jpeg")


@calls.post("/rings")
def rings() -> AnyResponse:
    """Somebody rings here, and nobody is in the middle of something."""
    visit, told = context.visit(), request.form
    with visit.lock:
        kind, _, key = told.get("party", "").partition(":")
        relation = key if kind == "guest" else None
        visit.call = Call("rung", told.get("name", "")[:100], relation, told.get("call", ""))
        visit.before = visit.at if visit.at not in (RINGS, OPENS, OVER, CALL) else "home"
        visit.tell()
        visit.call.opens = by_itself(Here(context.desk(), visit, visit.at), relation)
        return follow(OPENS if visit.call.opens else RINGS)


@calls.post("/opened")
def opened() -> AnyResponse:
    """The three seconds are over and nobody refused; whether it may open is asked of the ledger once more."""
    visit = context.visit()
    with visit.lock:
        visit.tell()
        call = visit.call
        if call is None or not call.opens or not by_itself(Here(context.desk(), visit, visit.at), call.relation):
            return follow(RINGS)
        call.answered = True
    return follow(CALL)


@calls.post("/stopped")
def stopped() -> AnyResponse:
    """Whoever rang here gave up."""
    visit = context.visit()
    with visit.lock:
        visit.call = None
        visit.tell()
    return follow(visit.before)


@calls.post("/talking")
def talking() -> Response:
    """Somebody answered; who it is stands under the face. ``left``: seconds that a child may talk, else nothing."""
    visit = context.visit()
    with visit.lock:
        if visit.call is not None:
            visit.call.talking, visit.call.who = True, request.form.get("name", "")[:100] or visit.call.who
        left = context.desk().ringing.seconds_left(visit.call) if visit.call else None
    return jsonify(done=True, left=left)


@calls.post("/over")
def over() -> AnyResponse:
    """The page saw the call end."""
    visit, desk = context.visit(), context.desk()
    with visit.lock:
        visit.tell()
        finish(Here(desk, visit, visit.at), request.form.get("why", "lost"))
    return follow(OVER)
