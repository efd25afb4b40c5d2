"""The journal of one request in plain sentences; pure: the record knows what happened, the words are the panel's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from admin import times
from admin.changes import changes
from admin.words import Words
from casework import history as record
from casework.history import Happened

HIDDEN = frozenset({record.DRAFTED, record.CHANGED, "names spelled", "station opened", "demonstration laid in"})
"""Steps on the way to sending, when nobody had asked for anything yet; and what the station did to all files."""


WHO = {"whom": ("raised_to", "worker"), "away": ("from_worker",)}
"""Blanks that name a worker, and the fields that may hold whose id."""


@dataclass(frozen=True)
class Sentence:
    """One line of the history."""

    at: str
    iso: str
    who: str
    what: str
    more: tuple[str, ...] = ()
    """Which fields were changed, from what to what."""


def sentences(told: Iterable[Happened], now: datetime, words: Words) -> list[Sentence]:
    """What happened, the newest first."""
    shown = [each for each in told if each.why not in HIDDEN]
    return [
        Sentence(
            times.moment(each.at, now, words),
            each.at.isoformat(timespec="seconds"),
            _who(each, words),
            _what(each, now, words),
            tuple(changes(each, now, words)),
        )
        for each in reversed(shown)
    ]


def _who(each: Happened, words: Words) -> str:
    if each.who.startswith("guest:"):
        return words.say("history.who.guest")
    if each.who.startswith("neighbour:"):
        return words.say("history.who.neighbour")
    known = f"history.who.{'machine' if each.why == record.DICTATED else each.who}"
    return words.say(known) if words.knows(known) else each.name


def _what(each: Happened, now: datetime, words: Words) -> str:
    key = f"history.{each.why.replace(' ', '_')}"
    if each.why == record.ATTACHED and each.value("kind") == "name":
        key = "history.attached_name"
    if not words.knows(key):
        return words.say("history.other", what=each.why)
    told = words.say(key, **_values(each, now, words))
    return words.say("history.about", number=each.about, what=told) if each.about else told


def acted(each: Happened, words: Words) -> tuple[str, str]:
    """Who did what, without a word of what it said: for eyes that may see no case."""
    key = f"history.{each.why.replace(' ', '_')}"
    told = words.told.get(key, words.say("history.other", what=each.why))
    bare = re.sub(r"\{[a-z_]+\}", "…", told)
    return _who(each, words), words.say("history.about", number=each.about, what=bare) if each.about else bare


def _named(each: Happened, fields: Iterable[str], words: Words) -> str:
    found = next((known for field in fields if (known := each.value(field))), "")
    return each.names.get(found, words.say("queue.nobody"))


def _values(each: Happened, now: datetime, words: Words) -> Mapping[str, object]:
    end = f"end.{each.value('status')}"
    outcome, visit = f"outcome.{(each.value('outcome') or '').replace(' ', '_')}", each.value("planned_for")
    return {
        "text": each.value("text") or "",
        "length": times.clock(each.value("seconds") or 0),
        "outcome": words.say(outcome) if words.knows(outcome) else each.value("outcome") or "",
        "end": words.say(end) if words.knows(end) else "",
        "reason": each.value("reason") or "",
        **{blank: _named(each, fields, words) for blank, fields in WHO.items()},
        "when": times.visit(datetime.fromisoformat(visit), now, words) if visit else "",
    }
