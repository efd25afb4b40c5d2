"""Whether the history is whole, in the one sentence that the command and the panel both say."""

from __future__ import annotations

from dataclasses import dataclass

from casework.chain.heads import Head
from casework.chain.verify import Verdict, verify
from casework.check import Fault, told_otherwise
from casework.record import Record


@dataclass(frozen=True)
class Examined:
    """The history and the tables beside it."""

    verdict: Verdict
    otherwise: tuple[Fault, ...]
    """Rows that differ from what the history tells."""

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong with either."""
        return self.verdict.whole and not self.otherwise

    def __str__(self) -> str:
        found = self.otherwise
        extra = f"; {len(found)} rows differ from it, e.g. {found[0].where}" if found else ""
        return f"{self.verdict}{extra}"


def examine(record: Record, known: Head | None = None) -> Examined:
    """Look at all of it; raises as the store's ``read``. ``known``: a head that somebody wrote down earlier."""
    with record.store.read() as database:
        return Examined(verify(database, record.store.chain, known), tuple(told_otherwise(database)))
