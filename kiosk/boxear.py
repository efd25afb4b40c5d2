"""The box's own microphone feeding a listening from a thread; the page then only asks how it goes."""

from __future__ import annotations

import logging
import threading

from kiosk.desk import Pieces
from kiosk.listening import Ongoing

log = logging.getLogger(__name__)


class BoxEar:
    """One listening with the box's microphone, which is open exactly as long as somebody is listened to."""

    def __init__(self, ongoing: Ongoing, microphone: Pieces) -> None:
        self._ongoing, self._microphone = ongoing, microphone

    def start(self) -> None:
        """Feed the listening until it is over, in the background."""
        threading.Thread(target=self._feed, name="box-microphone", daemon=True).start()

    def _feed(self) -> None:
        try:
            for number, piece in enumerate(self._microphone.pieces()):
                if self._ongoing.over or self._ongoing.take(number, piece).done:
                    break
        except Exception as error:
            log.exception("the box's microphone stopped")
            self._ongoing.error = error
        finally:
            self._microphone.close()
