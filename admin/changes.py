"""What an entry of the history changed, in words: the field as people call it, before and after; pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from admin import times
from admin.words import Words
from casework.history import OF_PERSONS, VISIT_CALLED_OFF, VISIT_PLANNED, VISIT_REPORTED, Happened

TELLS = frozenset({*OF_PERSONS, VISIT_REPORTED, VISIT_CALLED_OFF, VISIT_PLANNED})
"""What is told with its fields; the others say in their sentence what matters."""
FIELDS = (
    *("name", "born", "phone", "reach", "languages", "gone", "kind", "since", "note", "may_call"),
    *("words", "what", "doer", "until", "review_on", "said", "decided", "done", "next", "every", "purpose"),
    *("planned_for", "reason", "ended", "number"),
)
"""Fields that mean something to people; ids, times of writing and switches do not."""
FAMILIES = {
    ("circumstances", "kind"): "persons.life",
    ("relations", "kind"): "persons.kin",
    ("persons", "gone"): "persons.gone",
    ("plan_steps", "doer"): "plans.doer",
    ("plans", "ended"): "plans.end",
    ("goals", "ended"): "plans.goal_end",
    ("reports", "outcome"): "visits.outcome",
}
"""Fields that hold a word of ours, and where the panel has it."""
LONGEST = 120
"""Characters of one value."""


def changes(each: Happened, now: datetime, words: Words) -> list[str]:
    """One line for every field that people know."""
    if each.why not in TELLS:
        return []
    told = []
    for table, field, old, new in each.changes:
        if field not in FIELDS or (old in (None, "") and new in (None, "", 0)):
            continue
        before, after = (_value(table, field, value, now, words) for value in (old, new))
        named = words.say(f"history.field.{field}")
        if old in (None, ""):
            told.append(words.say("history.is", field=named, new=after))
        else:
            told.append(words.say("history.was", field=named, old=before, new=after))
    return told


def _value(table: str, field: str, value: Any, now: datetime, words: Words) -> str:
    if isinstance(value, Mapping):
        return words.say("history.erased" if value.get("hidden") == "erased" else "history.secret")
    if value in (None, ""):
        return words.say("none")
    if field == "may_call":
        return words.say("history.yes" if value else "history.no")
    if field == "languages":
        return words.say("persons.comma").join(_named("persons.speaks", one, words) for one in str(value).split())
    if field == "planned_for":
        return times.visit(datetime.fromisoformat(value), now, words)
    if field in ("review_on", "until"):
        return _day(str(value), now, words)
    family = FAMILIES.get((table, field))
    told = _named(family, str(value), words) if family else str(value)
    return told if len(told) <= LONGEST else told[: LONGEST - 1] + "…"


def _named(family: str, value: str, words: Words) -> str:
    return words.say(f"{family}.{value}") if words.knows(f"{family}.{value}") else value


def _day(value: str, now: datetime, words: Words) -> str:
    try:
        return times.day(date.fromisoformat(value), now.date(), words)
    except ValueError:
        return value
