"""Giving and ending access: role, villages, kinds, last day; the last supervisor stays one. No sessions here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from casework.access import acts
from casework.access.errors import LastSupervisor
from casework.access.permission import permitted
from casework.access.roles import ROLES, SUPERVISOR
from casework.clock import written
from casework.errors import NoSuchWorker, UnknownWord
from casework.settings import CATEGORIES
from casework.store import Store
from casework.writing import Value, Writing

CHANGED = "access changed"


@dataclass(frozen=True)
class Access:
    """What a worker is given."""

    role: str
    villages: Sequence[str] | None = None
    """Ids; None: every village."""
    categories: Sequence[str] | None = None
    """None: all kinds of requests."""
    stands_in: bool = False
    ends_at: datetime | None = None
    """When it ends by itself."""
    active: bool = True


class Giving:
    """Who gives access at this station."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def give(self, worker: str, by: str, access: Access) -> None:
        """From now on this, and nothing else. Raises NoSuchWorker, NotAllowed, UnknownWord, LastSupervisor."""
        if access.role not in ROLES:
            raise UnknownWord("role", access.role, ROLES)
        for each in access.categories or ():
            if each not in CATEGORIES:
                raise UnknownWord("category", each, CATEGORIES)
        fields: dict[str, Value] = {
            "role": access.role,
            "villages": _told(access.villages),
            "categories": _told(access.categories),
            "stands_in": int(access.stands_in),
            "ends_at": written(access.ends_at) if access.ends_at else None,
            "active": int(access.active),
        }

        def work(writing: Writing) -> None:
            permitted(writing, by, acts.MANAGE_WORKERS)
            if writing.row("workers", worker) is None:
                raise NoSuchWorker(worker)
            for each in access.villages or ():
                if writing.row("villages", each) is None:
                    raise UnknownWord("village", each, ())
            writing.update("workers", worker, fields)
            lasting = "select 1 from workers where role = ? and active = 1 and ends_at is null and password <> ''"
            if not writing.rows(lasting, (SUPERVISOR,)):
                raise LastSupervisor

        self._store.write(by, CHANGED, work)


def _told(values: Sequence[str] | None) -> str | None:
    return None if values is None else json.dumps(sorted(values), ensure_ascii=False)
