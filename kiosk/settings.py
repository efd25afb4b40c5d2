"""What an installer may decide about the touchscreen; how the values are read from a file lives in ``station``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from content.pack import shipped_languages
from kiosk.errors import BadSettings

Source = Literal["browser", "box"]
SHORTEST_WARNING = 20.0
"""A person needs at least this long to answer "are you still there?" (standards.md)."""
MOST_LANGUAGES = 6


@dataclass(frozen=True)
class KioskSettings:
    """One touchscreen. All mistakes are told at once, as BadSettings."""

    languages: tuple[str, ...] = ("zh", "en", "ko")
    """Language codes offered on the first screen, in the order in which they are shown and spoken."""
    default_language: str = "zh"
    """The language in which an untouched screen speaks."""
    village: str = ""
    """Name of the village as people say it; empty where nobody has set it."""
    microphone: Source = "browser"
    """Whose microphone listens: the browser's, or one plugged into the box."""
    loudspeaker: Source = "browser"
    """What speaks: the browser, or a loudspeaker plugged into the box."""
    printer: bool = False
    """Whether a slip printer is connected; without one nobody is offered paper."""
    camera: bool = True
    """Whether cards are read by the camera; without one they are read by a reader that types, or not at all."""
    camera_at_rest: bool = False
    """Whether it looks for a card on the first screen, too, while nobody touches it; its lamp is lit all day then."""
    handset: Path | None = None
    """File in which the installer's page keeps which loudspeaker is a telephone handset; None: until it ends."""
    idle: float = 90.0
    """Seconds without touch or voice before the screen asks whether somebody is still there."""
    warning: float = 25.0
    """Seconds to answer that question before the visit is put away."""
    diagonal: float = 15.6
    """Screen diagonal in inches; targets are drawn at least 20 mm wide on it."""
    time_zone: str = "Asia/Shanghai"
    """The zone in which "today" and "nine o'clock" are said."""
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    """Host names, without port, under which this kiosk answers; everything else is refused."""
    overlays: tuple[Path, ...] = ()
    """Folders of the county and the village laid over the shipped words, the strongest last."""

    def __post_init__(self) -> None:
        mistakes = self.mistakes()
        if mistakes:
            raise BadSettings(mistakes)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone as an object."""
        return ZoneInfo(self.time_zone)

    def mistakes(self) -> tuple[str, ...]:
        """Everything wrong with these values, each with its mend."""
        shipped = shipped_languages()
        found = [
            f"languages: {each!r} has no pack; choose from {', '.join(shipped)}"
            for each in self.languages
            if each not in shipped
        ]
        if not 1 <= len(self.languages) <= MOST_LANGUAGES:
            found.append(f"languages: name between one and {MOST_LANGUAGES} of them")
        if self.default_language not in self.languages:
            found.append(f"default_language: {self.default_language!r} is not one of languages")
        for name in ("microphone", "loudspeaker"):
            if getattr(self, name) not in ("browser", "box"):
                found.append(f'{name}: write "browser" or "box", not {getattr(self, name)!r}')
        if self.idle < 30:
            found.append("idle: at least 30 seconds; slow hands need time")
        if self.warning < SHORTEST_WARNING:
            found.append(f"warning: at least {SHORTEST_WARNING:.0f} seconds")
        if not 5 <= self.diagonal <= 100:
            found.append("diagonal: the screen's diagonal in inches, between 5 and 100")
        try:
            ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError):
            found.append(f"time_zone: {self.time_zone!r} is unknown; write e.g. Asia/Shanghai")
        return tuple(found)
