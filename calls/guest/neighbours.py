"""What the station of another village may ask here: about the circle into which it was asked, and the way in."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, Response, jsonify, request

from calls.errors import HomeClosed
from calls.guest import context
from calls.party import Party

neighbours = Blueprint("neighbours", __name__, url_prefix="/neighbour")
LONGEST_NAME = 60
"""Characters of a name that is shown to everybody in the circle."""


@neighbours.get("")
def about() -> Response:
    """The circle: its name, when it meets, and whether it goes on just now."""
    _, circle = context.neighbour()
    seat = context.seat()
    told = {
        "name": circle.name,
        "on_day": circle.on_day.isoformat(),
        "starts": circle.starts.isoformat("minutes"),
        "weekly": circle.weekly,
    }
    going = circle.id in seat.line.ask("gathered", circles=[circle.id])
    return jsonify(**told, going=going, village=seat.settings.village or seat.settings.station)


@neighbours.post("/come_in")
def come_in() -> Response:
    """Somebody at that village's touchscreen comes in."""
    held, circle = context.neighbour()
    name = request.form.get("name", "").strip()[:LONGEST_NAME]
    if not name:
        raise HomeClosed
    shown = f"{name} · {held.village}"
    me = Party(context.neighbour_key(held.id), shown)
    return jsonify(context.seat().line.ask("come_in", circle=circle.id, me=asdict(me)))
