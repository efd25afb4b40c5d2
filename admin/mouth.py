"""The panel's own way to hear what the kiosk says: opened when somebody listens, by whoever runs the panel."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from admin.errors import NoMouth

if TYPE_CHECKING:
    from voice.mouth import Mouth

OpenMouth = Callable[[], "Mouth"]
"""Opens the mouth; whoever gives it closes the mouth too."""


class LazyMouth:
    """A mouth that is opened once, the first time it is needed."""

    def __init__(self, open_mouth: OpenMouth | None) -> None:
        self._open_mouth = open_mouth
        self._opened: Mouth | None = None
        self._lock = threading.Lock()

    def opened(self) -> Mouth:
        """The mouth. Raises NoMouth where the panel runs without one."""
        with self._lock:
            if self._opened is None:
                if self._open_mouth is None:
                    raise NoMouth
                self._opened = self._open_mouth()
            return self._opened
