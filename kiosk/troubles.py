"""Every error becomes a calm sentence for whoever stands there, and a line in the log for a technician."""

from __future__ import annotations

import logging

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from casework.errors import CaseworkError, RecordFull
from kiosk.errors import ChunkTooLarge, StrangeHost, UnknownTurn
from kiosk.routes.pages import answer_trouble
from voice.errors import VoiceError

log = logging.getLogger(__name__)
Answer = Response | tuple[Response, int] | tuple[str, int] | AnyResponse


def answer_troubles(app: Flask) -> None:
    """What each kind of error is answered with."""

    @app.errorhandler(StrangeHost)
    def stranger(error: StrangeHost) -> Answer:
        log.warning("%s", error)
        return "This is a village service point. Please use its own screen.\n", 403

    @app.errorhandler(ChunkTooLarge)
    @app.errorhandler(UnknownTurn)
    def bad_piece(error: Exception) -> Answer:
        return jsonify(error=str(error)), 413 if isinstance(error, ChunkTooLarge) else 404

    @app.errorhandler(VoiceError)
    def voiceless(error: VoiceError) -> Answer:
        log.warning("%s: %s", request.path, error)
        return jsonify(error=str(error)), 503

    @app.errorhandler(RecordFull)
    def full(error: RecordFull) -> Answer:
        log.error("%s", error)
        return answer_trouble("error.disk_full", 507)

    @app.errorhandler(CaseworkError)
    def not_kept(error: CaseworkError) -> Answer:
        log.exception("%s on %s", type(error).__name__, request.path)
        return answer_trouble("error.not_kept", 500)

    @app.errorhandler(HTTPException)
    def known(error: HTTPException) -> Answer:
        code = error.code or 500
        if request.path.startswith(("/say/", "/own/", "/picture/", "/static/", "/listen/", "/box/", "/doctor")):
            return jsonify(error=error.description), code
        return answer_trouble("error.unknown", code)

    @app.errorhandler(Exception)
    def broken(error: Exception) -> Answer:
        log.exception("%s on %s", type(error).__name__, request.path)
        return answer_trouble("error.broken", 500)
