"""The panel's process: opens the record and serves the panel over it, until the station says stop."""

from __future__ import annotations

import contextlib
import sys
from functools import partial
from typing import TYPE_CHECKING

from admin.app import create_app
from calls.line import Line
from casework.clock import utc_now
from casework.record import Record
from content.danger import dangers
from station.advice import advised
from station.behind import stand_behind
from station.door.addresses import phones_address
from station.door.authority import AUTHORITY, folder_of
from station.minutes import Minutes
from station.part import serve, take_order

if TYPE_CHECKING:
    from voice.mouth import Mouth


@advised
def main() -> int:
    """Serve the panel."""
    stand_behind()
    order = take_order()
    settings = order.settings
    watch = partial(dangers, overlays=settings.panel.overlays)
    with Record.open(settings.record, watch=watch) as record, contextlib.ExitStack() as closing:

        def mouth() -> Mouth:
            from voice.mouth import Mouth  # only when somebody listens: it takes memory, and its children more

            opened = Mouth(settings.speaking, overlays=settings.panel.overlays)
            closing.callback(opened.close)
            return opened

        closing.callback(Minutes(record).stop)
        phones = partial(phones_address, lan=order.station.lan, port=order.station.phones_port)
        line = Line(order.place.exchange)
        authority = folder_of(settings.record.key_file) / AUTHORITY
        app = create_app(settings.panel, record, utc_now, mouth, line, settings.relay, phones, authority)
        serve(app, order)
    return 0


if __name__ == "__main__":
    sys.exit(main())
