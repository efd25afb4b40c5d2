"""What a person agreed to when asking: purpose, answer, asked how; for now one purpose, to keep and answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from casework.clock import as_time
from casework.connection import Row
from casework.errors import UnknownWord
from casework.writing import Value, Writing

KEEP_AND_ANSWER = "keep and answer my request"
ASKED_HOW = ("touch", "digit", "speech")


@dataclass(frozen=True)
class Consent:
    """One answer to one purpose."""

    purpose: str
    answer: bool
    asked_how: str
    """How the person answered: touch, digit or speech."""
    language: str
    """The language it was asked in."""
    at: datetime


def check_asked_how(word: str) -> None:
    """Raises UnknownWord."""
    if word not in ASKED_HOW:
        raise UnknownWord("way of consenting", word, ASKED_HOW)


def keep_consent(writing: Writing, request: str, asked_how: str, language: str) -> None:
    """Write down that the person sent the request after it was read back."""
    fields: dict[str, Value] = {"request": request, "purpose": KEEP_AND_ANSWER, "answer": 1, "asked_how": asked_how}
    writing.insert("consents", {**fields, "language": language, "at": writing.at})


def consent_of(row: Row) -> Consent:
    """A row of the table as an object."""
    return Consent(row["purpose"], bool(row["answer"]), row["asked_how"], row["language"], as_time(row["at"]))
