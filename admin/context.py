"""The one file that touches Flask's globals: who is here, in which language, over which record."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, cast

from flask import Flask, current_app, flash, g, request, session

from admin.cards.sheets import Sheets
from admin.errors import SignInFirst
from admin.mouth import LazyMouth
from admin.overlay import OwnOverlay
from admin.sessions import Sessions
from admin.settings import PanelSettings
from admin.takes import Takes
from admin.words import Words, words_in

if TYPE_CHECKING:
    from casework.access import Reader
    from casework.record import Record
    from casework.workers import Worker

LANGUAGE_COOKIE = "xiangban_panel_language"
SEAT = "xiangban-panel"


@dataclass(frozen=True)
class Seat:
    """What one running panel holds."""

    settings: PanelSettings
    record: Record
    sessions: Sessions
    clock: Callable[[], datetime]
    """Now, in UTC."""
    mouth: LazyMouth
    """Says what the kiosk says."""
    overlay: OwnOverlay
    """The station's own recordings and spellings."""
    takes: Takes
    """Recordings that nobody has decided about."""
    sheets: Sheets
    """Cards that wait for the printer."""


def sit(app: Flask, seat: Seat) -> None:
    """Give the app what it holds; done once, by the factory."""
    app.extensions[SEAT] = seat


def seat() -> Seat:
    """What the running panel holds."""
    return cast(Seat, current_app.extensions[SEAT])


def record() -> Record:
    """The record both apps stand on."""
    return seat().record


def now() -> datetime:
    """Now, in the station's own time zone."""
    return seat().clock().astimezone(seat().settings.zone)


def words() -> Words:
    """The words of the language chosen here: the cookie, else what the browser asks for, else the first one."""
    if "words" not in g:
        settings = seat().settings
        wanted = request.cookies.get(LANGUAGE_COOKIE, "")
        if wanted not in settings.languages:
            wanted = request.accept_languages.best_match(settings.languages) or settings.languages[0]
        g.words = words_in(wanted, settings.overlays)
    return cast(Words, g.words)


def somebody() -> Worker | None:
    """The worker who is signed in, or None."""
    if "worker" not in g:
        known = seat().sessions.worker(session.get("id", ""))
        found = record().workers.get(known) if known else None
        g.worker = found if found and found.active else None
    return cast("Worker | None", g.worker)


def worker() -> Worker:
    """The worker who is signed in. Raises SignInFirst."""
    found = somebody()
    if found is None:
        raise SignInFirst
    return found


def reader() -> Reader:
    """The same as one who reads the record: every question about cases takes it. Raises SignInFirst."""
    if "reader" not in g:
        g.reader = record().reader(worker().id)
    return cast("Reader", g.reader)


def begin_session(worker_id: str) -> None:
    """Sign in under a fresh id and a fresh form token; whatever was known before is thrown away."""
    end_session()
    session["id"] = seat().sessions.begin(worker_id)
    session.permanent = True


def end_session() -> None:
    """Sign out here and on the station, so that a copied cookie opens nothing."""
    seat().sessions.end(session.get("id", ""))
    session.clear()
    g.pop("worker", None)
    g.pop("reader", None)


def form_token() -> str:
    """The secret that every form of this session must carry."""
    if "form" not in session:
        session["form"] = secrets.token_urlsafe(24)
    return cast(str, session["form"])


def confirm(told: str) -> None:
    """Show on the next page that something was done."""
    flash(told, "done")
