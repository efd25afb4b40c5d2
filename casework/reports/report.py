"""A mandatory report as it is read; plain data, made from rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

LAWS = ("minor", "domestic", "elder", "other")
"""Which duty: Minors Protection Law art. 11; Anti-Domestic-Violence Law art. 14; older people; anything else."""
RECEIVERS = ("police", "civil_affairs", "procuratorate", "women", "education", "other")
TELLINGS = ("told", "later", "unsafe")
"""Whether the person was told: yes; when it is safe; not, because it would bring danger."""
MADE, UNFOUNDED = "made", "unfounded"


@dataclass(frozen=True)
class Suspect:
    """Who is named: a worker, or anybody by a word."""

    id: str
    worker: str | None
    name: str
    """As the record calls them now."""


@dataclass(frozen=True)
class Passing:
    """One time that it was told to an authority."""

    receiver: str
    receiver_name: str
    reference: str
    passed_at: datetime
    passed_on: str
    """What exactly was told."""
    worker: str
    """Name of who told it."""
    at: datetime


@dataclass(frozen=True)
class Signed:
    """A step of the trail: whose name, and when."""

    worker: str
    """Id."""
    name: str
    at: datetime
    why: str = ""


@dataclass(frozen=True)
class Report:
    """Everything about one report, for whoever may read it."""

    id: str
    law: str
    harmed: str
    seen: str
    apart: bool
    village: str | None
    """Its name."""
    about_request: str | None
    request_number: str | None
    about_person: str | None
    person_name: str | None
    written: Signed
    second: str | None
    """Id of who was asked to confirm."""
    second_name: str | None
    confirmed: Signed | None
    doubted: Signed | None
    """Held to be unfounded by one; a second one agrees or not."""
    ended: str | None
    """made, unfounded, or still open."""
    end: Signed | None
    told: str | None
    telling: Signed | None
    suspects: tuple[Suspect, ...]
    passings: tuple[Passing, ...]
    read_by: tuple[Signed, ...]
    notices: tuple[Signed, ...]
    """Who was reminded, of what (``why``), the oldest first."""

    @property
    def passed(self) -> bool:
        """Whether an authority knows."""
        return bool(self.passings)
