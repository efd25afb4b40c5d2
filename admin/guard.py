"""The rules that hold for every page: closed by default, forms only from here, strict headers; makes no page."""

from __future__ import annotations

import hmac
from urllib.parse import urlsplit

from flask import Flask, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from admin import context
from admin.errors import FormForeign, FormStale, SignInFirst
from admin.permits import HALFWAY, OPEN, PERMITS
from casework.access import NotAllowed

CACHED = frozenset({"static", "pictures.picture", "call.static"})
"""Files without a word about anybody."""
MICROPHONE = frozenset({"voice.studio", "request.show", "request.reply", "spoken.reply", "face.show", "face.answer"})
"""Pages on which the browser may open the microphone."""
READS = frozenset({"GET", "HEAD", "OPTIONS"})
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; media-src 'self' mediastream: blob:; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # not no-referrer: with it browsers send "Origin: null" with our own forms; same-origin tells nobody else anything
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
FOR_CALLS = "camera=(self), microphone=(self), geolocation=(), payment=(), usb=()"


def close_by_default() -> AnyResponse | None:
    """Before every page: whoever is not signed in gets the open pages only."""
    if request.endpoint in OPEN or context.somebody() is not None:
        return None
    door = context.doorway()
    if request.endpoint in HALFWAY and door != "sign_in.sign_in":
        return None
    if request.method == "GET" and not wants_data():
        context.remember_where()
        return redirect(url_for(door))
    raise SignInFirst


def by_role() -> None:
    """Before every page: whether the role of who is signed in includes it. Raises NotAllowed."""
    if request.endpoint is None or request.endpoint in OPEN or request.endpoint in HALFWAY:
        return  # nothing there: the panel says so; or a step of signing in
    reader, act = context.reader(), PERMITS.get(request.endpoint)
    if act is None:
        raise NotAllowed(reader.name, reader.role, request.endpoint)
    reader.require(act)


def forms_only_from_here() -> None:
    """Before every change: it must come from a page of this panel and carry this session's token.

    Raises FormForeign, FormStale.
    """
    if request.method in READS:
        return
    origin = request.headers.get("Origin", "")
    if urlsplit(origin).netloc != request.host:
        raise FormForeign(origin)
    sent = request.headers.get("X-Form-Token") or request.form.get("form_token", "")
    if not hmac.compare_digest(sent.encode(), context.form_token().encode()):
        raise FormStale


def add_headers(answer: Response) -> Response:
    """After every page: what the browser may do with it."""
    for name, value in HEADERS.items():
        answer.headers[name] = value
    if request.endpoint in MICROPHONE:
        answer.headers["Permissions-Policy"] = HEADERS["Permissions-Policy"].replace(
            "microphone=()", "microphone=(self)"
        )
    if context.rings_here():  # whoever is rung answers on the page in front of them
        answer.headers["Permissions-Policy"] = FOR_CALLS
    if request.endpoint in CACHED and answer.status_code < 400:
        for_long = request.endpoint == "pictures.picture"
        answer.headers["Cache-Control"] = "max-age=86400" if for_long else "no-cache"
    else:
        answer.headers["Cache-Control"] = "no-store"
    return answer


def forget_what_was_sent(answer: Response) -> Response:
    """After every form that was taken: nothing of it is half written any more."""
    if request.method == "POST" and answer.status_code < 400 and request.endpoint != "idle.here":
        who = context.somebody()
        if who is not None:
            context.seat().halves.sent(who.id, request.path)
    return answer


def wants_data() -> bool:
    """Whether a script of ours asks, who reads JSON, not a page."""
    return request.accept_mimetypes.best == "application/json"


def stand(app: Flask) -> None:
    """Put the rules in front of and behind every page of the app."""
    app.before_request(forms_only_from_here)
    app.before_request(close_by_default)
    app.before_request(by_role)
    app.after_request(forget_what_was_sent)
    app.after_request(add_headers)
