"""What can go wrong with pictures that somebody shows, each cause with its own message."""

from __future__ import annotations

from casework.errors import CaseworkError


class NotThree(CaseworkError):
    """Somebody chose more or fewer than three different pictures, or one that there is not."""

    def __init__(self, chosen: object) -> None:
        super().__init__(f"three different pictures are needed, not {chosen!r}")


class NoToken(CaseworkError):
    """Pictures are shown together with an animal, and this person has none yet."""

    def __init__(self, person: str) -> None:
        super().__init__(f"person {person!r} has no animal yet; give a colour and an animal first")


class SignsLocked(CaseworkError):
    """Too many wrong pictures were shown: for this animal, or at this station."""

    def __init__(self) -> None:
        super().__init__("too many wrong pictures were shown here; a worker can help at once")
