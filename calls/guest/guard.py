"""The rules for every page of a relative: forms only from here, strict headers, one answer at a closed door."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, abort, jsonify, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from calls.errors import CallError
from calls.guest import context
from calls.web import refused
from casework.calls.errors import InvitationClosed, MayNotCall
from casework.consents.errors import ConsentMissing
from casework.persons.errors import NoSuchRelation

READS = frozenset({"GET", "HEAD", "OPTIONS"})
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; media-src 'self' blob: mediastream:; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # the secret of a link never goes anywhere else
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(self), geolocation=()",
}
CACHED = frozenset({"pages.static", "call.static", "call.hides", "pages.picture"})


def stand(app: Flask) -> None:
    """Put the rules in front of and behind every page."""
    app.before_request(_forms_only_from_here)
    app.after_request(_headers)
    app.register_error_handler(InvitationClosed, _closed)
    app.register_error_handler(CallError, refused)
    for error in (ConsentMissing, MayNotCall, NoSuchRelation):  # taken back between the look and the deed
        app.register_error_handler(error, _closed)


def _forms_only_from_here() -> None:
    if context.secret():  # no browser sends one by itself: a page elsewhere can make nobody's browser act here
        return
    if request.method not in READS and urlsplit(request.headers.get("Origin", "")).netloc != request.host:
        abort(403)


def _headers(answer: Response) -> Response:
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    cached = request.endpoint in CACHED and answer.status_code < 400
    answer.headers["Cache-Control"] = "no-cache" if cached else "no-store"
    return answer


def _closed(_: Exception) -> tuple[AnyResponse | str, int]:
    if request.accept_mimetypes.best == "application/json":
        return jsonify(error="InvitationClosed"), 410
    language = request.accept_languages.best_match(("zh", "en", "ko")) or "zh"
    return render_template("guest/closed.html", pack=context.pack(language), lang=language), 410
