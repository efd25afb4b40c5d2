"""Holding up a card, and a card that nobody knows; reading one is in ``routes/cards``."""

from __future__ import annotations

from dataclasses import replace

from content.screen import Choice
from kiosk.scenes.scene import Here, Scene, Shown

ASKED = "card"


def ask_for_card(here: Here) -> str:
    """The key of the screen; a camera that failed is tried once more."""
    here.visit.blind = ""
    return ASKED


class Asked(Scene):
    """Please hold up your card: before the camera, else before the reader; other ways stand beside."""

    keys = (ASKED,)

    def show(self, here: Here) -> Shown:
        """Where there is no camera, it is said in words and a picture, and the other ways stay."""
        screen, blind = here.pack.screen(here.key), here.visit.blind
        if here.desk.settings.camera and not blind:
            return Shown(screen)
        told = here.pack.sentences(blind or "card.reader")
        beside = ("blind" if blind else "card", *("" for _ in told[1:]))
        return Shown(replace(screen, kind="choose", prompt=told), beside=beside)

    def take(self, here: Here, choice: Choice) -> str:
        """The keypad starts empty."""
        here.visit.typed = ""
        return choice.goes_to


class Unknown(Scene):
    """The answer to one that opens nothing."""

    keys = ("card.unknown",)

    def take(self, here: Here, choice: Choice) -> str:
        """Once more, or another way."""
        return ask_for_card(here) if choice.key == "again" else choice.goes_to
