"""The circle of one visit, as the screen knows it; plain data, no ringing and no rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass
class Circling:
    """A group call that somebody at the screen has chosen, from the touch until they leave it."""

    circle: str
    """The record's id of it."""
    name: str
    begins: datetime | None = None
    """When it should begin; None where it meets at no set hour."""
    home: str = ""
    """The village in which it is led; empty where that is here."""
    call: str = ""
    """The exchange's name of the call; empty while the person waits for it to begin."""
    since: datetime | None = None
    """When the person came in; None while they wait, and once their stay is counted."""
    hand: bool = False
    """Whether the person's hand is up."""
    why: str = ""
    """How it ended for this person; empty while it goes on."""
