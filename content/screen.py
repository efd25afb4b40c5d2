"""The one Screen object: what is drawn, what is spoken, what is listened for; no files, no web, no audio here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

MOST_CHOICES = 6
"""Nobody can hold more pictures than this in mind (mission, principle 1)."""

COMMANDS = ("again", "stop", "back", "home", "help", "louder", "softer", "look")
"""What works on every screen."""

Kind = Literal["choose", "page", "record", "number", "receipt", "code", "camera", "call", "circle", "film"]
"""How the room looks: choices, text, recorder, keypad, receipt, a square to read, mirror, a face, faces, a film."""


@dataclass(frozen=True)
class Choice:
    """One thing a person can do here, by finger, by digit or by voice."""

    key: str
    """Stable name, the same in every language, e.g. ``ill``."""
    picture: str
    """Name of a pictogram in ``content/pictures.yaml``."""
    label: str
    """The word or two drawn under the picture."""
    said_as: tuple[str, ...] = ()
    """Hassil templates of what a person may say for it, e.g. ``[i am|i feel] (ill|sick)``."""
    goes_to: str = ""
    """Key of the screen that follows; empty where the app decides."""
    spoken: str = ""
    """The sentence heard when it is touched or read out; the label where a pack has none."""
    accent: str = "sand"
    """The colour of its place (``content/pictures.yaml``), so that it can be told "press the green one"."""

    @property
    def sentence(self) -> str:
        """What is heard for this choice."""
        return self.spoken or self.label


@dataclass(frozen=True)
class Line:
    """One sentence to be heard, and the choice it belongs to (so that the picture can light up)."""

    text: str
    choice: str | None = None


@dataclass(frozen=True)
class Phrase:
    """One template the recogniser listens for, and what it means here.

    ``meaning`` is ``choice:<key>``, ``digit:<n>`` or ``command:<key>``.
    """

    meaning: str
    template: str


@dataclass(frozen=True)
class Screen:
    """A prompt and at most six choices, in one language. Drawn, spoken and listened for from this object alone."""

    key: str
    language: str
    prompt: tuple[str, ...]
    """Whole sentences, drawn large and spoken in order."""
    choices: tuple[Choice, ...] = ()
    kind: Kind = "choose"
    title: str = ""
    """Two or three words naming the place."""
    picture: str = ""
    """The pictogram of the place itself, beside the title."""
    accent: str = "sand"
    further: tuple[Choice, ...] = ()
    """Choices drawn on sibling screens but understood here too: a speaker knows nothing of pages."""
    commands: tuple[Choice, ...] = ()
    """What works everywhere: again, stop, back, home, help, louder, softer, look."""
    digits: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """How the digits that are live here are said: the numbered choices, or 0-9 on a keypad."""
    back: str = "home"
    """Key of the screen that "back" leads to."""
    length: int = 0
    """On a keypad: how many digits complete the number."""
    notes: tuple[str, ...] = field(default=())
    """Small print that is drawn and spoken last: source, date, what the ear cannot do here."""

    def __post_init__(self) -> None:
        if len(self.choices) > MOST_CHOICES:
            raise ValueError(f"screen {self.key!r} offers {len(self.choices)} choices; {MOST_CHOICES} is the most")

    def numbered(self) -> Iterator[tuple[int, Choice]]:
        """The choices with the digit that presses each (1 first)."""
        return enumerate(self.choices, start=1)

    def choice(self, key: str) -> Choice | None:
        """The choice with that key, drawn here or understood from a sibling screen."""
        return next((each for each in (*self.choices, *self.further) if each.key == key), None)

    def lines(self) -> tuple[Line, ...]:
        """Everything to be heard, in order: the prompt, each choice, the notes."""
        prompt = [Line(text) for text in self.prompt]
        offered = [Line(choice.sentence, choice.key) for choice in self.choices]
        return (*prompt, *offered, *(Line(text) for text in self.notes))

    def phrases(self) -> tuple[Phrase, ...]:
        """Everything the recogniser listens for here, and nothing else."""
        found = [
            Phrase(f"choice:{choice.key}", template)
            for choice in (*self.choices, *self.further)
            for template in choice.said_as
        ]
        found += [Phrase(f"digit:{number}", said) for number, ways in self.digits for said in ways]
        found += [
            Phrase(f"command:{command.key}", template) for command in self.commands for template in command.said_as
        ]
        return tuple(found)
