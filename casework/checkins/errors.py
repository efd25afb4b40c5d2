"""What can go wrong with a wish to be asked, each cause with its own message."""

from __future__ import annotations

from casework.errors import CaseworkError


class BadHour(CaseworkError):
    """Not a full hour, or one that no clock shows."""

    def __init__(self, hour: str) -> None:
        super().__init__(f"{hour!r} is no full hour of a day; write it like 17:00")
