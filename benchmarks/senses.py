"""One screen with the sound off, and with the picture off: what a deaf and what a blind person would miss."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from flask import Flask, render_template

from benchmarks.hands import grammar, made_up
from benchmarks.ways import Reached
from kiosk.desk import Desk
from kiosk.drawing import Artist
from kiosk.drawn import Drawn
from kiosk.scenes.scene import Here
from kiosk.scenes.status import VOICE
from voice.matching import understand
from voice.understanding import Heard

BARE = ("img", "input", "link", "meta", "br", "wbr")
"""Elements without an end."""


@dataclass
class Element:
    """One element of a page with everything in it."""

    tag: str
    told: dict[str, str]
    above: tuple[str, ...] = ()
    """The classes of what it stands in."""
    text: str = ""
    pictures: int = 0


@dataclass
class Read(HTMLParser):
    """The elements of a page."""

    page: str
    elements: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)
        self._open: list[Element] = []
        self.feed(self.page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Pictures count for all that they stand in."""
        if tag == "img":
            for each in self._open:
                each.pictures += 1
        above = tuple(each.told.get("class", "") for each in self._open)
        element = Element(tag, {name: value or "" for name, value in attrs}, above)
        self.elements.append(element)
        if tag not in BARE:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Whatever was left open inside it is closed as well."""
        while self._open and self._open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Text counts for all that it stands in."""
        for each in self._open:
            each.text += data

    def of(self, name: str) -> list[Element]:
        """Those of that class."""
        return [each for each in self.elements if name in each.told.get("class", "").split()]

    @property
    def lines(self) -> list[Element]:
        """What is read aloud, in order."""
        return [each for each in self.elements if "data-line" in each.told]


@dataclass(frozen=True)
class Rendered:
    """A screen as the browser gets it."""

    desk: Desk
    drawn: Drawn
    read: Read
    tongues: frozenset[str] = frozenset()
    """Choices that are said in another language than the screen."""

    def heard(self, name: str) -> str:
        """The words of a sound; empty where there is none."""
        saying = self.desk.sayings.find(name)
        return saying.text.strip() if saying else ""

    @property
    def aloud(self) -> list[str]:
        """Everything that is read out by itself, in words."""
        lines = self.read.lines
        return [
            self.heard(each.told[key]) for each in lines for key in ("data-number", "data-say") if key in each.told
        ]


def render(app: Flask, desk: Desk, reached: Reached) -> Rendered:
    """Draw the screen that somebody reached."""
    drawn = Artist(Here(desk, reached.visit, reached.key), reached.shown).draw()
    with app.test_request_context("/", base_url="http://127.0.0.1:8080"):
        page = render_template(f"{drawn.screen.kind}.html", drawn=drawn, settings=desk.settings)
    return Rendered(desk, drawn, Read(page), frozenset(reached.shown.tongues))


def missed_by_the_deaf(seen: Rendered) -> Iterator[str]:
    """What is heard there and not seen."""
    for line in seen.read.lines:
        own = line.told.get("data-own-kind", "")
        hidden = "heard" in line.told.get("class", "").split() or any("heard" in each.split() for each in line.above)
        if own.startswith(VOICE) and not seen.read.of("caption"):
            yield "a worker's voice without its words"
        elif hidden and not (seen.drawn.slip or seen.drawn.keypad):
            yield f"only heard: {line.text.strip()}"
        elif not own and not line.text.strip():
            yield f"nothing is written for {seen.heard(line.told.get('data-say', ''))!r}"
    for button in (*seen.read.of("choice"), *seen.read.of("command")):
        shown = button.pictures or any(each.text.strip() for each in seen.read.of("letter"))
        if not button.text.strip(" \n0123456789") or not shown:
            yield f"{button.told['value']} lacks a picture or a word"
    if seen.drawn.slip and seen.drawn.slip.number.replace(" ", "") not in seen.read.of("token")[0].text.replace(
        " ", ""
    ):
        yield "the number of the receipt"


def missed_by_the_blind(seen: Rendered) -> Iterator[str]:
    """What is seen there and not heard, or cannot be answered by whoever only heard it."""
    aloud = " ".join(seen.aloud)
    if not seen.aloud or not all(seen.aloud):
        yield "something is read out without a sound"
    for number, choice in enumerate(seen.drawn.choices, start=1):
        button = next(each for each in seen.read.of("choice") if each.told["value"] == choice.key)
        if not seen.drawn.keypad and seen.heard(button.told.get("data-number", "")) != str(number):
            yield f"the digit of {choice.key}"
        if not _can_be_said_back(seen, choice.key, seen.heard(choice.say), choice.label):
            yield f"{choice.key} cannot be said as it is heard: {seen.heard(choice.say)!r}"
    for each in seen.read.elements:
        if (
            "sentence" in each.told.get("class", "").split()
            and "data-say" not in each.told
            and "turn" not in each.above
        ):
            yield f"only written: {each.text.strip()}"
    slip = seen.drawn.slip
    if slip is not None:
        pack, digits = seen.desk.pack(seen.drawn.screen.language), set(re.findall(r"\d", aloud))
        words = (pack.text(f"colour.{slip.colour}"), pack.text(f"animal.{slip.animal}"))
        if not set(slip.number.split()) <= digits or not all(each in aloud for each in words):
            yield f"the receipt's number or animal: {slip.number} {slip.token}"


def _can_be_said_back(seen: Rendered, key: str, *texts: str) -> bool:
    """Whether the words that were heard, or the word on the picture, mean that very choice to the ear."""
    if seen.drawn.recorder:  # whatever is said there is recorded
        return True
    screen = seen.drawn.screen
    choice = screen.choice(key)
    if key.startswith("command:") or choice is None or key in seen.tongues:
        return (
            True  # said in another language than the ear's: its digit, which is said in that language too, presses it
        )
    pack = seen.desk.pack(screen.language)
    if key in made_up(pack, screen):  # its digit was heard, and is said
        number = next(number for number, each in screen.numbered() if each.key == key)
        return any(each.meaning == f"digit:{number}" for each in screen.phrases())
    for text in texts:
        understood = understand(Heard(text=text), grammar(screen))
        if (understood.outcome, understood.key) == ("choice", key):
            return True
    return False
