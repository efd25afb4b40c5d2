"""How each worker likes to see the queue: filters under a name of their own; what they mean is the panel's."""

from __future__ import annotations

from dataclasses import dataclass

from casework.errors import NothingSaid
from casework.store import Store
from casework.writing import Writing

KEPT, REMOVED = "view kept", "view removed"
LONGEST = 24
"""Characters of a name."""


@dataclass(frozen=True)
class View:
    """One saved way of seeing the queue."""

    id: str
    name: str
    asked: str
    """The filters, as the queue's address has them."""


class Views:
    """The saved views of this station's workers; each sees only their own."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(self, worker: str, name: str, asked: str) -> str:
        """Save it under that name, in the place of an earlier one of the same name; the id. Raises NothingSaid."""
        told = name.strip()[:LONGEST]
        if not told:
            raise NothingSaid("name")

        def work(writing: Writing) -> str:
            found = writing.rows("select id from views where worker = ? and name = ?", (worker, told))
            if found:
                writing.update("views", found[0]["id"], {"asked": asked, "at": writing.at})
                return str(found[0]["id"])
            return writing.insert("views", {"worker": worker, "name": told, "asked": asked, "at": writing.at})

        return self._store.write(worker, KEPT, work)

    def remove(self, worker: str, view: str) -> None:
        """Nothing happens when it is gone, or somebody else's."""

        def work(writing: Writing) -> None:
            if writing.rows("select 1 from views where id = ? and worker = ?", (view, worker)):
                writing.forget("views", view)

        self._store.write(worker, REMOVED, work)

    def of(self, worker: str) -> tuple[View, ...]:
        """By name."""
        with self._store.read() as database:
            found = database.query("select id, name, asked from views where worker = ? order by name", [worker])
            return tuple(View(**each) for each in found)
