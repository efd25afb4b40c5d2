"""Circles that are led in another village: whether they go on, and the way into them from this touchscreen."""

from __future__ import annotations

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

FRESH = 5.0
"""Seconds for which what the other station told is taken as it is."""
REST = 30.0
"""Seconds for which a station that did not answer is not asked again: nobody waits for it at every screen."""


class Elsewhere:
    """Asks the stations of other villages. Thread-safe enough: asked twice at worst."""

    def __init__(self, record: Record, clock: Callable[[], float] = time.monotonic) -> None:
        self._record, self._clock = record, clock
        self._known: dict[str, tuple[float, bool]] = {}
        """Circle → until when that holds, and whether it goes on."""

    def home(self, circle: str) -> Away:
        """The other station, for that circle. Raises NoSuchCall where it is led here."""
        found = self._record.circles.homes.of(circle)
        if found is None:
            raise NoSuchCall(circle)
        return Away(found.address, found.secret, found.authority)

    def going(self, circle: str) -> bool:
        """Whether it goes on; a name or hour that was changed there is kept on the way."""
        until, going = self._known.get(circle, (0.0, False))
        if self._clock() < until:
            return going
        try:
            told = self.home(circle).about()
            self._record.circles.homes.moved(circle, as_told(told))
            going, lasts = bool(told["going"]), FRESH
        except (CallError, KeyError, ValueError, TypeError):
            going, lasts = False, REST
        self._known[circle] = (self._clock() + lasts, going)
        return going


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
