"""How the panel of one station is set up; reading the settings file is the station's work."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from admin.errors import SettingsWrong

KEY_FILE = "panel.session.key"
SESSIONS_FILE = "panel.sessions.json"
OVERLAY = "overlay"
MINUTES_OF_WARNING = 2
"""How long before it happens somebody is told that they will be signed out."""


@dataclass(frozen=True)
class PanelSettings:
    """The panel's settings. Raises SettingsWrong with every mistake at once."""

    data: Path
    """The station's data folder; the session key and the list of open sessions are kept there (0600)."""
    village: str = ""
    """The village's name, shown at the top."""
    time_zone: str = "Asia/Shanghai"
    """The station's time zone, as an IANA name; the record itself keeps UTC."""
    languages: tuple[str, ...] = ("zh", "en")
    """Languages of the panel, the first one is where it starts."""
    overlays: tuple[Path, ...] = ()
    """County and village folders laid over the built-in content, the strongest last."""
    session_hours: float = 12.0
    """Hours after which a worker has to sign in again, counted from signing in."""
    idle_minutes: float = 30.0
    """Minutes after which a worker who does nothing is signed out; a warning comes two minutes earlier."""
    second_step_days: float = 14.0
    """Days after joining in which a role that needs a second step gets in without it, reminded of it; 0: at once."""
    secure_cookies: bool = False
    """Whether the browser may send the cookie over TLS only; on as soon as the panel is behind TLS."""
    session_key: bytes = b""
    """Key that seals the session cookie, 32 bytes; empty: a random one is made once and kept in ``data``."""

    def __post_init__(self) -> None:
        mistakes = []
        if not self.languages:
            mistakes.append("languages: name at least one, for example zh.")
        if not 0 < self.session_hours <= 24 * 7:
            mistakes.append(f"session_hours: {self.session_hours} should be between 0 and 168.")
        if not MINUTES_OF_WARNING < self.idle_minutes <= 12 * 60:
            mistakes.append(f"idle_minutes: {self.idle_minutes} should be between {MINUTES_OF_WARNING} and 720.")
        if not 0 <= self.second_step_days <= 90:
            mistakes.append(f"second_step_days: {self.second_step_days} should be between 0 and 90.")
        if self.session_key and len(self.session_key) < 32:
            mistakes.append(f"session_key: {len(self.session_key)} bytes are too few; give 32, or leave it empty.")
        try:
            ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError):
            mistakes.append(f"time_zone: {self.time_zone!r} is no known zone; write one like Asia/Shanghai.")
        if mistakes:
            raise SettingsWrong(mistakes)

    @property
    def own_overlay(self) -> Path:
        """The folder of the station's own recordings and spellings."""
        return self.data / OVERLAY

    @property
    def laid_over(self) -> tuple[Path, ...]:
        """Every folder laid over the content, the station's own last of all."""
        return (*(each for each in self.overlays if each != self.own_overlay), self.own_overlay)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which times are shown."""
        return ZoneInfo(self.time_zone)

    def sealing_key(self) -> bytes:
        """The key for the session cookie: the given one, else the one in the data folder, made on first use."""
        if self.session_key:
            return self.session_key
        path = self.data / KEY_FILE
        self.data.mkdir(parents=True, exist_ok=True)
        try:
            opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            found = path.read_bytes()
            if len(found) >= 32:
                return found
            path.unlink()  # cut short by a power cut: all that hangs on it is signing in again
            return self.sealing_key()
        with os.fdopen(opened, "wb") as file:
            made = secrets.token_bytes(32)
            file.write(made)
            file.flush()
            os.fsync(file.fileno())
        return made
