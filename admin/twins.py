"""Requests that may be one asked twice, as lines of a request's page; pure, the worker decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from admin import times
from admin.words import Words
from casework.twins import Twin


@dataclass(frozen=True)
class TwinLine:
    """One other request, and why it may be the same."""

    request: str
    number: str
    told: str


def twin_lines(twins: Iterable[Twin], words: Words, now: datetime) -> list[TwinLine]:
    """The nearest in time first."""
    return [
        TwinLine(
            each.request,
            each.number,
            words.say(
                "twins.line",
                status=words.say(f"status.{each.status}"),
                when=times.moment(each.asked_at, now, words),
                why=words.say("twins.and").join(words.say(f"twins.{why}") for why in each.why),
            ),
        )
        for each in twins
    ]
