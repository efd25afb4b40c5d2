"""What is asked of a start, and what the watch is told when the ground is laid; small, for the watch keeps it."""

from __future__ import annotations

from dataclasses import dataclass

from station.place import Place
from station.settings import StationSettings


@dataclass(frozen=True)
class Wishes:
    """What was said on the command line."""

    place: Place
    data_given: bool = False
    """Whether the folder was named; then the key lies beside it."""
    port: int | None = None
    panel_port: int | None = None
    browser: bool = True
    seeds: bool = True

    def overrides(self) -> dict[str, object]:
        """Fields of [station] that the command line decides."""
        told = {"port": self.port, "panel_port": self.panel_port}
        return {key: value for key, value in told.items() if value is not None}


@dataclass(frozen=True)
class Ground:
    """What the watch needs to know."""

    station: StationSettings
    packed: bytes
    """The settings of all folders, pickled for the parts."""
    code: str | None
    """One-time code for the first worker; None once somebody is enrolled."""
