"""Voice letters on a relative's phone: those to hear, those sent, and the way to speak one; nobody else's ever."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from flask import Blueprint, Response, abort, jsonify, render_template, request, send_file

from calls.guest import context
from casework.errors import RecordFull
from casework.frames import RATE, WIDTH
from casework.letters.errors import FilmTooLarge, NoFilm, NoSuchLetter, TooManyLetters
from casework.letters.letter import OUT, Film, Letter
from casework.letters.letters import LARGEST_FILM, LONGEST, LONGEST_FILM
from casework.recordings import NewRecording
from casework.tidings.kinds import LETTER

letters = Blueprint("letters", __name__, url_prefix="/letters")
MOST_SHOWN = 20
SHORTEST = int(0.8 * RATE * WIDTH)
"""Bytes; anything shorter is a press by mistake."""
LARGEST = int((LONGEST + 1) * RATE * WIDTH)
"""Bytes of 16 kHz mono s16le; a second more than the page takes."""
PIECE = 64 * 1024
"""Bytes that are read at once; nothing beyond the largest letter is ever read."""


@dataclass(frozen=True)
class Shown:
    """One letter as the page lists it."""

    id: str
    own: bool
    """Whether the relative spoke it."""
    at: str
    """ISO 8601; the phone says it in its own time."""
    day: str
    """The same, for a browser that does not."""
    state: str
    new: bool
    """To be heard on this phone, and not heard yet."""
    film: bool
    """Whether there is a picture to it."""


def told() -> list[Shown]:
    """The newest letters between this relative and the person."""
    zone = context.seat().record.settings.zone
    return [
        Shown(
            each.id,
            each.way != OUT,
            each.at.isoformat(timespec="seconds"),
            f"{each.at.astimezone(zone):%Y-%m-%d %H:%M}",
            each.state,
            each.way == OUT and each.state != "heard",
            each.film is not None,
        )
        for each in _between()[:MOST_SHOWN]
    ]


@letters.get("")
def listed() -> str:
    """What there is now, for a page that is open already."""
    return render_template("guest/letters.html", letters=told(), invitation=context.invitation(), pack=context.pack())


@letters.get("/<letter>.wav")
def sound(letter: str) -> Response:
    """The voice of a letter to this relative, in parts where the phone asks for parts (iPhones do)."""
    found = _to_hear(letter)
    if found.sound is None:
        abort(404)
    wav = context.seat().record.recordings.read(found.sound)
    return send_file(io.BytesIO(wav), mimetype="audio/wav", conditional=True, etag=False)


@letters.get("/<letter>.film")
def film(letter: str) -> Response:
    """The same of one with a picture."""
    found = _to_hear(letter)
    if found.film is None:
        abort(404)
    body = io.BytesIO(context.seat().record.letters.films.read(found.film))
    return send_file(body, mimetype=str(found.form), conditional=True, etag=False)


@letters.post("/<letter>/heard")
def heard(letter: str) -> Response:
    """It has played to its end here."""
    found = _to_hear(letter)
    context.seat().record.letters.heard(found.id, f"guest:{found.relation}")
    return jsonify(done=True)


@letters.post("/<uuid:letter>")
def receive(letter: UUID) -> tuple[Response, int] | Response:
    """A letter spoken on this phone, as 16 kHz mono s16le; the same id again is the same letter."""
    request.max_content_length = LARGEST
    recordings = context.seat().record.recordings
    return _received(letter, lambda: _kept(recordings.begin(kind=LETTER)), recordings.discard)


@letters.post("/<uuid:letter>/film")
def receive_film(letter: UUID) -> tuple[Response, int] | Response:
    """The same with a picture, as the phone's browser recorded it."""
    request.max_content_length = LARGEST_FILM
    films = context.seat().record.letters.films
    seconds = min(request.args.get("seconds", 0.0, type=float), LONGEST_FILM)
    if seconds < 1:
        abort(400)

    def discard(film: Film) -> None:
        films.discard(film.name)

    try:
        return _received(letter, lambda: films.keep(request.stream, LARGEST_FILM, seconds), discard)
    except FilmTooLarge:
        abort(413)
    except NoFilm:
        abort(400)


Spoken = TypeVar("Spoken", str, Film)


def _received(
    letter: UUID, keep: Callable[[], Spoken], discard: Callable[[Spoken], None]
) -> tuple[Response, int] | Response:
    """What came is the letter once both are on the disk; what may not be one leaves nothing behind."""
    relation, record = context.invitation().relation, context.seat().record
    try:
        spoken = keep()
        try:
            record.letters.receive(str(letter), relation, spoken)
        except BaseException:
            discard(spoken)
            raise
    except RecordFull:
        return jsonify(error="no_room"), 507
    except TooManyLetters:
        return jsonify(error="too_many"), 429
    except NoSuchLetter:
        abort(404)
    return jsonify(done=True)


def _kept(recording: NewRecording) -> str:
    """The body on the disk, piece by piece. Aborts where it is too long or too short."""
    size = 0
    try:
        while piece := request.stream.read(PIECE):
            size += len(piece)
            if size > LARGEST:
                abort(413)
            recording.append(piece)
        if size < SHORTEST:
            abort(400)
        return recording.finish()
    except BaseException:
        recording.discard()
        raise


def _between() -> tuple[Letter, ...]:
    return context.seat().record.letters.between(context.invitation().relation)


def _to_hear(letter: str) -> Letter:
    """Aborts where it is not for this relative, was taken back, or may not be heard any more."""
    found = next((each for each in _between() if each.id == letter and each.way == OUT), None)
    if found is None or not found.spoken:
        abort(404)
    return found
