"""All parts of a station together: starts them, tends them until somebody says stop, leaves nothing behind."""

from __future__ import annotations

import logging
import signal
import time

from station import family
from station.place import Place
from station.settings import StationSettings
from station.watched import Part, Watched

log = logging.getLogger("station.watch")


class Watch:
    """All parts of one station."""

    def __init__(self, parts: tuple[Part, ...], station: StationSettings, packed: bytes, place: Place) -> None:
        """``packed``: the settings of all folders, pickled for the parts."""
        self.parts = tuple(Watched(each, station, packed, place) for each in parts)
        self._place = place

    def start(self, stopping: Stopping) -> None:
        """Start all and wait until each answers, or until somebody says stop. Raises PartFailed, PartSlow."""
        left = family.end(self._place.data)
        if left:
            log.warning("ended %d processes that an earlier station had left behind", left)
        for each in self.parts:
            each.start()
        waiting = list(self.parts)
        while waiting and not stopping.asked:
            for each in waiting:
                each.refuse_wrong_start()
                each.tend()
            waiting = [each for each in waiting if not each.answered]
            time.sleep(0.05)

    def keep(self, stopping: Stopping) -> None:
        """Tend the parts until somebody says stop."""
        while not stopping.asked:
            for each in self.parts:
                each.tend()
            time.sleep(0.2)

    def stop(self, patience: float = 6.0) -> None:
        """Let all parts close what they hold, then see that nothing of them is left."""
        for each in self.parts:
            each.ask_to_leave()
        deadline = time.monotonic() + patience
        for each in self.parts:
            each.stop(max(0.0, deadline - time.monotonic()))
        family.end(self._place.data)


class Stopping:
    """Whether somebody asked this process to stop (SIGTERM, SIGINT); set only by the signals."""

    def __init__(self) -> None:
        self.asked = False
        for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            if each is not signal.SIGHUP or signal.getsignal(each) is not signal.SIG_IGN:  # started with nohup
                signal.signal(each, self._ask)

    def _ask(self, *_: object) -> None:
        self.asked = True
