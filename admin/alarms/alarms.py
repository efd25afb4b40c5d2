"""The alarms' pages: what waits, asked for every second by every page; answering; the bell before the sign-in."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import timedelta

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import context
from admin.alarms.line import AlarmLine
from casework.access.acts import ANSWER_ALARMS
from casework.alarms.alarm import Alarm

pages = Blueprint("alarms", __name__, url_prefix="/alarms")
SHOWN = timedelta(days=30)
"""For so long an answered alarm stays on the page; the history of its request keeps it for ever."""


@pages.get("")
def alarms() -> str:
    """What waits, and what was answered lately, each with its trail."""
    since = context.seat().clock() - SHOWN
    answered = [_line(each) for each in context.record().alarms.answered(context.reader(), since)]
    return render_template("alarms/alarms.html", lines=waiting(), answered=answered)


@pages.get("/now")
def now() -> ResponseReturnValue:
    """204 while nothing but the clocks has changed since ``mark``; else the whole bar."""
    lines = waiting()
    mark = mark_of(lines)
    if request.args.get("mark", "") == mark:
        return "", 204
    return jsonify(mark=mark, count=len(lines), html=render_template("alarms/bar.html", alarm_lines=lines))


@pages.get("/bell")
def bell() -> ResponseReturnValue:
    """Before the sign-in: that somebody waits, and since when; not a word about whom."""
    return jsonify(html=render_template("alarms/bell.html", bell=told_bell()))


@pages.post("/<alarm>/answer")
def answer(alarm: str) -> ResponseReturnValue:
    """I act on it, with my name; straight to the request."""
    request_id = context.record().alarms.answer(alarm, context.worker().id)
    context.confirm(context.words().say("alarms.done"))
    return redirect(url_for("request.show", request_id=request_id))


def waiting() -> Sequence[AlarmLine]:
    """What waits and reaches whoever is signed in; nothing for a role outside the chain."""
    if context.somebody() is None or not context.reader().may(ANSWER_ALARMS):
        return ()
    return [_line(each) for each in context.record().alarms.waiting(context.reader())]


def mark_of(lines: Sequence[AlarmLine]) -> str:
    """Stands for exactly these alarms as they are."""
    return hashlib.sha256("|".join(each.mark for each in lines).encode()).hexdigest()[:16]


def told_bell() -> str:
    """That somebody waits, as it is told before the sign-in; empty when nobody does."""
    found = context.record().alarms.bell()
    if found.since is None:
        return ""
    minutes = int((context.seat().clock() - found.since).total_seconds() // 60)
    return context.words().say("alarms.bell", n=found.waiting, minutes=minutes)


def _line(alarm: Alarm) -> AlarmLine:
    return AlarmLine(alarm, context.words(), context.now(), context.worker().name)
