"""Whether something is allowed, read from the entries alone; pure, knows no record and no clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from casework.consents.entry import GUARDIAN, SELF, Consent, Subject

NEVER_ASKED, REFUSED, TAKEN_BACK, RUN_OUT = "never asked", "refused", "taken back", "run out"


@dataclass(frozen=True)
class Standing:
    """What the ledger says to one purpose and receiver."""

    allowed: bool
    grounds: tuple[Consent, ...]
    """The entries it rests upon: one for each who has to say yes and was asked."""
    lacking: tuple[str, ...]
    """Why not: for each who has to say yes and does not, e.g. ``guardian: never asked``."""


def standing(
    oldest_first: Sequence[Consent], subject: Subject, purpose: str, to: str | None, now: datetime, *, ward: bool
) -> Standing:
    """The newest answer of each who has to say yes decides; a child needs its guardian's and its own.

    ``ward``: whether somebody else has to agree as well. A refusal without a receiver is for every receiver.
    """
    about = [each for each in oldest_first if _applies(each, subject, purpose, to)]
    grounds, lacking = [], []
    for giver in (SELF, GUARDIAN) if ward else (SELF,):
        newest = next((each for each in reversed(about) if each.giver == giver), None)
        if newest is not None:
            grounds.append(newest)
        why = _why_not(newest, now)
        if why:
            lacking.append(f"{giver}: {why}")
    return Standing(not lacking, tuple(grounds), tuple(lacking))


def _applies(entry: Consent, subject: Subject, purpose: str, to: str | None) -> bool:
    if entry.purpose != purpose or (entry.to is not None and entry.to != to):
        return False
    if entry.request is None:
        return subject.person is not None and entry.person == subject.person
    return entry.request == subject.request and entry.person in (None, subject.person)


def _why_not(entry: Consent | None, now: datetime) -> str:
    if entry is None:
        return NEVER_ASKED
    if entry.holds(now):
        return ""
    if entry.taken_back:
        return TAKEN_BACK
    return RUN_OUT if entry.answer else REFUSED
