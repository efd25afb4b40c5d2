"""`xiangban audit`: whether the history is whole, its head to write down, and why a break is right."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable

from casework.chain.breaks import ACCEPTED, accept
from casework.chain.heads import Head
from casework.chain.saying import examine
from casework.chain.verify import head_from
from casework.history import STATION
from casework.record import Record
from station.decided import Settings
from station.errors import WrongHead


def run(told: Namespace, settings: Settings, tell: Callable[[str], object]) -> int:
    """Do it; 0, or 1 when the history is not whole. Raises WrongHead."""
    with Record.open(settings.record) as record:
        if told.act == "accept":
            number = record.store.write(STATION, ACCEPTED, lambda writing: accept(writing, STATION, told.reason))
            tell(f"{number} breaks explained.\n")
            return 0
        known = _known(told.head) if told.act == "verify" and told.head else None
        found = examine(record, known)
    if told.act == "head":
        tell(f"{found.verdict.head}\n")
        return 0
    tell(f"{found}\n")
    if told.all:
        for each in (*found.verdict.flaws, *(f"{fault.where}: {fault.told}" for fault in found.otherwise)):
            tell(f"  {each}\n")
    return 0 if found.whole else 1


def _known(text: str) -> Head:
    try:
        return head_from(text)
    except ValueError as error:
        raise WrongHead(text) from error
