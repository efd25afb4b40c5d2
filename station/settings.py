"""What an installer may decide: ``data/settings.toml`` as settings of every folder; converting is in ``reading``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from admin.settings import PanelSettings
from casework.settings import RecordSettings
from kiosk.settings import KioskSettings
from station.errors import WrongSettings
from station.place import Place, key_file_for
from station.reading import fill
from voice.settings import HearingSettings, SpeakingSettings

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
    key_file: Path | None = None
    """The record's key; always outside the data folder. Left out: see README, "The key"."""
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
        for key in ("port", "panel_port"):
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


@dataclass(frozen=True)
class Settings:
    """Everything that was decided, per folder."""

    station: StationSettings
    record: RecordSettings
    kiosk: KioskSettings
    panel: PanelSettings
    hearing: HearingSettings
    speaking: SpeakingSettings


TABLES: Mapping[str, type] = {
    "station": StationSettings,
    "record": RecordSettings,
    "kiosk": KioskSettings,
    "panel": PanelSettings,
    "hearing": HearingSettings,
    "speaking": SpeakingSettings,
}


def given_by_station(station: StationSettings, place: Place, key_file: Path) -> dict[str, dict[str, object]]:
    """Per table the fields that are decided once in [station], or by the data folder."""
    village = {"village": station.village, "time_zone": station.time_zone}
    return {
        "record": {
            "path": place.record,
            "key_file": key_file,
            "recordings": place.recordings,
            "station": station.name,
            "village": station.village or station.name,
            "time_zone": station.time_zone,
            "password_cost": RecordSettings(place.record, key_file, place.recordings).password_cost,
        },
        "kiosk": {**village, "overlays": station.overlays},
        "panel": {**village, "overlays": station.overlays, "data": place.data, "session_key": b""},
        "hearing": {"models": place.models},
        "speaking": {"cache": place.speech},
    }


def read_settings(
    place: Place, *, data_given: bool = False, overrides: Mapping[str, object] | None = None
) -> tuple[Settings | None, list[str]]:
    """The settings of that place and everything wrong with them; None when something is wrong.

    ``overrides`` are fields of [station] given on the command line.
    """
    told, mistakes = _tables(place.settings)
    told["station"] = {**told.get("station", {}), **(overrides or {})}
    station, wrong = fill(StationSettings, told["station"], {}, "station", place.data)
    mistakes += wrong
    usual = station or StationSettings()
    key_file = usual.key_file or key_file_for(place, usual.name, data_given=data_given)
    given = given_by_station(usual, place, key_file)
    made: dict[str, Any] = {"station": usual}
    for name, cls in TABLES.items():
        if name != "station":
            made[name], wrong = fill(cls, told.get(name, {}), given[name], name, place.data)
            mistakes += wrong
    return (None if mistakes else Settings(**made)), mistakes


def _tables(path: Path) -> tuple[dict[str, dict[str, object]], list[str]]:
    """The tables of the file as they stand, and what keeps it from being read."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}, []
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return {}, [f"{path}: cannot be read as TOML: {error}; compare it with settings.example.toml"]
    except OSError as error:
        return {}, [f"{path}: cannot be opened: {error.strerror}"]
    tables: dict[str, dict[str, object]] = {}
    mistakes = []
    for name, table in raw.items():
        if name in TABLES and isinstance(table, dict):
            tables[name] = table
            continue
        near = get_close_matches(name, TABLES, n=1)
        mistakes.append(
            f"[{name}]: is no table of the settings; "
            + (f"did you mean [{near[0]}]?" if near else f"there are {', '.join(f'[{each}]' for each in TABLES)}")
        )
    return tables, mistakes
