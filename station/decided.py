"""What an installer decided in ``data/settings.toml``, as settings of every folder; converting is in ``reading``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from admin.settings import PanelSettings
from calls.mixing import MixerSettings
from calls.relay import RelaySettings
from casework.settings import RecordSettings
from kiosk.settings import KioskSettings
from station.place import Place, key_file_for
from station.reading import fill
from station.settings import StationSettings
from voice.settings import HearingSettings, SpeakingSettings


@dataclass(frozen=True)
class Settings:
    """Everything that was decided, per folder."""

    station: StationSettings
    record: RecordSettings
    kiosk: KioskSettings
    panel: PanelSettings
    hearing: HearingSettings
    speaking: SpeakingSettings
    relay: RelaySettings
    circles: MixerSettings


TABLES: Mapping[str, type] = {
    "station": StationSettings,
    "record": RecordSettings,
    "kiosk": KioskSettings,
    "panel": PanelSettings,
    "hearing": HearingSettings,
    "speaking": SpeakingSettings,
    "relay": RelaySettings,
    "circles": MixerSettings,
}


def given_by_station(station: StationSettings, place: Place, key_file: Path) -> dict[str, dict[str, object]]:
    """Per table the fields that are decided once in [station], or by the data folder."""
    village = {"village": station.village, "time_zone": station.time_zone}
    overlays = (*station.overlays, place.overlay)
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
        "kiosk": {**village, "overlays": overlays, "handset": place.handset},
        "panel": {**village, "overlays": overlays, "data": place.data, "session_key": b""},
        "hearing": {"models": place.models, "scripted": {}},
        "speaking": {"cache": place.speech, "voices": place.voices},
        "relay": {},
        "circles": {},
    }


@dataclass(frozen=True)
class Reading:
    """What came out of reading the settings of one place."""

    settings: Settings | None
    """None when something is wrong."""
    station: StationSettings
    """The usual one where [station] is wrong."""
    key_file: Path
    mistakes: tuple[str, ...]
    """Each with its mend."""


def read_settings(
    place: Place, *, data_given: bool = False, overrides: Mapping[str, object] | None = None
) -> Reading:
    """The settings of that place and all that is wrong. ``overrides``: fields of [station] told elsewhere."""
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
    return Reading(None if mistakes else Settings(**made), usual, key_file, tuple(mistakes))


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
