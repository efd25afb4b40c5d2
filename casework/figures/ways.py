"""How people asked: at each step of asking, by voice, touch or digit; whoever it was is not kept at all."""

from __future__ import annotations

from collections.abc import Iterable

from casework.connection import Row
from casework.duties.duty import Ask
from casework.figures.figure import Figure, Line
from casework.figures.scope import Scope

MODES = ("speech", "touch", "digit")
STEPS = {
    "help": "reason",
    "help.more": "reason",
    "help.describe": "tell",
    "help.name": "tell",
    "help.say_name": "tell",
    "help.confirm": "send",
}
"""Screen → step of asking."""
ANSWERED = ("choice", "digit", "number", "command", "recorded")
"""Outcomes of a turn in which the person was understood, or their voice kept."""


def ways(ask: Ask, scope: Scope) -> Figure:
    """Turns know no village: they are the whole station's."""
    when = scope.within("turns.at")
    marks = ", ".join("?" * len(ANSWERED))
    rows = ask(
        f"""select screen, mode, count(*) as times from turns
            where outcome in ({marks}) and {when.sql} group by 1, 2""",  # noqa: S608 - marks
        (*ANSWERED, *when.values),
    )
    return by_step(rows)


def by_step(rows: Iterable[Row]) -> Figure:
    """Rows of screen, mode and times, added up by step."""
    table = {step: dict.fromkeys(MODES, 0) for step in dict.fromkeys(STEPS.values())}
    for each in rows:
        if each["screen"] in STEPS:
            table[STEPS[each["screen"]]][each["mode"]] += each["times"]
    return Figure(
        "ways", MODES, tuple(Line(key, tuple(cells.values())) for key, cells in table.items()), summed=False
    )
