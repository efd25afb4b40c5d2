"""Where a page's microphone sends its sound, piece by piece, or asks how the box's microphone gets on."""

from __future__ import annotations

import logging
import time
from dataclasses import asdict

from flask import Blueprint, Response, jsonify, request
from werkzeug.wrappers import Response as AnyResponse

from kiosk import context, dialogue, listening
from kiosk.boxear import BoxEar
from kiosk.routes.pages import depart, follow
from kiosk.scenes.scene import Here
from kiosk.scenes.trouble import into_trouble
from voice.errors import NoMicrophone

log = logging.getLogger(__name__)
hearing = Blueprint("hearing", __name__)


@hearing.post("/listen")
def begin() -> AnyResponse:
    """Start to listen on a screen; where only a human can listen, the answer says where to go instead."""
    desk, visit = context.desk(), context.visit()
    here = Here(desk, visit, request.form.get("screen", visit.at))
    with visit.lock:
        try:
            microphone = desk.open_microphone() if desk.open_microphone else None
        except NoMicrophone as error:
            log.warning("%s", error)
            return follow(into_trouble(here, "error.microphone"))
        begun = listening.begin(here)
        if begun is None:
            if microphone:
                microphone.close()
            return follow(dialogue.cannot_understand(here))
        ongoing = context.listenings().begin(visit.id, begun)
    if microphone:
        BoxEar(ongoing, microphone).start()
    return jsonify(turn=ongoing.name, box=microphone is not None)


@hearing.post("/listen/<turn>/<int:number>")
def piece(turn: str, number: int) -> Response:
    """One numbered piece of 16 kHz mono s16le."""
    ongoing = context.listenings().get(context.visit().id, turn)
    return jsonify(asdict(ongoing.take(number, request.get_data())))


@hearing.get("/listen/<turn>")
def state(turn: str) -> AnyResponse:
    """How it goes, for a page that does not send the sound itself; a microphone that is gone leads elsewhere."""
    visit = context.visit()
    ongoing = context.listenings().get(visit.id, turn)
    try:
        return jsonify(asdict(ongoing.state))
    except NoMicrophone:
        with visit.lock:
            ongoing.abandon()
            return follow(into_trouble(Here(context.desk(), visit, visit.at), "error.microphone"))


@hearing.post("/listen/<turn>/end")
def end(turn: str) -> AnyResponse:
    """The person has finished; the answer is where to go. Asked twice, it is the same."""
    visit = context.visit()
    ongoing = context.listenings().get(visit.id, turn)
    ongoing.settle()  # the ear may be starting anew: a finger must not wait for that
    with visit.lock:
        visit.touched = time.monotonic()
        goes = ongoing.finish() or visit.goes
    return depart(goes)
