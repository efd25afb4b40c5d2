"""Outside partners who may be asked to help: the clinic, the school, the township; what they see is in ``view``."""

from __future__ import annotations

from dataclasses import dataclass

from casework.access import acts, permitted
from casework.errors import NothingSaid, UnknownWord
from casework.history import PARTNER_ADDED, PARTNER_ENDED
from casework.referrals.errors import NoSuchReceiver
from casework.store import Store
from casework.writing import Writing

KINDS = ("clinic", "school", "township", "other")


@dataclass(frozen=True)
class Partner:
    """A house outside, not a person."""

    id: str
    name: str
    kind: str
    contact: str

    @property
    def receiver(self) -> str:
        """How referrals and consents name it."""
        return f"partner:{self.id}"


class Partners:
    """The partners of this station."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, worker: str, name: str, kind: str, contact: str = "", once: str | None = None) -> str:
        """Write a partner down; the id. Raises NothingSaid, UnknownWord, NotAllowed."""
        if not name.strip():
            raise NothingSaid("partner's name")
        if kind not in KINDS:
            raise UnknownWord("kind of partner", kind, KINDS)

        def work(writing: Writing) -> str:
            if once and writing.row("partners", once):
                return once
            permitted(writing, worker, acts.REFER)
            fields = {"name": name.strip(), "kind": kind, "contact": contact.strip() or None, "worker": worker}
            return writing.insert("partners", {**({"id": once} if once else {}), **fields, "at": writing.at})

        return self._store.write(worker, PARTNER_ADDED, work)

    def end(self, partner: str, worker: str) -> None:
        """Nothing more is sent there. Raises NoSuchReceiver, NoSuchWorker, NotAllowed."""

        def work(writing: Writing) -> None:
            permitted(writing, worker, acts.REFER)
            if writing.row("partners", partner) is None:
                raise NoSuchReceiver(f"partner:{partner}")
            writing.update("partners", partner, {"ended_at": writing.at})

        self._store.write(worker, PARTNER_ENDED, work)

    def all(self) -> tuple[Partner, ...]:
        """Those that things may be sent to, by name."""
        with self._store.read() as database:
            found = database.query("select * from partners where ended_at is null order by name, id")
            return tuple(Partner(each["id"], each["name"], each["kind"], each["contact"] or "") for each in found)
