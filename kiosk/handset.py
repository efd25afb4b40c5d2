"""The telephone handset beside the screen: which of the browser's loudspeakers it is, and the keys of its cradle."""

from __future__ import annotations

import json
import logging
import threading
from dataclasses import asdict, dataclass
from pathlib import Path

log = logging.getLogger(__name__)
LONGEST = 200
"""Characters of a name that a browser gives to a loudspeaker, or to a key."""


@dataclass(frozen=True)
class Handset:
    """What the installer's page has found out."""

    label: str
    """The browser's name of its loudspeaker. Its id is another one in every fresh profile, so it is of no use."""
    lifted: str = ""
    """The key (``KeyboardEvent.code``) that the cradle sends when it is lifted; empty where it sends none."""
    hung_up: str = ""
    """The key when it is hung up; the same as ``lifted`` where one key means both in turn."""


class Handsets:
    """The handset of this station, kept in a small file of its own beside the settings."""

    def __init__(self, path: Path | None) -> None:
        """``path``: where it is kept; None for as long as the process lives."""
        self._path = path
        self._lock = threading.Lock()
        self._now = _read(path) if path else None

    @property
    def now(self) -> Handset | None:
        """The handset; None where there is none."""
        return self._now

    def keep(self, handset: Handset | None) -> None:
        """From now on it is this one, or none. Raises ValueError for a name that no browser gives, OSError."""
        if handset and (not handset.label or any(len(each) > LONGEST for each in asdict(handset).values())):
            raise ValueError(f"{handset!r} is no handset")
        with self._lock:
            if self._path and handset:
                beside = self._path.with_suffix(".new")
                beside.write_text(json.dumps(asdict(handset), ensure_ascii=False), "utf-8")
                beside.replace(self._path)
            elif self._path:
                self._path.unlink(missing_ok=True)
            self._now = handset


def _read(path: Path) -> Handset | None:
    try:
        told = json.loads(path.read_text("utf-8"))
        return Handset(str(told["label"]), str(told.get("lifted", "")), str(told.get("hung_up", "")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        log.warning("the handset is not used: %s cannot be read (%s); choose it anew at /doctor", path, error)
        return None
