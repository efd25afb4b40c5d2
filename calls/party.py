"""Who can be rung, and what is told to a party; plain data, no rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["ring", "silent", "calling", "joined", "left", "signal", "over", "hands"]
"""What an event tells: somebody rings you; they stopped; you ring the next one; somebody came into your call, or left
it; a message of another browser; the call is over; who wants to speak."""
Ending = Literal["hung_up", "declined", "missed", "lost", "busy", "revoked", "finished", "time"]
"""Why a call is over."""


@dataclass(frozen=True)
class Party:
    """One end of a call: a touchscreen, a worker's panel, a relative's phone."""

    key: str
    """``kiosk:<station>``, ``worker:<id>`` or ``guest:<invitation>``."""
    name: str
    """As it is written under the face, and said."""
    picture: str = ""
    """Address of a face or name of a pictogram; empty where there is none."""

    @property
    def leads(self) -> bool:
        """Whether its page has what leading a circle takes: a worker's has."""
        return self.key.startswith("worker:")


@dataclass(frozen=True)
class Event:
    """One thing a party has to know, in order."""

    number: int
    """Grows by one for each party; the party tells the last one it has."""
    kind: Kind
    call: str
    told: Mapping[str, Any] = field(default_factory=dict)
    """What belongs to it, ready for JSON."""
