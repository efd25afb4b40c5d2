"""What can go wrong with circles, each cause with its own message."""

from __future__ import annotations

from casework.errors import CaseworkError


class NoSuchCircle(CaseworkError):
    """No circle has that id, or it is over, or not for these eyes: all are told alike."""

    def __init__(self, circle: str) -> None:
        super().__init__(f"there is no circle {circle!r}")


class BelongsAlready(CaseworkError):
    """Somebody is in a circle once."""

    def __init__(self) -> None:
        super().__init__("that one belongs to the circle already")
