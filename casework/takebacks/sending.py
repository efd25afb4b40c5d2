"""Notes, inside a transaction of somebody else's, that a person sent something, or took it back."""

from __future__ import annotations

from casework.writing import Writing


def note_sent(writing: Writing, kind: str, about: str, person: str | None, session: str | None) -> str:
    """It was sent just now and may be taken back. ``kind``: one of the ways that ``TakeBacks`` was made with."""
    fields = {"kind": kind, "about": about, "person": person, "session": session, "at": writing.at}
    return writing.insert("sendings", fields)


def note_taken_back(writing: Writing, kind: str, about: str) -> None:
    """It is taken back, by whichever way; it is offered no more."""
    live = "select id from sendings where kind = ? and about = ? and taken_back_at is null"
    for each in writing.rows(live, (kind, about)):
        writing.update("sendings", each["id"], {"taken_back_at": writing.at})
