"""The kiosk's process: opens record, ear and mouth and serves the kiosk with them, until the station says stop."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from functools import partial

from flask import Flask

from calls.line import Line
from casework.record import Record
from content.danger import dangers
from kiosk.app import create_app
from station.advice import advised
from station.decided import Settings
from station.door.addresses import phones_address
from station.part import serve, take_order
from voice.ear import Ear
from voice.mouth import Mouth


@contextlib.contextmanager
def opened(settings: Settings, line: Line | None = None, phones: Callable[[], str] = str) -> Iterator[Flask]:
    """The kiosk on its record, ear and mouth; afterwards whoever uses them is let go before they are.

    ``phones`` tells where a relative's phone finds this station.
    """
    watch = partial(dangers, overlays=settings.kiosk.overlays)
    with Record.open(settings.record, watch=watch) as record, contextlib.ExitStack() as closing:
        record.recover()  # a kiosk killed while somebody spoke has left half a recording; its draft gets it back
        ear = Ear(settings.hearing)
        closing.callback(ear.close)
        mouth = Mouth(settings.speaking, overlays=settings.kiosk.overlays)
        closing.callback(mouth.close)
        app = create_app(settings.kiosk, record, ear, mouth, line, settings.relay, phones)
        closing.callback(app.extensions["desk"].dictations.close)
        yield app


@advised
def main() -> int:
    """Serve the kiosk."""
    order = take_order()
    phones = partial(phones_address, lan=order.station.lan, port=order.station.phones_port)
    with opened(order.settings, Line(order.place.exchange), phones) as app:
        serve(app, order)
    return 0


if __name__ == "__main__":
    sys.exit(main())
