"""Circles that are led in another village: whether they go on, and the way into them from this touchscreen."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import date
from datetime import time as clock_time
from typing import Any

from calls.away import Away
from calls.errors import CallError, NoSuchCall
from calls.line import Asks
from casework.circles.homes import Told
from casework.record import Record
from kiosk.visit import Visit

log = logging.getLogger(__name__)
FRESH = 5.0
"""Seconds for which what the other station told is taken as it is."""
MOMENT = 0.3
"""Seconds that a screen waits for it: in one network it takes a tenth of that."""
REST = 30.0
"""Seconds for which a station that did not answer is not asked again: it is not asked at every screen."""


class Elsewhere:
    """Asks the stations of other villages. Thread-safe: a circle is asked about twice at worst."""

    def __init__(self, record: Record, clock: Callable[[], float] = time.monotonic) -> None:
        self._record, self._clock = record, clock
        self._known: dict[str, tuple[float, bool]] = {}
        """Circle → until when that holds, and whether it goes on."""
        self._asking: dict[str, threading.Thread] = {}

    def home(self, circle: str) -> Away:
        """The other station, for that circle. Raises NoSuchCall where it is led here."""
        found = self._record.circles.homes.of(circle)
        if found is None:
            raise NoSuchCall(circle)
        return Away(found.address, found.secret, found.authority)

    def going(self, circle: str) -> bool:
        """Whether it goes on, as far as that station told within a moment; a finger waits for no other village."""
        until, going = self._known.get(circle, (0.0, False))
        if self._clock() < until:
            return going
        asking = self._asking.get(circle)
        if asking is None or not asking.is_alive():
            asking = self._asking[circle] = threading.Thread(target=self._ask, args=(circle,), daemon=True)
            asking.start()
        asking.join(MOMENT)
        return self._known.get(circle, (0.0, False))[1]

    def _ask(self, circle: str) -> None:
        """A name or hour that was changed there is kept on the way."""
        try:
            told = self.home(circle).about()
            self._record.circles.homes.moved(circle, as_told(told))
            going, lasts = bool(told["going"]), FRESH
        except (CallError, KeyError, ValueError, TypeError) as error:
            log.info("the home of a circle told nothing: %s", error)
            going, lasts = False, REST
        except Exception:  # this station closes
            log.warning("the home of a circle was not asked", exc_info=True)
            return
        self._known[circle] = (self._clock() + lasts, going)


class Wire:
    """The exchange for the page: the one of this station, or another village's while the person is in its circle."""

    def __init__(self, here: Asks, elsewhere: Elsewhere, visit: Callable[[], Visit | None]) -> None:
        self._here, self._elsewhere, self._visit = here, elsewhere, visit

    def ask(self, what: str, **told: Any) -> Any:
        """Ask the one that has to do with it. Raises CallError."""
        visit = self._visit()
        circle = visit.circle if visit is not None else None
        away = circle is not None and circle.home and circle.call and not circle.why
        if circle is None or not away:
            return self._here.ask(what, **told)
        return self._elsewhere.home(circle.circle).ask(what, **told)


def as_told(told: Any) -> Told:
    """What another station told of its circle. Raises KeyError, ValueError, TypeError."""
    return Told(
        str(told["name"])[:24],
        date.fromisoformat(told["on_day"]),
        clock_time.fromisoformat(told["starts"]).replace(tzinfo=None),
        bool(told["weekly"]),
    )
