"""What the pages of letters tell and fetch: a film that was made, one to be seen, a voice that played to its end."""

from __future__ import annotations

import io

from flask import Blueprint, Response, abort, jsonify, request, send_file
from werkzeug.wrappers import Response as AnyResponse

from casework.history import KIOSK
from casework.letters.errors import FilmTooLarge, NoFilm, NoSuchLetter
from casework.letters.letters import LARGEST_FILM, LONGEST_FILM
from kiosk import context
from kiosk.routes.pages import follow
from kiosk.scenes.letters import FILM, FILM_OWN, RECORDED, SPEAK, letter_spoken
from kiosk.scenes.letters_heard import letter_told
from kiosk.scenes.scene import Here

letters = Blueprint("letters", __name__, url_prefix="/letters")
SHORTEST = 1.0
"""Seconds; anything shorter is a press by mistake."""


@letters.post("/heard")
def heard() -> Response:
    """The letter in front of this person, heard from beginning to end; told to whoever spoke it."""
    visit, desk = context.known_visit(), context.desk()
    letter = letter_told(Here(desk, visit, visit.at)) if visit and visit.letter_read else None
    if letter is None:
        abort(404)
    desk.record.letters.heard(letter.id, KIOSK)
    desk.record.child_times.used(letter.person, "letter", letter.seconds)
    return jsonify(done=True)


@letters.post("/film")
def filmed() -> AnyResponse:
    """The film of a letter, as the page's browser recorded it."""
    visit, desk = context.visit(), context.desk()
    request.max_content_length = LARGEST_FILM
    seconds = min(request.args.get("seconds", 0.0, type=float), LONGEST_FILM)
    with visit.lock:
        visit.tell()
        if visit.letter is None or seconds < SHORTEST:
            visit.tell(*desk.pack(visit.language).sentences("recording.too_short"))
            return follow(FILM)
        letters, film = desk.record.letters, None
        try:
            film = letters.films.keep(request.stream, LARGEST_FILM, seconds)
            letters.speak(visit.letter, film)
            desk.record.child_times.used(visit.person, "letter", seconds)
        except (NoFilm, FilmTooLarge, NoSuchLetter):
            if film is not None:
                letters.films.discard(film.name)
            return _blind()
    desk.record.turns.count(visit.language, FILM, "touch", "recorded")
    return follow(RECORDED)


@letters.post("/blind")
def blind() -> AnyResponse:
    """The page has no camera after all."""
    with context.visit().lock:
        return _blind()


@letters.get("/film/<kind>")
def film(kind: str) -> Response:
    """The film that was made just now, or one from a relative, for its own person alone."""
    visit, desk = context.known_visit(), context.desk()
    here = Here(desk, visit, visit.at) if visit else None
    letter = None
    if here is not None:
        letter = letter_spoken(here) if kind == FILM_OWN else letter_told(here)
    if letter is None or letter.film is None:
        abort(404)
    body = io.BytesIO(desk.record.letters.films.read(letter.film))
    return send_file(body, mimetype=str(letter.form), conditional=True, etag=False)


def _blind() -> AnyResponse:
    visit = context.visit()
    visit.tell(*context.desk().pack(visit.language).sentences("letters.film.blind"))
    return follow(SPEAK)
