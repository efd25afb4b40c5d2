"""What a person is to be told at the next visit about a request; how it is told is the kiosk's."""

from __future__ import annotations

from casework.connection import Row
from casework.tidings.kinds import ENDED_SO, GOOD_NOW, REPLY
from casework.tidings.tidings import add, take_off
from casework.writing import Writing

SAYS_ALSO = {REPLY: (), GOOD_NOW: (REPLY,), ENDED_SO: (REPLY, GOOD_NOW)}
"""Which other tidings of the same request are told with it, and so do not wait any more."""


def tell_person(writing: Writing, row: Row, kind: str) -> None:
    """Let it wait for the person, if somebody knows who that is; who has only number or token asks after it."""
    if row["person"] is None:
        return
    take_off(writing, SAYS_ALSO[kind], row["id"])
    add(writing, row["person"], kind, row["id"])


def ask_no_more(writing: Writing, row: Row) -> None:
    """The person has said it, or it goes on: neither the question nor the end waits to be told."""
    take_off(writing, (GOOD_NOW, ENDED_SO), row["id"])
