"""How a request is recognised at a glance: token, reason, urgency, in the words of a language; pure."""

from __future__ import annotations

from dataclasses import dataclass

from admin.words import Words
from content.screen import Choice

URGENCY = {4: "crisis", 3: "now", 2: "today", 1: "week"}


@dataclass(frozen=True)
class Sign:
    """What the row and the page of a request both begin with."""

    words: Words
    category: str
    colour: str
    """Colour of the token."""
    animal: str
    """Picture of the token."""
    level: int
    """4 crisis, 3 now, 2 today, 1 this week."""

    @property
    def token(self) -> str:
        """The token as it is called at the kiosk."""
        colour, animal = self.words.token(self.colour), self.words.token(self.animal)
        return self.words.say("queue.token", colour=colour, animal=animal)

    @property
    def kind(self) -> str:
        """The reason in the kiosk's own word."""
        return self._reason.label

    @property
    def picture(self) -> str:
        """The reason's picture."""
        return self._reason.picture

    @property
    def accent(self) -> str:
        """The reason's colour."""
        return self._reason.accent

    @property
    def urgency(self) -> str:
        """crisis, now, today or week."""
        return URGENCY.get(self.level, "week")

    @property
    def urgency_word(self) -> str:
        """How urgent."""
        return self.words.say(f"urgency.{self.urgency}")

    @property
    def _reason(self) -> Choice:
        return self.words.reason(self.category)
