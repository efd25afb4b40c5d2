"""Lets the person of a request know, at the next visit, that something became of what was handed on."""

from __future__ import annotations

from casework.tidings import tidings
from casework.tidings.kinds import REFERRAL
from casework.writing import Writing


def tell(writing: Writing, request: str) -> None:
    """Let it wait for the person; for somebody nobody knows, the request's own status tells it."""
    row = writing.row("requests", request)
    if row is not None and row["person"] is not None:
        tidings.add(writing, row["person"], REFERRAL, request)
