"""The one file that touches Flask's ``g`` and ``current_app``: everything else gets plain objects."""

from __future__ import annotations

from typing import cast

from flask import Flask, Response, current_app, g, request

from kiosk.desk import Desk
from kiosk.listening import Listenings
from kiosk.visit import Visit

COOKIE = "visit"


def furnish(app: Flask, desk: Desk, listenings: Listenings) -> None:
    """Put the desk into the app, and see that every person has a visit."""
    app.extensions["desk"], app.extensions["listenings"] = desk, listenings

    @app.after_request
    def remember(response: Response) -> Response:
        if "begun" in g:
            response.set_cookie(COOKIE, g.begun, httponly=True, samesite="Strict", path="/")
        return response


def desk() -> Desk:
    """The service desk behind this request."""
    return cast(Desk, current_app.extensions["desk"])


def listenings() -> Listenings:
    """Who is listening to whom."""
    return cast(Listenings, current_app.extensions["listenings"])


def visit() -> Visit:
    """The visit of whoever asks; a new one for a new person."""
    if "visit" not in g:
        found = desk().visits.get(request.cookies.get(COOKIE))
        g.visit = found or begin_visit()
    return cast(Visit, g.visit)


def known_visit() -> Visit | None:
    """The visit of whoever asks, if there is one."""
    return desk().visits.get(request.cookies.get(COOKIE))


def party() -> str:
    """Under which name the exchange knows this touchscreen; that its page asks is a sign that the visit goes on."""
    known_visit()
    return desk().ringing.key


def begin_visit() -> Visit:
    """Somebody new stands there."""
    begun = desk().visits.begin()
    g.visit, g.begun = begun, begun.id
    return begun


def end_visit() -> None:
    """The person has gone; whoever comes next starts from nothing."""
    gone = known_visit()
    if gone is not None:
        desk().visits.end(gone)
    begin_visit()


def wants_json() -> bool:
    """Whether the page's own script asks, not the browser."""
    return request.accept_mimetypes.best == "application/json"
