"""One entry of the ledger: who was asked for what in which words, what they answered, and who heard it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from casework.clock import as_time, as_time_or_none
from casework.connection import Row
from casework.consents.errors import GuardianMissing, ReceiverMissing, SubjectMissing, WitnessMissing, WordsMissing
from casework.consents.purposes import KEEP, purpose
from casework.errors import UnknownWord
from casework.writing import Value, Writing

FACE_TO_FACE = "face to face"
AT_THE_SCREEN = ("touch", "digit", "speech")
ASKED_HOW = (*AT_THE_SCREEN, FACE_TO_FACE)
SELF, GUARDIAN = "self", "guardian"
GIVERS = (SELF, GUARDIAN)


@dataclass(frozen=True)
class Subject:
    """Whose consent it is: a person's, or that of a request which nobody has put a name to."""

    person: str | None = None
    request: str | None = None
    """With a person too: only as far as this request goes."""


@dataclass(frozen=True)
class Asked:
    """How one question was put and answered."""

    words: str
    """The exact words, as they were said."""
    edition: str
    """Of the pack that the words came from."""
    language: str
    how: str = "touch"
    """How it was answered: touch, digit, speech, face to face."""
    giver: str = SELF
    """self, or guardian."""
    given_by: str | None = None
    """The guardian's name."""
    worker: str | None = None
    """Who heard it, face to face."""
    witness: str | None = None
    """Name of who else was there, face to face."""
    ask: str | None = None
    """The worker's question that it answers."""


@dataclass(frozen=True)
class Consent:
    """One answer to one purpose."""

    id: str
    purpose: str
    answer: bool
    asked_how: str
    """How the person answered: touch, digit, speech, face to face."""
    language: str
    """The language it was asked in."""
    at: datetime
    person: str | None = None
    request: str | None = None
    to: str | None = None
    """The receiver that it is for."""
    taken_back: bool = False
    """A yes that the person has withdrawn; ``answer`` is no then."""
    giver: str = SELF
    given_by: str | None = None
    words: str = ""
    """The exact words; empty for what was sent before they were kept."""
    edition: str = ""
    until: datetime | None = None
    worker: str | None = None
    witness: str | None = None
    ask: str | None = None

    def holds(self, now: datetime) -> bool:
        """Whether it is a yes that has not run out."""
        return self.answer and (self.until is None or now < self.until)


def check_asked_how(word: str) -> None:
    """Raises UnknownWord."""
    if word not in AT_THE_SCREEN:
        raise UnknownWord("way of consenting", word, AT_THE_SCREEN)


def check_entry(
    subject: Subject, key: str, to: str | None, answer: bool, asked: Asked, *, heard: bool = False
) -> None:
    """Whether the ledger takes it. ``heard``: the person's voice is kept with it.

    A yes that a worker writes down needs that voice, or somebody else who heard it too; a no is believed at once.
    Raises UnknownWord, SubjectMissing, ReceiverMissing, WordsMissing, WitnessMissing, GuardianMissing.
    """
    if subject.person is None and subject.request is None:
        raise SubjectMissing
    if purpose(key).names and answer and not to:
        raise ReceiverMissing(key)
    if asked.how not in ASKED_HOW:
        raise UnknownWord("way of consenting", asked.how, ASKED_HOW)
    if asked.giver not in GIVERS:
        raise UnknownWord("giver of a consent", asked.giver, GIVERS)
    if not asked.words.strip() or not asked.edition.strip():
        raise WordsMissing
    if asked.how == FACE_TO_FACE and not (asked.worker and (heard or not answer or (asked.witness or "").strip())):
        raise WitnessMissing
    if asked.giver == GUARDIAN and not (asked.given_by or "").strip():
        raise GuardianMissing


def keep_consent(writing: Writing, request: str, asked_how: str, language: str, words: str, edition: str) -> None:
    """Write down that the person sent the request after it was read back."""
    fields: dict[str, Value] = {"request": request, "purpose": KEEP, "answer": 1, "asked_how": asked_how}
    told: dict[str, Value] = {"words": words or None, "edition": edition or None, "giver": SELF}
    writing.insert("consents", {**fields, **told, "language": language, "at": writing.at})


def fields_of(
    subject: Subject, key: str, to: str | None, answer: bool, asked: Asked, until: str | None
) -> dict[str, Value]:
    """The entry as a row, without id and time."""
    return {
        "person": subject.person,
        "request": subject.request,
        "purpose": key,
        "recipient": to,
        "answer": int(answer),
        "asked_how": asked.how,
        "language": asked.language,
        "giver": asked.giver,
        "given_by": asked.given_by,
        "words": asked.words,
        "edition": asked.edition,
        "until": until,
        "worker": asked.worker,
        "witness": asked.witness,
        "ask": asked.ask,
    }


def consent_of(row: Row) -> Consent:
    """A row of the table as an object."""
    entry = Consent(
        id=row["id"],
        purpose=row["purpose"],
        answer=bool(row["answer"]),
        asked_how=row["asked_how"],
        language=row["language"],
        at=as_time(row["at"]),
    )
    return replace(
        entry,
        **{each: row[each] for each in ("person", "request", "given_by", "worker", "witness", "ask")},
        to=row["recipient"],
        taken_back=bool(row["taken_back"]),
        giver=row["giver"] or SELF,
        words=row["words"] or "",
        edition=row["edition"] or "",
        until=as_time_or_none(row["until"]),
    )
