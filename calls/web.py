"""What every app of ours with calls in it offers to its own pages: news, answer, decline, hang up, messages.

Who the party is, and whom it may ring, the app decides; this blueprint only carries.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request, send_file
from werkzeug.exceptions import Forbidden

from calls import backdrop
from calls.errors import (
    AlreadyTalking,
    BadLink,
    BadSignal,
    CallError,
    CallFull,
    CallOver,
    ExchangeGone,
    HomeClosed,
    HomeGone,
    MixerGone,
    NoSuchCall,
)
from calls.line import Asks
from calls.messages import LONGEST_SIGNAL
from calls.relay import RelaySettings, ice

STATUS: Mapping[type[CallError], int] = {
    NoSuchCall: 404,
    CallOver: 410,
    AlreadyTalking: 409,
    CallFull: 409,
    BadSignal: 400,
    ExchangeGone: 503,
    MixerGone: 503,
    HomeGone: 503,
    HomeClosed: 403,
    BadLink: 400,
}
"""The HTTP answer to each cause; the page's script tells the person."""
VEIL = "veil_worker.js"
VEIL_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"


def carrier(line: Asks, relay: RelaySettings, party: Callable[[], str | None]) -> Blueprint:
    """The blueprint ``call`` under ``/call``. ``party``: key of whoever asks, None for somebody without calls."""
    pages = Blueprint("call", __name__, url_prefix="/call", static_folder="static")

    def me() -> str:
        found = party()
        if found is None:
            raise Forbidden
        return found

    pages.register_error_handler(CallError, refused)

    @pages.get("/news")
    def news() -> Response:
        """A sign of life, and what happened since."""
        after = request.args.get("after", 0, type=int)
        return jsonify(line.ask("poll", party=me(), after=after, life=request.args.get("life", "")))

    @pages.get("/ice")
    def ways() -> Response:
        """How this browser finds others."""
        return jsonify(ice(relay, me(), time.time()))

    @pages.after_request
    def compiles(answer: Response) -> Response:
        """The one script that runs WebAssembly has a policy of its own; no page may."""
        if (request.view_args or {}).get("filename") == VEIL:
            answer.headers["Content-Security-Policy"] = VEIL_POLICY
        return answer

    @pages.get("/backdrop/<name>")
    def hides(name: str) -> Response:
        """What tells a person from the wall, where the installer fetched it; the page makes do without."""
        path = backdrop.file(name)
        if path is None:
            abort(404)
        return send_file(path, conditional=True)

    @pages.post("/<call>/answer")
    def answer(call: str) -> Response:
        """Come in."""
        return jsonify(line.ask("answer", call=call, party=me()))

    @pages.post("/<call>/decline")
    def decline(call: str) -> Response:
        """Not now."""
        return _done(line.ask("decline", call=call, party=me()))

    @pages.post("/<call>/hang_up")
    def hang_up(call: str) -> Response:
        """Leave."""
        return _done(line.ask("hang_up", call=call, party=me()))

    @pages.post("/<call>/signal")
    def signal(call: str) -> Response:
        """A message for another browser of the call."""
        told = {name: request.form.get(name, "")[: LONGEST_SIGNAL + 1] for name in ("to", "kind", "body")}
        return _done(line.ask("signal", call=call, sender=me(), **told))

    @pages.post("/<call>/hand")
    def hand(call: str) -> Response:
        """Want to speak in a circle, or no more."""
        return jsonify(up=line.ask("hand", call=call, party=me()))

    return pages


def refused(error: CallError) -> tuple[Response, int]:
    """Each cause as a page's script reads it."""
    return jsonify(error=type(error).__name__, why=getattr(error, "why", "")), STATUS.get(type(error), 400)


def _done(_: Any) -> Response:
    return jsonify(done=True)
