"""The call of one visit, as the screen knows it; plain data, no ringing and no rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal["duty", "relative", "rung"]
"""Whoever is on duty, a relative, or somebody who rings here."""


@dataclass
class Call:
    """What somebody at the screen has rung for, from the touch until it is over."""

    kind: Kind
    who: str = ""
    """Whose name stands under the face: the one who is rung, later the one who answered."""
    relation: str | None = None
    """Which relative is called; None for whoever is on duty."""
    id: str = ""
    """The exchange's name of it; empty until it rings."""
    answered: bool = False
    """Somebody rings here, and the person wants to see who it is."""
    opens: bool = False
    """The person chose that calls of this one open by themselves."""
    hidden: bool = False
    """What is behind the person is hidden from the other one, because the person wants it so in this call."""
    talking: bool = False
    why: str = ""
    """How it ended (``calls.party.Ending``); empty while it goes on."""
    request: str | None = None
    """The request that a missed call became."""
    promised: datetime | None = None
    """When the person will be called back."""
