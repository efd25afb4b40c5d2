"""What the page of a letter tells: it has played to its end."""

from __future__ import annotations

from flask import Blueprint, Response, abort, jsonify

from casework.history import KIOSK
from kiosk import context
from kiosk.scenes.letters_heard import letter_told
from kiosk.scenes.scene import Here

letters = Blueprint("letters", __name__, url_prefix="/letters")


@letters.post("/heard")
def heard() -> Response:
    """The letter in front of this person, heard from beginning to end; told to whoever spoke it."""
    visit, desk = context.known_visit(), context.desk()
    letter = letter_told(Here(desk, visit, visit.at)) if visit and visit.letter_read else None
    if letter is None:
        abort(404)
    desk.record.letters.heard(letter.id, KIOSK)
    return jsonify(done=True)
