"""Holding up a card, and a card that nobody knows; reading one is in ``routes/cards``."""

from __future__ import annotations

from kiosk.scenes.scene import Scene


class Asked(Scene):
    """Please hold up your card; and the answer to one that opens nothing."""

    keys = ("card", "card.unknown")
