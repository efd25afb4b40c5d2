"""An answer in the worker's own voice: recorded in the browser, heard, then sent, kept encrypted."""

from __future__ import annotations

import io

from flask import Blueprint, Response, jsonify, request, send_file, url_for
from flask.typing import ResponseReturnValue

from admin import context, forms
from admin.errors import NotHere
from admin.request import done, once
from admin.takes import Take, kept_of, take_of

pages = Blueprint("spoken", __name__, url_prefix="/requests/<request_id>/voice")
LONGEST = 90.0
"""Seconds; nobody remembers the beginning of a longer answer."""
LARGEST = 10 * 1024 * 1024
"""Bytes of what a browser sends: that long at 48 kHz with some room."""


@pages.post("/takes")
def take(request_id: str) -> ResponseReturnValue:
    """A recording of a worker's browser, made ready to be heard; nobody else hears it yet."""
    request.max_content_length = LARGEST
    file = context.record().request(request_id, context.reader())
    made = take_of(request.get_data(), context.worker().id, file.language, request_id, LONGEST)
    name = context.seat().takes.put(made)
    told = context.words().say(f"voice.take.{made.verdict}")
    address = url_for("spoken.take_sound", request_id=request_id, name=name)
    return jsonify(take=name, sound=address, verdict=made.verdict, told=told, seconds=made.seconds, shape=made.shape)


@pages.get("/takes/<name>.wav")
def take_sound(request_id: str, name: str) -> Response:
    """A recording that is not sent, for whoever made it."""
    return Response(_take(request_id, name).wav, mimetype="audio/wav")


@pages.post("/reply")
def reply(request_id: str) -> ResponseReturnValue:
    """Send it: the kiosk plays it to the person; the text, if there is one, is written beside it."""

    def work(worker: str) -> str:
        name = request.form.get("take", "")
        text = forms.beside(request.form.get("text", ""), forms.REPLY_MOST)
        if not context.record().has_reply(once(name)):
            made = _take(request_id, name)
            context.record().reply(
                request_id, worker, text, once(name), kept_of(made, context.record().recordings, "reply", LONGEST)
            )
            context.seat().takes.drop(name)
        return context.words().say("done.replied")

    return done(request_id, work)


@pages.get("/<name>.wav")
def sound(request_id: str, name: str) -> Response:
    """An answer as it was spoken, decrypted on the way out."""
    file = context.record().request(request_id, context.reader())
    if name not in {each.recording for each in file.replies}:
        raise NotHere("spoken answer with that name")
    wav = context.record().recordings.read(name)
    return send_file(io.BytesIO(wav), mimetype="audio/wav", conditional=True, etag=False)


def _take(request_id: str, name: str) -> Take:
    made = context.seat().takes.get(name, context.worker().id)
    if made.sentence != request_id:
        raise NotHere("recording for this request")
    return made
