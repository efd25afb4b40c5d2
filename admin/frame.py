"""What stands around every page of the panel: ways, languages, alarms, reminders, how long one is signed in."""

from __future__ import annotations

import json
from dataclasses import dataclass

from flask import request, url_for

from admin import context, times
from admin.alarms.alarms import mark_of, told_bell, waiting
from admin.rooms import rooms_for
from admin.settings import MINUTES_OF_WARNING
from admin.words import TAGS, words_in
from casework.factors.factors import NEED_ONE

IN_SIGHT = 4
"""Ways that are always in sight; one more is shown where that is all there is."""


@dataclass(frozen=True)
class Room:
    """One link of the ways at the top."""

    name: str
    href: str
    current: str
    """``true`` or ``false``, for aria-current."""


@dataclass(frozen=True)
class Rooms:
    """The ways at the top: a few in sight, the others behind one button, so that they fit on a telephone."""

    near: list[Room]
    more: list[Room]
    here: bool
    """Whether the page that is open is one of ``more``."""

    @classmethod
    def of(cls, rooms: list[Room]) -> Rooms:
        """Of all that somebody may enter, in their order."""
        shown = len(rooms) if len(rooms) <= IN_SIGHT + 1 else IN_SIGHT
        near, more = rooms[:shown], rooms[shown:]
        return cls(near, more, any(each.current == "true" for each in more))


@dataclass(frozen=True)
class LanguageButton:
    """One language of the switch at the top."""

    code: str
    tag: str
    name: str
    pressed: str
    """``true`` or ``false``, for aria-pressed."""


@dataclass(frozen=True)
class IdleNotice:
    """What a page's script needs to warn somebody who has gone away, and to give back what was half written."""

    left: int
    """Seconds."""
    warn: int
    """Seconds before the end."""
    page: str
    halves: str
    """JSON: address of a form → fields; empty without."""


def for_every_page() -> dict[str, object]:
    """What every template of the panel can rely on."""
    words, settings = context.words(), context.seat().settings
    ways = rooms_for(context.reader()) if context.somebody() else []
    buttons = [
        LanguageButton(
            code,
            TAGS[code],
            words_in(code, settings.overlays).say("language_name"),
            str(code == words.language).lower(),
        )
        for code in settings.languages
    ]
    alarms = waiting()
    return {
        "alarm_lines": alarms,
        "alarm_mark": mark_of(alarms),
        "alarm_news": url_for("alarms.now") if context.somebody() else "",
        "bell": "" if context.somebody() else told_bell(),
        "words": words,
        "say": words.say,
        "somebody": context.somebody(),
        "form_token": context.form_token(),
        "village": settings.village,
        "rings": context.rings_here(),
        "languages": buttons,
        "rooms": Rooms.of(
            [
                Room(words.say(f"rooms.{name}"), url_for(endpoint), str(request.blueprint in belongs).lower())
                for name, endpoint, belongs in ways
            ]
        ),
        "idle": _idle(),
        "training_due": _training_due(),
        "second_due": _second_due(),
        "reports_waiting": context.record().reports.waiting(context.reader()) if context.somebody() else 0,
        "back_here": request.full_path.rstrip("?") if request.method == "GET" else url_for("queue.start"),
    }


def _idle() -> IdleNotice | None:
    """For whoever is signed in: when they will be warned, and what they had half written on this page."""
    somebody = context.somebody()
    if somebody is None or request.blueprint == "road":  # that page is taken along, and keeps what is typed itself
        return None
    halves = context.seat().halves.of(somebody.id, request.path)
    told = json.dumps(halves, ensure_ascii=False) if halves else ""
    return IdleNotice(int(context.time_left()), MINUTES_OF_WARNING * 60, request.path, told)


def _training_due() -> str:
    """For whoever is signed in: that cards are due to be read; empty otherwise, and on the pages of training."""
    somebody = context.somebody()
    if somebody is None or request.blueprint in ("training", "road", "second"):
        return ""
    late = sum(each.due for each in context.record().training.of(somebody.id))
    if not late:
        return ""
    return context.words().say("training.due.one" if late == 1 else "training.due.some", n=late)


def _second_due() -> str:
    """For whoever needs a second step and has put it off: until when; empty otherwise, and where it is set up."""
    somebody = context.somebody()
    if somebody is None or somebody.role not in NEED_ONE or request.blueprint in ("road", "second"):
        return ""
    until = context.second_step_until(somebody)
    if until is None or context.record().factors.has(somebody.id):
        return ""
    now, words = context.now(), context.words()
    return words.say("second.due", day=times.day(until.astimezone(now.tzinfo).date(), now.date(), words))
