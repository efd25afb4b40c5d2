"""What a template draws: a whole screen as sentences and pictures with the names of their sounds; plain data."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from content.screen import Screen
from kiosk.call import Call
from kiosk.circling import Circling
from kiosk.handset import Handset
from kiosk.paging import width
from kiosk.visit import Telling

STORY = ("help", "finger", "speak", "person")
"""What this machine is for, without words: a finger presses a picture, a mouth speaks, a person comes."""
ASKING = ("help.recorded", "help.name", "help.say_name", "help.other", "help.confirm", "help.receipt", "danger")
"""Screens, by how their keys begin, on which danger may be found meanwhile in what was recorded."""
PICTURED = 3
"""Sentences with a picture beside them, from which on there is not little to read: pictures take their room."""
MANY = 4
"""Sentences, each of which begins a line."""
LITTLE, SOME = 110, 150
"""How many Latin letters are little to read, and how many some."""


@dataclass(frozen=True)
class Sentence:
    """Something that is drawn and heard."""

    text: str
    say: str
    """Name of its sound; empty for an own recording."""
    picture: str = ""
    """Pictogram beside it."""
    own: str = ""
    """Kind of the person's own recording that is played here instead of a sentence."""
    seconds: str = ""
    hidden: bool = False
    """Heard, and drawn as something else (the receipt's number and token)."""


@dataclass(frozen=True)
class Picture:
    """One choice or command as a button."""

    key: str
    """What is posted when it is pressed."""
    label: str
    picture: str
    say: str
    accent: str = "sand"
    digit: int = 0
    number: str = ""
    """Sound of the digit, which is said before the choice when the screen is read out."""
    lang: str = ""
    letter: str = ""
    """A letter drawn in place of a pictogram."""
    chosen: bool = False
    """Whether it holds already."""
    inside: tuple[str, ...] = ()
    """Small pictures drawn in place of one: what lies behind it."""
    face: str = ""
    """The relation whose photograph is drawn in place of a pictogram."""


@dataclass(frozen=True)
class Mark:
    """Number and token of the request that a screen is about, so that its person knows it as theirs."""

    number: str
    animal: str
    colour: str
    token: str
    """The token in words."""


@dataclass(frozen=True)
class Turn:
    """The first screen's words in another language of the station, shown in turn while nobody is there."""

    lang: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Slip:
    """The receipt as it is drawn and printed."""

    number: str
    animal: str
    colour: str
    token: str
    heading: str
    rows: tuple[tuple[str, str], ...]
    where: str


@dataclass(frozen=True)
class Square:
    """What a phone's camera reads, as it is drawn and printed."""

    drawing: Markup
    """Inline SVG; its address stands in no other place."""
    heading: str
    told: tuple[str, ...]


@dataclass(frozen=True)
class Drawn:
    """Everything a template needs."""

    screen: Screen
    lang: str
    village: str
    notice: tuple[Sentence, ...]
    """What is said first: what was not understood, what is missing."""
    prompt: tuple[Sentence, ...]
    choices: tuple[Picture, ...]
    notes: tuple[Sentence, ...]
    keys: tuple[Picture, ...]
    """The keypad, from the top left; empty on other screens."""
    speak: Picture
    """The microphone."""
    bar: tuple[Picture, ...]
    sound: tuple[Picture, ...]
    words: dict[str, str]
    """Small texts that the page shows while it works."""
    telling: Telling
    act: str
    decibels: float
    size: str
    """How large this person wants the letters."""
    theme: str
    """The colours this person wants; empty for what the system says."""
    typed: tuple[str, ...]
    """One entry per place of the keypad, empty where nothing is typed yet."""
    slip: Slip | None
    code: Square | None
    mark: Mark | None
    hide: Picture | None
    """In the corner of what is private: a harmless page at once."""
    visit: str
    """Changes with the person, so that the page forgets the sounds of the one before."""
    turns: tuple[Turn, ...]
    """The prompt in the station's other languages, on the first screen only."""
    handset: str
    """The loudspeaker through which everything is said, by the browser's name; empty for the usual one."""
    cradle: Handset | None
    """The handset of this station, whose keys the page listens for."""
    whispered: str
    """Written in place of what is said into the handset, because it is private; empty where everything is written."""
    call: Call | None
    """Whose face is drawn, on the screen of a call only."""
    circle: Circling | None
    """The circle that is drawn, on its screen only."""
    rings: bool
    """Whether somebody can ring here."""
    volume: int
    """How many of seven bars the loudness has."""
    watches: bool
    """Whether the page asks "are you still there?" after a while."""

    @property
    def keypad(self) -> bool:
        """Whether digits are figures here, not choices."""
        return self.screen.length > 0

    @property
    def echo(self) -> bool:
        """Whether what is said first is the figure that was just pressed, which is drawn as such already."""
        return self.keypad and self.telling == "first"

    @property
    def reading(self) -> str:
        """How much there is to read: ``little``, ``some`` or ``much``; decides the size of the letters."""
        read = [each.text for each in (*self.notice, *self.prompt, *self.notes) if not each.hidden]
        size = sum(width(text) for text in read)
        if size > SOME or len(read) > MANY:
            return "much"
        pictured = sum(bool(each.picture) for each in self.prompt)
        return "little" if size <= LITTLE and pictured < PICTURED else "some"

    @property
    def story(self) -> tuple[str, ...]:
        """The pictures that tell what this machine is for, on the first screen only."""
        return STORY if self.screen.key == "language" else ()

    @property
    def asks(self) -> bool:
        """Whether the page asks now and then for danger found in what was told, and for who has answered."""
        return self.screen.key.startswith(ASKING)

    @property
    def recorder(self) -> bool:
        """Whether the microphone records here instead of listening for commands."""
        return self.screen.kind == "record"
