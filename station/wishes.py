"""What was said on the command line of `xiangban serve`; nothing is decided here."""

from __future__ import annotations

from dataclasses import dataclass

from station.place import Place


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
