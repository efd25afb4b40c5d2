"""The kiosk as one Flask app: a table of contents of what it is made of."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from flask import Flask
from jinja2 import StrictUndefined

from calls.line import NOWHERE, Line
from calls.relay import RelaySettings
from calls.web import carrier
from casework.record import Record
from kiosk import context
from kiosk.breaking import breakable
from kiosk.desk import Desk
from kiosk.dictation import Dictations
from kiosk.edition import edition
from kiosk.elsewhere import Wire
from kiosk.guard import guard
from kiosk.handset import Handsets
from kiosk.listening import Listenings
from kiosk.prepare import prepare
from kiosk.ringing import Ringing
from kiosk.routes.calls import calls
from kiosk.routes.cards import cards
from kiosk.routes.circles import circles
from kiosk.routes.doctor import doctor
from kiosk.routes.handset import handset
from kiosk.routes.hearing import hearing
from kiosk.routes.letters import letters
from kiosk.routes.pages import pages
from kiosk.routes.sounds import sounds
from kiosk.saying import Sayings
from kiosk.settings import KioskSettings
from kiosk.squeeze import squeeze
from kiosk.troubles import answer_troubles
from kiosk.visit import Visit, Visits
from voice.ear import Ear
from voice.errors import NoLoudspeaker
from voice.loudspeaker import Loudspeaker
from voice.microphone import Microphone
from voice.mouth import Mouth

log = logging.getLogger(__name__)
FORGOTTEN_AFTER = 600.0
"""Seconds without a sign of the browser, beyond idle time and warning, after which a visit is put away anyway."""


def create_app(
    settings: KioskSettings,
    record: Record,
    ear: Ear,
    mouth: Mouth,
    line: Line | None = None,
    relay: RelaySettings | None = None,
    phones: Callable[[], str] = str,
) -> Flask:
    """The touchscreen on top of a record, an ear and a mouth, which the caller opens and closes.

    ``line``: the wire to the exchange; without one every call is lost. ``relay``: the way beyond the village.
    ``phones`` tells where a relative's phone finds this station, empty where it does not.
    """
    app = Flask(__name__)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["breakable"] = breakable
    loudspeaker = _loudspeaker(settings)
    if loudspeaker is None:
        settings = replace(settings, loudspeaker="browser")
    sayings, listenings = Sayings(mouth), Listenings()

    def gone(visit: Visit) -> None:
        listenings.abandon(visit.id)
        sayings.forget(visit.private_ids)
        if visit.circle is not None:
            ringing.leave(visit, visit.circle)

    ringing = Ringing(record, line, settings.village)
    lasts = settings.idle + settings.warning + FORGOTTEN_AFTER
    desk = Desk(
        settings=settings,
        record=record,
        ear=ear,
        sayings=sayings,
        dictations=Dictations(record, ear),
        visits=Visits(settings.default_language, lasts, gone),
        ringing=ringing,
        clock=record.clock,
        handsets=Handsets(settings.handset),
        phones=phones,
        loudspeaker=loudspeaker,
        open_microphone=Microphone if settings.microphone == "box" else None,
    )
    context.furnish(app, desk, listenings)
    guard(app, settings.hosts)
    squeeze(app, edition())
    answer_troubles(app)
    for part in (pages, hearing, sounds, cards, doctor, handset, calls, circles, letters):
        app.register_blueprint(part)
    wire = Wire(line or Line(NOWHERE), ringing.elsewhere, context.known_visit)
    app.register_blueprint(carrier(wire, relay or RelaySettings(), context.party))
    prepare(desk, mouth)
    return app


def _loudspeaker(settings: KioskSettings) -> Loudspeaker | None:
    """The box's own if it is to speak; where there is none, the browser speaks after all."""
    if settings.loudspeaker != "box":
        return None
    try:
        return Loudspeaker()
    except NoLoudspeaker as error:
        log.warning("the browser speaks, because the box has no loudspeaker: %s", error)
        return None
