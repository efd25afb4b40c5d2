"""The hall in which a circle meets: begin it or go in, decide who is heard, end it; the faces are a script's."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, Response, jsonify, request

from admin import context
from calls.errors import CallError
from calls.party import Party
from calls.web import refused
from casework.circles.circle import Circle
from casework.circles.errors import LedElsewhere

pages = Blueprint("hall", __name__, url_prefix="/circles/<circle_id>")


@pages.post("/start")
def start(circle_id: str) -> Response | tuple[Response, int]:
    """Begin it, or go in where it goes on; colleagues and relatives who are there are rung."""
    record, me = context.record(), context.worker()
    circle = record.circles.get(circle_id, context.reader())
    if circle.home:
        raise LedElsewhere
    about = {"kind": "circle", "circle": circle.id, "title": circle.name}
    party, callees = Party(f"worker:{me.id}", me.name), [asdict(each) for each in _rung(circle)]
    people = len(callees) + any(each.kind == "person" for each in circle.people)  # one touchscreen for all of them
    people += len(record.circles.neighbours.of(circle.id))
    try:
        told = context.line().ask("gather", me=asdict(party), callees=callees, about=about, people=people)
    except CallError as error:
        return refused(error)
    if told["began"]:
        record.circles.began(circle.id, told["call"], me.id)
    return jsonify(told)


@pages.post("/lead")
def lead(circle_id: str) -> Response | tuple[Response, int]:
    """Who is heard."""
    circle, form = context.record().circles.get(circle_id, context.reader()), request.form
    who = f"worker:{context.worker().id}"
    try:
        context.line().ask(
            "lead", circle=circle.id, by=who, act=form.get("act", "")[:20], party=form.get("party", "")[:100]
        )
    except CallError as error:
        return refused(error)
    return jsonify(done=True)


@pages.post("/finish")
def finish(circle_id: str) -> Response | tuple[Response, int]:
    """End it for all."""
    circle = context.record().circles.get(circle_id, context.reader())
    try:
        context.line().ask("finish", circle=circle.id)
    except CallError as error:
        return refused(error)
    return jsonify(done=True)


def _rung(circle: Circle) -> list[Party]:
    """Whose page rings; persons see it at the touchscreen, with their card, and nobody else there does."""
    keys = {"worker": "worker", "relation": "guest"}
    return [Party(f"{keys[each.kind]}:{each.who}", each.name) for each in circle.people if each.kind in keys]
