"""What can be wrong with an absence, each cause with its own message."""

from __future__ import annotations

from datetime import datetime

from casework.errors import CaseworkError


class AbsenceBackwards(CaseworkError):
    """It ends before it begins."""

    def __init__(self, starts: datetime, ends: datetime) -> None:
        super().__init__(f"an absence ends after it begins; {ends} is not after {starts}")


class AbsenceOver(CaseworkError):
    """It would be over already."""

    def __init__(self, ends: datetime) -> None:
        super().__init__(f"{ends} is over already; nothing can be handed on for it any more")


class DeputyAway(CaseworkError):
    """Who is to stand in is away too, gone, or the same."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} cannot stand in then: away, not active, or the same worker; name another")
