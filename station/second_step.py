"""`xiangban second-step LOGIN`: when the only supervisor has lost phone and paper; told in the history too."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable
from typing import TYPE_CHECKING

from station.errors import NobodyOfThatName, SupervisorsLeft

if TYPE_CHECKING:
    from station.decided import Settings


def parser(commands: _SubParsersAction[ArgumentParser], place: ArgumentParser) -> None:
    """The options of the command."""
    lost = commands.add_parser("second-step", parents=[place], help="the only supervisor lost phone and paper")
    lost.add_argument("login", help="the sign-in name; from then on the password is enough to set it up again")


def run(told: Namespace, settings: Settings, tell: Callable[[str], object]) -> int:
    """Take the second step away. Raises NobodyOfThatName, SupervisorsLeft, NoFactor."""
    from casework.access.acts import MANAGE_WORKERS  # here: the watch reads this module too, and opens no record
    from casework.access.matrix import MAY
    from casework.history import STATION
    from casework.record import Record

    with Record.open(settings.record) as record:
        everybody = [each for each in record.workers.all() if each.active]
        whose = next((each for each in everybody if each.login == told.login.strip().casefold()), None)
        if whose is None:
            raise NobodyOfThatName(told.login, [each.login for each in everybody])
        left = [each.name for each in everybody if MANAGE_WORKERS in MAY[each.role] and each.id != whose.id]
        if left:
            raise SupervisorsLeft(whose.name, left)
        record.factors.end(whose.id, STATION)
    tell(f"{whose.name} signs in with the password now, and sets the second step up again at once.\n")
    return 0
