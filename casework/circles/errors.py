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


class LedElsewhere(CaseworkError):
    """Name, time and people of other villages are decided where a circle is led."""

    def __init__(self) -> None:
        super().__init__("this circle is led in another village; there its name, its time and its people are decided")


class NeighbourClosed(CaseworkError):
    """A village's link opens nothing: unknown or taken back, or the circle meets no more; all are told alike."""

    def __init__(self) -> None:
        super().__init__("this link into a circle opens nothing (any more); ask for a new one")
