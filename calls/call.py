"""One call as the exchange knows it, and how long things in it may take; plain data, no rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from calls.floor import Floor
from calls.party import Ending, Party

MOST_TOGETHER = 6
"""People in one call (design: a circle)."""
MESH = 4
"""People who can send to one another directly; six would ask too much of each one's machine (measured)."""


@dataclass(frozen=True)
class Patience:
    """How long things may take, in seconds."""

    ring: float = 25.0
    """For which one party is rung before the next one is."""
    all_together: float = 60.0
    """After which nobody has answered, however many could still be rung."""
    silence: float = 3.5
    """Without a sign of a browser that is in a call, after which it counts as lost."""
    circle_silence: float = 12.0
    """The same in a circle, whose pictures go on meanwhile."""
    present: float = 6.0
    """Without a sign, after which a party is not rung at all."""
    alone: float = 900.0
    """After which a circle with one in it is over: nobody came, or all the others have left."""


@dataclass
class Call:
    """One call, from the first ring until it is over."""

    id: str
    caller: Party
    about: Mapping[str, Any]
    """What the record wants to know of it afterwards; the switchboard only keeps it."""
    begun: float
    waiting: list[Party]
    """To be rung when those before did not answer."""
    rung: list[Party] = field(default_factory=list)
    """Ringing now."""
    rings_since: float = 0.0
    inside: dict[str, Party] = field(default_factory=dict)
    """Who is in it, by key, in the order of joining."""
    answered: float | None = None
    answered_by: Party | None = None
    over: Ending | None = None
    over_at: float = 0.0
    floor: Floor | None = None
    """Of a circle only: a group that goes on while anybody is in it, and who belongs to it may come and go."""
    most: int = MOST_TOGETHER
    """How many fit in."""
    mixed: bool = False
    """Whether everybody sends once, to the mixer, and not to one another."""
    changed: float = 0.0
    """When somebody came or left last."""

    @property
    def circle(self) -> bool:
        """Whether it is a group."""
        return self.floor is not None

    def concerns(self, party: str) -> bool:
        """Whether that party may know of it."""
        return party in self.inside or any(each.key == party for each in (*self.rung, *self.waiting))
