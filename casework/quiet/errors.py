"""What can go wrong with quiet hours."""

from __future__ import annotations

from casework.errors import CaseworkError


class BadSpan(CaseworkError):
    """Hours that no day has, or that begin and end together."""

    def __init__(self, told: str) -> None:
        super().__init__(f"{told!r} are no quiet hours; write two different full hours, for example 21:00 and 07:00")
