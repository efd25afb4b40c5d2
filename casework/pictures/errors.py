"""What can go wrong with a photograph, each cause with its own message."""

from __future__ import annotations

from casework.errors import CaseworkError


class NoPicture(CaseworkError):
    """It is none, or none of a kind that can be read."""

    def __init__(self, why: object) -> None:
        super().__init__(f"this is no photograph that can be read: {why}")


class PictureMissing(CaseworkError):
    """No stored photograph has that name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no photograph {name[:70]!r}")


class PictureDamaged(CaseworkError):
    """A stored photograph is cut short, altered, or locked with another key."""

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(f"the photograph {name[:70]} cannot be shown: {detail}")
