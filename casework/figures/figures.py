"""Every figure of one look, all of one moment; what each counts lives in its own file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from casework.access import Reader
from casework.access.acts import COUNT
from casework.clock import Clock
from casework.duties.duties import asking
from casework.figures import answers, autonomy, needs, ways
from casework.figures.figure import Figure, guarded
from casework.figures.scope import Scope
from casework.settings import RecordSettings
from casework.store import Store

COUNTS = (
    *(needs.kinds, needs.months, needs.villages, answers.waiting, answers.overdue, answers.words, needs.unmet),
    *(answers.caseloads, ways.ways, autonomy.contact, autonomy.overrides, autonomy.unchanged),
)
"""In the order in which they are shown."""


@dataclass(frozen=True)
class Village:
    """One that can be chosen."""

    id: str
    name: str


class Figures:
    """The figures of this station."""

    def __init__(self, store: Store, settings: RecordSettings, clock: Clock) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock

    def all(self, reader: Reader, since: datetime | None = None, village: str | None = None) -> Sequence[Figure]:
        """Over what the reader may see and nothing else, small numbers left out where the role asks for it.

        How people asked is known of the station as a whole: it is there only where its village is looked at.
        Raises NotAllowed.
        """
        reader.require(COUNT)
        scope = Scope(reader, self._clock(), self._settings.zone, since, village)
        with self._store.read() as database:
            ask = asking(database)
            here = scope.covers(self._settings.station)
            told = [count(ask, scope) for count in COUNTS if count is not ways.ways or here]
        return [guarded(each) if scope.guarded else each for each in told]

    def villages(self, reader: Reader) -> Sequence[Village]:
        """Those that the reader cares for, by name."""
        with self._store.read() as database:
            found = database.query("select id, name from villages order by name, id")
            return [
                Village(each["id"], each["name"])
                for each in found
                if reader.villages is None or each["id"] in reader.villages
            ]
