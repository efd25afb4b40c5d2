"""The factory of the workers' panel: a table of contents; each part lives in its own file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from flask import Flask
from jinja2 import StrictUndefined

from admin import (
    absences,
    audit,
    context,
    guard,
    life,
    pictures,
    queue,
    sign_in,
    spoken,
    studio,
    troubles,
    voice,
    worker,
    workers,
    works,
)
from admin import request as request_pages
from admin.account import account, idle, second
from admin.account.halves import Halves
from admin.alarms import ROOMS as ALARM_ROOMS
from admin.calls import ROOMS as CALL_ROOMS
from admin.cards import pages as card_pages
from admin.cards.sheets import Sheets
from admin.circles import ROOMS as CIRCLE_ROOMS
from admin.consents import desk as consent_desk
from admin.consents import face, ledger
from admin.context import Seat
from admin.figures import ROOMS as FIGURE_ROOMS
from admin.frame import for_every_page
from admin.handing import hand, inbox, outside
from admin.mouth import LazyMouth, OpenMouth
from admin.overlay import OwnOverlay
from admin.persons import ROOMS as PERSON_ROOMS
from admin.reports import ROOMS as REPORT_ROOMS
from admin.sessions import Sessions
from admin.settings import SESSIONS_FILE, PanelSettings
from admin.takes import Takes
from admin.training import ROOMS as TRAINING_ROOMS
from admin.visits import ROOMS as VISIT_ROOMS
from admin.wishes import checkin, childtimes, quiet
from admin.words import words_in
from calls.line import NOWHERE, Line
from calls.relay import RelaySettings
from calls.web import carrier
from casework.clock import Clock, utc_now
from casework.record import Record

LARGEST_FORM = 64 * 1024
"""Bytes; no form here comes near it."""


def create_app(
    settings: PanelSettings,
    record: Record,
    clock: Clock = utc_now,
    mouth: OpenMouth | None = None,
    line: Line | None = None,
    relay: RelaySettings | None = None,
    phones: Callable[[], str] = str,
    authority: Path | None = None,
) -> Flask:
    """The panel over that record. ``clock`` tells now; tests move it.

    ``mouth`` opens what the kiosk speaks with, when somebody listens for the first time; the caller closes it.
    ``line``: the wire to the exchange, without which nothing rings here; ``relay``: the way beyond the village;
    ``phones`` tells where a relative's phone finds this station, empty where it does not; ``authority`` is the
    certificate behind that door.
    """
    app = Flask("admin")
    _setup_cookies(app, settings)
    _setup_seat(app, settings, record, clock, mouth, line, phones, authority)
    _setup_templates(app)
    _setup_health(app)
    _setup_pages(app)
    _setup_calls(app, line, relay)
    guard.stand(app)
    troubles.answer_troubles(app)
    return app


def _setup_cookies(app: Flask, settings: PanelSettings) -> None:
    app.config.update(
        SECRET_KEY=settings.sealing_key(),
        SESSION_COOKIE_NAME="xiangban_panel",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_REFRESH_EACH_REQUEST=False,  # hours count from signing in; polling must not prolong them
        PERMANENT_SESSION_LIFETIME=timedelta(hours=settings.session_hours),
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
    )


def _setup_seat(
    app: Flask,
    settings: PanelSettings,
    record: Record,
    clock: Clock,
    mouth: OpenMouth | None,
    line: Line | None,
    phones: Callable[[], str],
    authority: Path | None,
) -> None:
    for each in settings.languages:
        words_in(each, settings.overlays)  # a pack that cannot be read stops the start, not a worker
    idle = timedelta(minutes=settings.idle_minutes)
    sessions = Sessions(settings.data / SESSIONS_FILE, settings.session_hours, clock, idle)
    overlay = OwnOverlay(settings.own_overlay)
    mine = (LazyMouth(mouth), overlay, Takes(), Sheets(clock), Halves(clock))
    context.sit(app, Seat(settings, record, sessions, clock, *mine, phones, line, authority))


def _setup_templates(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(for_every_page)


def _setup_health(app: Flask) -> None:
    @app.get("/health", endpoint="app.health")
    def health() -> dict[str, bool]:
        """Whether the panel answers and its record can be read; not a word about anybody."""
        context.record().version()
        return {"well": True}


def _setup_pages(app: Flask) -> None:
    for room in (sign_in, queue, request_pages, life, spoken, absences, voice, studio, works, workers, pictures):
        app.register_blueprint(room.pages)
    own = (worker.pages, audit.pages, second.pages, account.pages, idle.pages, *TRAINING_ROOMS)
    shared = (ledger.pages, face.pages, consent_desk.pages, hand.pages, inbox.pages, outside.pages)
    for each in (
        *own,
        *ALARM_ROOMS,
        *PERSON_ROOMS,
        *VISIT_ROOMS,
        *FIGURE_ROOMS,
        *REPORT_ROOMS,
        checkin.pages,
        childtimes.pages,
        quiet.pages,
        *shared,
        card_pages.pages,
    ):
        app.register_blueprint(each)


def _setup_calls(app: Flask, line: Line | None, relay: RelaySettings | None) -> None:
    for each in (*CALL_ROOMS, *CIRCLE_ROOMS):
        app.register_blueprint(each)
    app.register_blueprint(carrier(line or Line(NOWHERE), relay or RelaySettings(), context.party))
