"""What a scene is: it shows one Screen of a visit and takes a choice made there; the scenes live beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal

from casework.status import Receipt, Status
from content.pack import Pack
from content.screen import Choice, Screen
from kiosk.desk import Desk
from kiosk.visit import Visit

Mode = Literal["touch", "digit", "speech"]


@dataclass(frozen=True)
class Here:
    """A person in front of one screen."""

    desk: Desk
    visit: Visit
    key: str
    mode: Mode = "touch"
    """How the person answers just now."""
    said: bytes = b""
    """What was said just now, 16 kHz s16le; empty for a finger. An answer about consent is kept with it."""

    @property
    def pack(self) -> Pack:
        """The words of this person's language."""
        return self.desk.pack(self.visit.language)

    def at(self, key: str) -> Here:
        """The same person in front of another screen."""
        return replace(self, key=key)


@dataclass(frozen=True)
class Code:
    """What a phone's camera reads from the screen."""

    address: str = field(repr=False)
    heading: str
    """On the printed slip, as what follows."""
    told: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """A Screen with what only this visit adds to it."""

    screen: Screen
    private: bool = False
    """The prompt tells something personal: its sound stays in memory."""
    private_choices: bool = False
    """The choices tell something personal, too."""
    faces: Mapping[str, str] = field(default_factory=dict)
    """Choices that are drawn as a photograph: the choice's key → the relation whose it is."""
    own: tuple[tuple[int, str], ...] = ()
    """The person's own recordings to be played: after how many prompt sentences, and which kind."""
    captions: Mapping[str, str] = field(default_factory=dict)
    """What is written beside a recording that is played, by its kind."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """How long it is, where the visit does not know."""
    beside: tuple[str, ...] = ()
    """The pictures that stand beside the prompt's sentences, in order."""
    receipt: Receipt | None = None
    """Drawn as a huge number and a token, and printed on the slip."""
    code: Code | None = None
    """Drawn as one large square, and printed on the slip."""
    marked: Status | None = None
    """The request that this is about: its number and token are drawn above."""
    chosen: frozenset[str] = frozenset()
    """Keys of the choices that hold already, drawn as such."""
    typed: str = ""
    """Digits on the keypad so far."""
    tongues: Mapping[str, str] = field(default_factory=dict)
    """Choices that are spoken in another language than the screen: the choice's key → language."""
    heard: Screen | None = None
    """Listened for in place of what is drawn, where only another language has an ear."""
    status: int = 200
    """The HTTP answer that goes with it."""


class Scene:
    """One place of the dialogue. The plain kind shows the planned screen and follows ``goes_to``."""

    keys: ClassVar[tuple[str, ...]] = ()
    """Keys of the screens that this scene owns."""
    confidential: ClassVar[bool] = False
    """Whether its words are private: it is drawn only after "is somebody with you?" (kiosk/scenes/alone.py)."""

    def owns(self, key: str) -> bool:
        """Whether that screen is this scene's."""
        return key in self.keys

    def show(self, here: Here) -> Shown:
        """What to draw, speak and listen for. Raises kiosk.errors.NotNow when there is nothing to show."""
        return Shown(here.pack.screen(here.key))

    def take(self, here: Here, choice: Choice) -> str:
        """Do what was chosen; the key of the screen that follows."""
        return choice.goes_to or here.key
