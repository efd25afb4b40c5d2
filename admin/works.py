"""The page that shows whether people are understood, per language and screen; nobody's words are known here."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, render_template, request, url_for

import content
from admin import context
from admin.turns_picture import MODES, WAYS, charts
from admin.voice_desk import languages
from admin.voice_page import Tab

pages = Blueprint("works", __name__)
PERIODS = {"week": timedelta(days=7), "month": timedelta(days=30), "all": None}
MOST_SHOWN = 8
"""Screens in the picture of a language; the others are in its table."""


@pages.get("/works")
def works() -> str:
    """Pictures of the last week, month, or of all time."""
    words, seat = context.words(), context.seat()
    period = request.args.get("period", "week")
    period = period if period in PERIODS else "week"
    span = PERIODS[period]
    counts = context.record().turns.counts(since=seat.clock() - span if span else None)
    told = content.load(words.language, seat.settings.laid_over).words
    periods = [
        Tab(each, words.say(f"works.period.{each}"), each == period, url_for("works.works", period=each))
        for each in PERIODS
    ]
    return render_template(
        "works.html",
        periods=periods,
        charts=charts(counts, words, told, languages()),
        most=MOST_SHOWN,
        modes=[(each, words.say(f"works.mode.{each}")) for each in MODES],
        ways=[(each, words.say(f"works.way.{each}")) for each in WAYS],
    )
