"""The kiosk's process: opens record, ear and mouth and serves the kiosk with them, until the station says stop."""

from __future__ import annotations

import contextlib
import sys

from casework.record import Record
from kiosk.app import create_app
from station.advice import advised
from station.part import serve, take_order
from voice.ear import Ear
from voice.mouth import Mouth


@advised
def main() -> int:
    """Serve the kiosk."""
    order = take_order()
    settings = order.settings
    with Record.open(settings.record) as record, contextlib.ExitStack() as closing:
        record.recover()  # a kiosk killed while somebody spoke has left half a recording; its draft gets it back
        ear = Ear(settings.hearing)
        closing.callback(ear.close)
        mouth = Mouth(settings.speaking, overlays=settings.kiosk.overlays)
        closing.callback(mouth.close)
        serve(create_app(settings.kiosk, record, ear, mouth), order)
    return 0


if __name__ == "__main__":
    sys.exit(main())
