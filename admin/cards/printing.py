"""A card as it is drawn on paper: its QR code, its animal or photograph, its number; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import segno
from markupsafe import Markup

from admin.cards.sheets import Printed
from admin.words import Words

PAPERS = ("a4", "label")
"""Eight cards to a sheet with cut marks, or one to a label of 62 mm."""
A_SHEET = 8


@dataclass(frozen=True)
class Face:
    """One card."""

    card: Printed
    words: Words

    @property
    def person(self) -> str:
        """The file."""
        return self.card.issued.card.person

    @property
    def name(self) -> str:
        """Beside the card, for whoever hands it out; it is cut off: who finds a card learns nobody's name."""
        return self.card.issued.name

    @property
    def number(self) -> str:
        """To speak about the card."""
        return self.card.issued.card.number

    @property
    def photo(self) -> str | None:
        """Id of the photograph; None: the animal."""
        return self.card.photo

    @property
    def colour(self) -> str:
        """Of the token."""
        return self.card.issued.card.colour

    @property
    def animal(self) -> str:
        """Picture of the token."""
        return self.card.issued.card.animal

    @property
    def token(self) -> str:
        """The token in words."""
        colour, animal = self.words.token(self.colour), self.words.token(self.animal)
        return self.words.say("queue.token", colour=colour, animal=animal)

    @property
    def code(self) -> Markup:
        """What the kiosk reads, as a picture."""
        return drawn(self.card.issued.code)


def drawn(code: str) -> Markup:
    """A QR code as SVG, with its quiet zone; a tenth of it may be dirty (level M), and it has only 25 squares."""
    made = segno.make(code, error="m", micro=False)
    told = made.svg_inline(omitsize=True, border=3, svgclass="qr", lineclass=None)
    return Markup(told)  # noqa: S704 - a path and nothing else


def pages(cards: Sequence[Face], paper: str) -> list[Sequence[Face]]:
    """The cards page by page."""
    size = A_SHEET if paper == "a4" else 1
    return [cards[start : start + size] for start in range(0, len(cards), size)]
