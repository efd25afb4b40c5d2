"""What an installer may decide about the station itself; imports no app, because the watch lives on it for years."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from station.errors import WrongSettings

HIGHEST_PORT = 65535


@dataclass(frozen=True)
class StationSettings:
    """The station as a whole. Raises WrongSettings with every mistake at once."""

    name: str = "village-1"
    """Short name of this station, the same for ever: it signs every entry of the journal."""
    village: str = ""
    """The village's name as people say it."""
    time_zone: str = "Asia/Shanghai"
    """IANA name of the zone in which times are shown and spoken."""
    overlays: tuple[Path, ...] = ()
    """Folders of county and village laid over the shipped texts, the strongest last; relative to the data folder."""
    port: int = 8080
    """Port of the kiosk on 127.0.0.1."""
    panel_port: int = 8081
    """Port of the workers' panel on 127.0.0.1."""
    lan: bool = True
    """Whether phones and PCs in the village network reach the relatives' pages and the panel, over TLS."""
    phones_port: int = 8443
    """Port of the relatives' pages in the village network."""
    lan_panel_port: int = 8444
    """Port of the workers' panel in the village network."""
    key_file: Path | None = None
    """The record's key. Usually ~/.config/xiangban/NAME.key, and DIR.key beside a folder named by --data DIR."""
    threads: int = 16
    """Requests that each of the two apps answers at the same time."""
    start_within: float = 120.0
    """Seconds in which a part must answer after it was started."""
    asked_every: float = 5.0
    """Seconds between two questions to each part whether it is well."""
    answer_within: float = 5.0
    """Seconds in which it must answer; three missed answers and it is started anew."""
    log_size: int = 1_000_000
    """Bytes of one log file."""
    log_files: int = 5
    """Log files kept of each part."""

    def __post_init__(self) -> None:
        mistakes = []
        if not self.name or not all(each.isalnum() or each in "-_" for each in self.name):
            mistakes.append(f"name: {self.name!r} should be letters, digits, - and _ only, for example village-1")
        for key in ("port", "panel_port", "phones_port", "lan_panel_port"):
            if not 0 <= getattr(self, key) <= HIGHEST_PORT:
                mistakes.append(f"{key}: {getattr(self, key)} is no port; choose one between 1024 and {HIGHEST_PORT}")
        if self.port and self.port == self.panel_port:
            mistakes.append(f"panel_port: {self.panel_port} is the kiosk's port already; choose another")
        if not 4 <= self.threads <= 256:
            mistakes.append(f"threads: {self.threads} should be between 4 and 256")
        for key, least in (("start_within", 5.0), ("asked_every", 0.1), ("answer_within", 0.5)):
            if getattr(self, key) < least:
                mistakes.append(f"{key}: {getattr(self, key)} is too short; at least {least} seconds")
        if self.log_size < 10_000 or self.log_files < 1:
            mistakes.append("log_size, log_files: at least 10000 bytes and 1 file")
        try:
            ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            mistakes.append(f"time_zone: {self.time_zone!r} is no IANA zone; write one like Asia/Shanghai")
        mistakes += [f"overlays: there is no folder {each}" for each in self.overlays if not each.is_dir()]
        if mistakes:
            raise WrongSettings(mistakes)
