"""Circles led in another village, to which people of this one belong: where their home is, and its secret."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from casework.access.acts import PLAN
from casework.access.permission import permitted
from casework.circles.errors import BelongsAlready
from casework.connection import Row
from casework.history import STATION
from casework.store import Store
from casework.writing import Value, Writing

TAKEN, MOVED = "circle of another village taken up", "circle of another village moved"


@dataclass(frozen=True)
class Home:
    """The station at which a circle is led."""

    village: str
    address: str
    """Of its door, e.g. ``https://10.0.0.5:8443``."""
    secret: str
    authority: str
    """Certificate (PEM) by which the door is known; empty where the address is this very machine's."""


@dataclass(frozen=True)
class Told:
    """What that station tells of the circle."""

    name: str
    on_day: date
    starts: time
    weekly: bool

    def row(self) -> dict[str, Value]:
        """As the table keeps it."""
        day, hour = self.on_day.isoformat(), self.starts.isoformat("minutes")
        return {"name": self.name, "on_day": day, "starts": hour, "weekly": int(self.weekly)}


class Homes:
    """One for each circle that is led elsewhere."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def take_up(self, who: str, home: Home, told: Told) -> str:
        """That circle has people here, too; its id in this record. Raises NotAllowed, BelongsAlready."""

        def work(writing: Writing) -> str:
            permitted(writing, who, PLAN)
            known = """select 1 from circle_homes join circles using (id)
                where ended_at is null and address = ? and secret = ?"""
            if writing.rows(known, (home.address, home.secret)):
                raise BelongsAlready
            made = writing.insert("circles", {**told.row(), "organiser": who, "at": writing.at})
            writing.insert("circle_homes", {"id": made, **vars(home), "at": writing.at})
            return made

        return self._store.write(who, TAKEN, work)

    def of(self, circle: str) -> Home | None:
        """Where it is led; None where that is here."""
        with self._store.read() as database:
            found = list(database.query("select * from circle_homes where id = ?", [circle]))
        return _home(found[0]) if found else None

    def moved(self, circle: str, told: Told) -> bool:
        """Its home tells another name or time: kept when it is one; whether it was. A circle unknown is no change."""
        with self._store.read() as database:
            (now,) = list(database.query("select * from circles where id = ?", [circle])) or ({},)
        if all(now.get(key) == value for key, value in told.row().items()):
            return False
        self._store.write(STATION, MOVED, lambda writing: writing.update("circles", circle, told.row()))
        return True


def _home(row: Row) -> Home:
    return Home(row["village"], row["address"], row["secret"], row["authority"])
