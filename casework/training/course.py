"""What every worker reads, and when it is due again; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

CONFIDENTIALITY, SELF_DETERMINATION, INTERPRETERS = "confidentiality", "self_determination", "interpreters"
CHILDREN, SCAMS, ONLINE = "children", "scams", "online"
CODE = "code"
"""The code of conduct, which is acknowledged after the cards."""
EDITIONS: Mapping[str, int] = {
    **dict.fromkeys((CONFIDENTIALITY, SELF_DETERMINATION, INTERPRETERS, CHILDREN, SCAMS, ONLINE), 1),
    CODE: 1,
}
"""Card → edition of its text, in the order of reading. A new edition is due for everybody at once."""
YEAR = timedelta(days=365)
BEGINNING = timedelta(days=14)
"""For so long somebody new may take before it is due."""


@dataclass(frozen=True)
class Learned:
    """One acknowledgement."""

    card: str
    edition: int
    at: datetime


@dataclass(frozen=True)
class Standing:
    """How somebody stands with one card."""

    card: str
    at: datetime | None
    """When it was acknowledged last; None: never, in this edition."""
    due_at: datetime
    due: bool


def standings(learned: Iterable[Learned], joined: datetime, now: datetime) -> list[Standing]:
    """One for every card, in the order of reading."""
    newest: dict[str, datetime] = {}
    for each in learned:
        if each.edition == EDITIONS.get(each.card) and each.at >= newest.get(each.card, each.at):
            newest[each.card] = each.at
    found = []
    for card in EDITIONS:
        at = newest.get(card)
        due_at = at + YEAR if at else joined + BEGINNING
        found.append(Standing(card, at, due_at, due_at <= now))
    return found
