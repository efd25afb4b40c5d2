"""The panel's process: opens the record and serves the panel over it, until the station says stop."""

from __future__ import annotations

import sys

from admin.app import create_app
from casework.record import Record
from station.advice import advised
from station.part import serve, take_order


@advised
def main() -> int:
    """Serve the panel."""
    order = take_order()
    with Record.open(order.settings.record) as record:
        serve(create_app(order.settings.panel, record), order)
    return 0


if __name__ == "__main__":
    sys.exit(main())
