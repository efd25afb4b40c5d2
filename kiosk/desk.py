"""What every scene stands on: settings, record, ear, mouth, clock and the packs; put together in ``app``."""

from __future__ import annotations

from typing import TYPE_CHECKING
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from casework.record import Record
from content.pack import Pack, load
from kiosk.dictation import Dictations
from kiosk.saying import Sayings
from kiosk.settings import KioskSettings
from kiosk.visit import Visits
from voice.loudspeaker import Loudspeaker

if TYPE_CHECKING:
    from voice.ear import Ear


def now_utc() -> datetime:
    """The station's clock."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Desk:
    """The service desk behind the screen."""

    settings: KioskSettings
    record: Record
    ear: Ear
    sayings: Sayings
    dictations: Dictations
    visits: Visits
    loudspeaker: Loudspeaker | None = None
    """The box's own, when that is what speaks."""
    clock: Callable[[], datetime] = now_utc

    def pack(self, language: str) -> Pack:
        """Everything that language says and hears here, village words included."""
        return load(language, self.settings.overlays)

    def today(self) -> date:
        """The date in the village."""
        return self.clock().astimezone(self.settings.zone).date()

    def understands(self, language: str) -> bool:
        """Whether spoken commands are understood in that language here."""
        return self.ear.ability(language).commands
