"""The box's own microphone feeding a listening from a thread, when that is what listens; pages only ask how it goes."""

from __future__ import annotations

import logging
import threading

from kiosk.listening import Ongoing

log = logging.getLogger(__name__)


class BoxEar:
    """One listening with the box's microphone."""

    def __init__(self, ongoing: Ongoing) -> None:
        self._ongoing = ongoing

    def start(self) -> None:
        """Feed it until it is done, in the background."""
        threading.Thread(target=self._feed, name="microphone", daemon=True).start()

    def _feed(self) -> None:
        raise NotImplementedError
