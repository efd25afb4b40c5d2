"""What somebody is asked for a yes to: a worker's question, or something they allowed before; plain data."""

from __future__ import annotations

from dataclasses import dataclass, field

from casework.consents.asking import Ask
from casework.consents.entry import Consent, Subject


@dataclass(frozen=True)
class Matter:
    """One purpose and receiver in front of the person."""

    ask: str = ""
    """The worker's question; empty for what was allowed before."""
    subject: Subject = field(default_factory=Subject)
    purpose: str = ""
    to: str | None = None
    answer: bool | None = None
    """What the person has said; None until then."""

    @classmethod
    def asked(cls, ask: str) -> Matter:
        """A question of which only the id is known yet."""
        return cls(ask=ask)

    @classmethod
    def of_ask(cls, ask: Ask) -> Matter:
        """A question."""
        return cls(ask.id, ask.subject, ask.purpose, ask.to)

    @classmethod
    def of_entry(cls, entry: Consent) -> Matter:
        """What an entry of the ledger was about."""
        return cls("", Subject(entry.person, entry.request), entry.purpose, entry.to)
