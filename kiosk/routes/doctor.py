"""The installer's page: loopback only, linked from no screen; what it finds out is in ``kiosk.doctor``."""

from __future__ import annotations

from dataclasses import asdict
from ipaddress import ip_address

from flask import Blueprint, Response, abort, jsonify, render_template, request

from kiosk import context
from kiosk.doctor import Doctor, Trial
from voice.bell import bell

doctor = Blueprint("doctor", __name__, url_prefix="/doctor")
SCREEN_WORDS = ("error.microphone", "error.microphone_denied", "error.microphone_silent", "error.clipping")


@doctor.before_request
def only_here() -> None:
    """Whoever comes from another machine finds nothing."""
    if not ip_address(request.remote_addr or "0.0.0.0").is_loopback:  # noqa: S104 (an address to compare with)
        abort(404)


@doctor.get("")
def page() -> str:
    """Everything that can be tried."""
    look = _doctor()
    desk = context.desk()
    return render_template(
        "doctor.html", doctor=look, settings=desk.settings, handset=desk.handsets.now, troubles=SCREEN_WORDS
    )


@doctor.get("/language/<language>")
def language(language: str) -> Response:
    """What a language can and cannot do; takes seconds where a model must be read."""
    _offered(language)
    return jsonify(told=[asdict(each) for each in _doctor().examined(language)])


@doctor.get("/bell.wav")
def ring() -> Response:
    """The bell."""
    return Response(bell(), mimetype="audio/wav")


@doctor.post("/bell")
def ring_box() -> tuple[str, int]:
    """The bell by the box's own loudspeaker; answers when it has faded."""
    loudspeaker = context.desk().loudspeaker
    if loudspeaker is None:
        abort(404)
    loudspeaker.play(bell(), wait=True)
    return "", 204


@doctor.post("/listen")
def listen() -> Response:
    """Listen for the sentence of a language; its pieces go where all sound goes."""
    wanted = request.form.get("language", "")
    _offered(wanted)
    visit = context.visit()
    trial = _doctor().trial(wanted)
    ongoing = context.listenings().begin(visit.id, trial)
    return jsonify(turn=ongoing.name)


@doctor.post("/listen/<turn>/end")
def end(turn: str) -> Response:
    """What was heard, and whether it was right."""
    ongoing = context.listenings().get(context.visit().id, turn)
    ongoing.finish()
    trial = ongoing.listening
    if not isinstance(trial, Trial):
        abort(404)
    heard = trial.found.transcript if trial.found else ""
    return jsonify(told=asdict(_doctor().judged(trial)), heard=heard)


def _offered(language: str) -> None:
    if language not in context.desk().settings.languages:
        abort(404)


def _doctor() -> Doctor:
    settings = context.desk().settings
    wanted = request.args.get("language", "")
    return Doctor(context.desk(), wanted if wanted in settings.languages else settings.default_language)
