"""What can go wrong with cards, each cause with its own message."""

from __future__ import annotations

from casework.errors import CaseworkError


class NoSuchCard(CaseworkError):
    """No card has that id."""

    def __init__(self, card: str) -> None:
        super().__init__(f"there is no card {card!r}")
