"""What happens once before the parts start: settings read, leftovers mended, seeds laid in, first code made.

It runs in a process of its own (see ``aside``): the watch, which stays for years, never loads what this needs.
"""

from __future__ import annotations

import logging
import pickle
from collections.abc import Callable

from casework.record import Record
from station import ports, seed
from station.decided import Settings, read_settings
from station.errors import WrongSettings
from station.logs import keep_log
from station.place import loose_key
from station.wishes import Ground, Wishes

log = logging.getLogger("station")


def lay_ground(wishes: Wishes, say: Callable[[str], None] = print) -> Ground:
    """Make all ready for the parts. Raises WrongSettings with all mistakes at once, and what Record.open raises."""
    seed.settle_village(wishes.place, wanted=wishes.seeds)
    settings = checked(wishes)
    keep_log(wishes.place, "station", settings.station)
    with Record.open(settings.record) as record:
        _mend(record)
        bare = seed.is_bare(record)
    if wishes.seeds and bare:
        say("Laying in a small demonstration village …")
        seed.sow(settings)
    with Record.open(settings.record) as record:
        return Ground(settings.station, pickle.dumps(settings), record.workers.first_code())


def checked(wishes: Wishes) -> Settings:
    """The settings, when nothing is wrong with them, the ports and the key file. Raises WrongSettings."""
    reading = read_settings(wishes.place, data_given=wishes.data_given, overrides=wishes.overrides())
    kiosk, kiosk_taken = ports.listen(reading.station.port, "--port")
    panel, panel_taken = ports.listen(reading.station.panel_port, "--panel-port")
    for each in (kiosk, panel):
        if each is not None:
            each.close()
    mistakes = [*reading.mistakes, *filter(None, (loose_key(reading.key_file), kiosk_taken, panel_taken))]
    if reading.settings is None or mistakes:
        raise WrongSettings(mistakes)
    return reading.settings


def _mend(record: Record) -> None:
    """Take care of what a power cut, or people who left, have left behind."""
    rescued = record.recover()
    if rescued:
        log.info("%d recordings that were cut short are kept", len(rescued))
    forgotten = record.purge()
    if forgotten:
        log.info("%d drafts that nobody came back to are forgotten", forgotten)
