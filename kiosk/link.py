"""The link of one visit, as the screen shows it; plain data, gone with the visit: nobody can show it again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Link:
    """What a relative's phone opens, made just now by whoever stands here."""

    id: str
    """The invitation's."""
    name: str
    """The relative's."""
    expires_at: datetime
    secret: str = field(repr=False)
    """Told on the screen and nowhere else; the record keeps a hash."""
