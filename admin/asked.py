"""Which part of the queue somebody wants to see: read from the address, checked, and applied; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlencode

from casework.queue import Waiting
from casework.settings import CATEGORIES
from casework.status import ENDED

STATES = ("open", "mine", "asking", "ended", "all")
AGES: Mapping[str, tuple[timedelta, timedelta]] = {
    "day": (timedelta(), timedelta(days=1)),
    "week": (timedelta(days=1), timedelta(days=7)),
    "month": (timedelta(days=7), timedelta(days=30)),
    "older": (timedelta(days=30), timedelta.max),
}
"""How long ago it was asked: from, to."""
FIELDS = ("state", "kind", "village", "worker", "age", "find")


@dataclass(frozen=True)
class Asked:
    """What the worker wants to see; an empty field filters nothing."""

    state: str = STATES[0]
    kind: str = ""
    village: str = ""
    """Id."""
    worker: str = ""
    """Id of who has it in hand."""
    age: str = ""
    find: str = ""

    @property
    def filtered(self) -> bool:
        """Whether more than the state narrows the list."""
        return any((self.kind, self.village, self.worker, self.age, self.find))

    @property
    def told(self) -> dict[str, str]:
        """The fields that are set, as an address has them."""
        return {each: value for each in FIELDS if (value := getattr(self, each))}

    @property
    def query(self) -> str:
        """The same as one string."""
        return urlencode(self.told)

    def at(self, state: str) -> Asked:
        """The same filters in another state."""
        return replace(self, state=state)

    def fits(self, waiting: Waiting, me: str, now: datetime, found: frozenset[str] = frozenset()) -> bool:
        """Whether that request is to be shown; ``found``: what the record found for ``find``."""
        sought = not self.find or waiting.request in found
        return sought and self._state(waiting, me) and self._fields(waiting) and self._age(waiting, now)

    def _state(self, each: Waiting, me: str) -> bool:
        over = each.status in ENDED
        acts = not over and not each.asks_person
        states = {
            "open": acts,
            "mine": acts and me in (each.worker, each.raised_to),
            "asking": not over and each.asks_person,
            "ended": over,
            "all": True,
        }
        return states[self.state]

    def _fields(self, each: Waiting) -> bool:
        told = ((self.kind, each.category), (self.village, each.village_id), (self.worker, each.worker))
        return all(not wanted or wanted == value for wanted, value in told)

    def _age(self, each: Waiting, now: datetime) -> bool:
        if not self.age:
            return True
        least, most = AGES[self.age]
        return least <= now - each.asked_at < most


def asked_in(address: Mapping[str, str]) -> Asked:
    """What stands in an address; a word that is not known filters nothing."""
    state, kind, age = address.get("state", ""), address.get("kind", ""), address.get("age", "")
    return Asked(
        state=state if state in STATES else STATES[0],
        kind=kind if kind in CATEGORIES else "",
        village=address.get("village", "")[:60],
        worker=address.get("worker", "")[:60],
        age=age if age in AGES else "",
        find=address.get("find", "").strip()[:60],
    )
