"""Who is on duty when, by village, and so who is rung; set by who may hand work on. Nobody is rung here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from casework.access.acts import HAND_ON
from casework.access.permission import permitted
from casework.calls.errors import HoursBackwards
from casework.calls.hours import Shift, next_start, on_shift, times_to_call_back
from casework.calls.missed import REASON
from casework.clock import Clock, written
from casework.connection import Row
from casework.duties.duties import asking
from casework.errors import NoSuchWorker
from casework.life.owners import present
from casework.settings import RecordSettings
from casework.store import Store
from casework.writing import Value, Writing

SET, ENDED = "shift set", "shift ended"


@dataclass(frozen=True)
class OnCall:
    """Somebody who can be rung."""

    worker: str
    """Id."""
    name: str


class Rota:
    """Whose hours are when. A village without any is served by whoever is here, those on duty first."""

    def __init__(self, store: Store, settings: RecordSettings, clock: Clock) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock

    def now(self, village: str) -> tuple[OnCall, ...]:
        """Whom to ring for somebody in that village, one after the other; empty when nobody is on duty."""
        shifts = self.shifts(village)
        about = {"village": village, "category": REASON}
        with self._store.read() as database:
            here = {each["id"]: each["name"] for each in present(asking(database), written(self._clock()), about)}
        turn = [each.worker for each in on_shift(shifts, self._local())] if shifts else list(here)
        return tuple(OnCall(each, here[each]) for each in turn if each in here)

    def again(self, village: str) -> datetime | None:
        """When the next hours begin; None where the village has no rota."""
        return next_start(self.shifts(village), self._local())

    def to_call_back(self, village: str) -> Sequence[datetime]:
        """A few times at which somebody will be there to call back."""
        return times_to_call_back(self.shifts(village), self._settings.working_hours, self._local())

    def shifts(self, village: str) -> tuple[Shift, ...]:
        """The whole week of that village, in order."""
        with self._store.read() as database:
            found = database.query(
                """select shifts.*, workers.name from shifts join workers on workers.id = shifts.worker
                   where shifts.village = ? and shifts.ended_at is null and workers.active = 1
                   order by weekday, starts, place, workers.name""",
                [village],
            )
            return tuple(map(_shift, found))

    def add(self, village: str, worker: str, days: Sequence[int], starts: time, ends: time, by: str) -> None:
        """On these days of every week, after those who have the same hours already. The same again changes nothing.

        Raises NotAllowed, HoursBackwards, NoSuchWorker.
        """
        if not days or starts >= ends:
            raise HoursBackwards
        begins, over = starts.isoformat("minutes"), ends.isoformat("minutes")

        def work(writing: Writing) -> None:
            permitted(writing, by, HAND_ON)
            if writing.row("workers", worker) is None:
                raise NoSuchWorker(worker)
            for day in days:
                live = "select * from shifts where village = ? and weekday = ? and ended_at is null"
                known = writing.rows(live, (village, day))
                if any((each["worker"], each["starts"], each["ends"]) == (worker, begins, over) for each in known):
                    continue
                told: dict[str, Value] = {
                    "village": village,
                    "worker": worker,
                    "weekday": day,
                    "starts": begins,
                    "ends": over,
                }
                place = max((each["place"] for each in known), default=-1) + 1
                writing.insert("shifts", {**told, "place": place, "set_by": by, "at": writing.at})

        self._store.write(by, SET, work)

    def end(self, shift: str, by: str) -> None:
        """These hours are nobody's any more. Again does nothing. Raises NotAllowed."""

        def work(writing: Writing) -> None:
            permitted(writing, by, HAND_ON)
            row = writing.row("shifts", shift)
            if row is not None and row["ended_at"] is None:
                writing.update("shifts", shift, {"ended_at": writing.at})

        self._store.write(by, ENDED, work)

    def _local(self) -> datetime:
        return self._clock().astimezone(self._settings.zone)


def _shift(row: Row) -> Shift:
    told = {each: row[each] for each in ("id", "village", "worker", "name", "weekday", "place")}
    return Shift(**told, starts=time.fromisoformat(row["starts"]), ends=time.fromisoformat(row["ends"]))
