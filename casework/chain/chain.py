"""The chain of one station as its writer needs it: the next seal, and whether the end still fits the head outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from casework.chain.heads import Head, Heads
from casework.chain.links import START, commitment, link, new_salt
from casework.connection import Connection, rows
from casework.key import make_key, read_key

CUT, HEAD_LOST = "history cut", "head lost"
"""What can be found at the end of the chain: shorter or other than the head outside; no head outside at all."""
LAST = "select sequence, link from journal where station = ? order by sequence desc limit 1"


@dataclass(frozen=True)
class Break:
    """The end of the journal does not fit what is known outside."""

    kind: str
    expected: Head | None
    found: Head


@dataclass
class Chain:
    """The seals of this station's entries."""

    station: str
    key: bytes
    heads: Heads | None = None
    _told: set[str] = field(default_factory=set)

    @classmethod
    def beside(cls, key_file: Path, station: str) -> Chain:
        """With a key and a head of its own beside the record's key; the key is made on the first day.

        Raises KeyUnsafe, KeyDamaged.
        """
        seal = key_file.with_suffix(".seal")
        if not seal.exists():
            make_key(seal)
        key = read_key(seal)
        return cls(station, key, Heads(key_file.with_suffix(".heads"), key))

    def last(self, connection: Connection) -> Head:
        """The newest entry that the record has."""
        found = rows(connection, LAST, (self.station,))
        return Head(found[0]["sequence"], found[0]["link"] or START) if found else Head(0, START)

    def sealed(self, before: Head, entry: Mapping[str, Any]) -> tuple[str, str, str]:
        """Salt, commitment and seal of the next entry."""
        salt = new_salt()
        bound = commitment(salt, entry["fields"])
        return salt, bound, link(self.key, before.link, entry, bound)

    def broken(self, connection: Connection) -> Break | None:
        """What does not fit at the beginning of a transaction; each is told once by this process."""
        if self.heads is None:
            return None
        head, last = self.heads.read(), self.last(connection)
        if head is None:
            kind = HEAD_LOST if last.sequence else ""
        else:
            fits = last.sequence > head.sequence or last == head
            kind = "" if fits else CUT
        told = f"{kind} {head}"
        if not kind or told in self._told:
            return None
        self._told.add(told)
        return Break(kind, head, last)

    def keep(self, head: Head, *, another: bool) -> None:
        """After the commit the head outside follows. ``another``: it was written down that the history is another."""
        if self.heads is None:
            return
        if another:
            self.heads.go_back_to(head)
        else:
            self.heads.keep(head)
