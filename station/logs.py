"""Where a process of the station writes its log, and how much of it is kept; nobody's words are ever logged."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler

from station.place import Place
from station.settings import StationSettings


def keep_log(place: Place, name: str, settings: StationSettings) -> None:
    """From now on this process logs to ``data/log/<name>.log``."""
    kept = RotatingFileHandler(
        place.log / f"{name}.log",
        maxBytes=settings.log_size,
        backupCount=settings.log_files - 1,
        encoding="utf-8",
    )
    kept.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    # What engines print about their work may hold what was said; of them only warnings are kept.
    logging.getLogger("voice.child").setLevel(logging.WARNING)
    logging.basicConfig(level=logging.INFO, handlers=[kept], force=True)
