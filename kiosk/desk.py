"""What every scene stands on: settings, record, ear, mouth, clock and the packs; put together in ``app``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from casework.record import Record
from content.pack import Pack, load
from kiosk.dictation import Dictations
from kiosk.guessing import WrongTries
from kiosk.handset import Handsets
from kiosk.ringing import Ringing
from kiosk.saying import Sayings
from kiosk.settings import KioskSettings
from kiosk.visit import Visits
from voice.ear import Ear
from voice.loudspeaker import Loudspeaker


class Pieces(Protocol):
    """What ``voice.microphone.Microphone`` gives."""

    def pieces(self) -> Iterator[bytes]:
        """Sound as it comes, 16 kHz mono s16le, until ``close``."""

    def close(self) -> None:
        """Let the sound card go."""


@dataclass(frozen=True)
class Desk:
    """The service desk behind the screen."""

    settings: KioskSettings
    record: Record
    ear: Ear
    sayings: Sayings
    dictations: Dictations
    visits: Visits
    ringing: Ringing
    clock: Callable[[], datetime]
    """The record's clock, so that promises and what is said about them agree."""
    handsets: Handsets
    """The telephone handset beside the screen, where there is one."""
    phones: Callable[[], str] = str
    """Tells where a relative's phone finds this station; empty where it does not."""
    wrong_tries: WrongTries = field(default_factory=WrongTries)
    """Numbers and animals that belong to no request, whoever tried them."""
    loudspeaker: Loudspeaker | None = None
    """The box's own, when that is what speaks."""
    open_microphone: Callable[[], Pieces] | None = None
    """Opens the box's own, when that is what listens. Raises voice.errors.NoMicrophone."""

    def pack(self, language: str) -> Pack:
        """Everything that language says and hears here, village words included."""
        return load(language, self.settings.overlays)

    def today(self) -> date:
        """The date in the village."""
        return self.clock().astimezone(self.settings.zone).date()

    def understands(self, language: str) -> bool:
        """Whether spoken commands are understood in that language here."""
        return self.ear.ability(language).commands

    def heard_first(self, language: str) -> str | None:
        """That language if it has an ear, else the first of the station's that has one; None where all are deaf."""
        return next((each for each in (language, *self.settings.languages) if self.understands(each)), None)
