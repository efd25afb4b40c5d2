"""How a person is shown in passing: picture or token, name, age, home, what is special; pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from admin.words import Words
from casework.persons.person import Person

STRANGER = "somebody"
"""Picture of somebody without a photograph or an animal."""


@dataclass(frozen=True)
class Face:
    """One person as colleagues recognise them."""

    person: Person
    words: Words
    today: date
    kinds: tuple[str, ...] = ()
    """Circumstances."""

    @property
    def id(self) -> str:
        """The file."""
        return self.person.id

    @property
    def name(self) -> str:
        """The name."""
        return self.person.name

    @property
    def picture(self) -> str | None:
        """Id of a photograph."""
        return self.person.picture

    @property
    def colour(self) -> str:
        """Colour of the token; ``none`` without one."""
        return self.person.colour or "none"

    @property
    def animal(self) -> str:
        """Picture of the token."""
        return self.person.animal or STRANGER

    @property
    def token(self) -> str:
        """The token in words; empty without one."""
        if not (self.person.colour and self.person.animal):
            return ""
        colour, animal = self.words.token(self.person.colour), self.words.token(self.person.animal)
        return self.words.say("queue.token", colour=colour, animal=animal)

    @property
    def age(self) -> str:
        """How old this year; empty when nobody knows."""
        born = self.person.born
        return self.words.say("persons.age", years=self.today.year - born) if born else ""

    @property
    def home(self) -> str:
        """Village and household."""
        return " · ".join(each for each in (self.person.village, self.person.household) if each)

    @property
    def about(self) -> str:
        """Age, token and home in one line."""
        return " · ".join(each for each in (self.age, self.token, self.home) if each)

    @property
    def lives(self) -> list[str]:
        """What is special, in words."""
        return [self.words.say(f"persons.life.{each}") for each in self.kinds]

    @property
    def gone(self) -> str:
        """Whether the person moved or died."""
        return self.words.say(f"persons.gone.{self.person.gone}") if self.person.gone else ""

    @property
    def languages(self) -> str:
        """What the person speaks."""
        return self.words.say("persons.comma").join(
            self.words.say(f"persons.speaks.{each}") for each in self.person.languages
        )


def tokens_in(
    text: str, colours: Iterable[str], animals: Iterable[str], words: Words
) -> tuple[tuple[str | None, str | None], ...]:
    """The tokens that a text names: 红狗, red dog, or only a colour or an animal; nothing else may be left of it."""
    rest = text.casefold().replace("-", " ")
    colour = _named(rest, colours, words)
    rest = rest.replace(words.token(colour).casefold(), "", 1) if colour else rest
    animal = _named(rest, animals, words)
    rest = rest.replace(words.token(animal).casefold(), "", 1) if animal else rest
    if rest.strip(" 色的") or not (colour or animal):
        return ()
    return ((colour, animal),)


def _named(text: str, keys: Iterable[str], words: Words) -> str | None:
    found = [each for each in keys if words.token(each).casefold().strip("色") in text]
    return max(found, key=lambda each: len(words.token(each)), default=None)
