"""The cards of one person, and what can be chosen for a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from admin.persons.line import Line, Teller
from admin.request_forms import Choice
from casework.cards import Card
from casework.persons.person import Person
from casework.signs import PICTURES
from casework.tokens import shipped_tokens


@dataclass(frozen=True)
class CardSection:
    """What a worker sees of somebody's cards."""

    person: Person
    made: Sequence[Card]
    tell: Teller

    @property
    def valid(self) -> Card | None:
        """The card that opens something."""
        return next((each for each in self.made if each.ended_at is None), None)

    @property
    def all(self) -> Sequence[Line]:
        """What became of each card, the newest first."""
        return [Line(self.tell.words.say("cards.number", number=each.number), self._card(each)) for each in self.made]

    @property
    def pictures(self) -> Sequence[Choice]:
        """The twelve of which three may be chosen in place of a card; which were chosen nobody can read any more."""
        return self._tokens(PICTURES, None)

    @property
    def colours(self) -> Sequence[Choice]:
        """What the person's own token may be coloured."""
        return self._tokens(shipped_tokens().colours, self.person.colour)

    @property
    def animals(self) -> Sequence[Choice]:
        """The animals to choose from."""
        return self._tokens(shipped_tokens().animals, self.person.animal)

    def _card(self, card: Card) -> str:
        told = [self.tell.words.say("cards.made", when=self.tell.moment(card.made_at), worker=card.made_by)]
        if card.ended_at is not None:
            why = self.tell.words.say(f"cards.ended.{card.ended_why}")
            told.append(f"{why} {self.tell.moment(card.ended_at)} · {card.ended_by}")
        return self.tell.words.say("cards.then").join(told)

    def _tokens(self, keys: Sequence[str], now: str | None) -> Sequence[Choice]:
        return [Choice(each, self.tell.words.token(each), each == now) for each in keys]
