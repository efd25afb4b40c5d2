"""Touchscreens of other villages that may come into a circle which is led here: asked in, known again, asked out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from casework.access.acts import PLAN
from casework.access.permission import permitted
from casework.calls.secret import hashed, new_secret
from casework.circles.circle import Circle
from casework.circles.errors import LedElsewhere, NeighbourClosed, NoSuchCircle
from casework.circles.reading import circle_of, found
from casework.clock import as_time, as_time_or_none
from casework.connection import Row
from casework.consents.reading import reading
from casework.errors import NothingSaid
from casework.store import Store
from casework.writing import Writing

ASKED, CAME, OUT = "neighbour asked in", "neighbour came", "neighbour asked out"
OPEN = """select circle_neighbours.* from circle_neighbours join circles on circles.id = circle_neighbours.circle
    where circles.ended_at is null and circle_neighbours.left_at is null and """


@dataclass(frozen=True)
class Neighbour:
    """One village that may come into one circle with its touchscreen."""

    id: str
    circle: str
    village: str
    asked_at: datetime
    came_at: datetime | None
    """When its station opened the link; None until then."""


class Neighbours:
    """Who leads a circle asks them in and out; each holds one secret, for this one circle."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def ask(self, circle: str, who: str, village: str) -> tuple[Neighbour, str]:
        """A village more, and its secret, which is told once. Raises NoSuchCircle, LedElsewhere, NothingSaid."""
        secret = new_secret()

        def work(writing: Writing) -> str:
            row = found(writing.rows, circle, permitted(writing, who, PLAN))
            if circle_of(writing.rows, row).home:
                raise LedElsewhere
            if not village.strip():
                raise NothingSaid("village's name")
            told = {"circle": circle, "village": village.strip(), "secret": hashed(secret)}
            return writing.insert("circle_neighbours", {**told, "asked_by": who, "at": writing.at})

        made = self._store.write(who, ASKED, work)
        return next(each for each in self.of(circle) if each.id == made), secret

    def ask_out(self, neighbour: str, who: str) -> Neighbour:
        """From now on it opens nothing. Raises NoSuchCircle."""

        def work(writing: Writing) -> Neighbour:
            row = writing.row("circle_neighbours", neighbour)
            if row is None or row["left_at"] is not None:
                raise NoSuchCircle(neighbour)
            found(writing.rows, row["circle"], permitted(writing, who, PLAN))
            writing.update("circle_neighbours", neighbour, {"left_at": writing.at, "left_by": who})
            return _neighbour(row)

        return self._store.write(who, OUT, work)

    def of(self, circle: str) -> tuple[Neighbour, ...]:
        """Those of one circle, the first to be asked first."""
        return self._found("circle_neighbours.circle = ? order by circle_neighbours.at", circle)

    def open(self, secret: str) -> tuple[Neighbour, Circle]:
        """Who holds that secret, and the circle into which they may come. Raises NeighbourClosed."""
        held = self._found("circle_neighbours.secret = ?", hashed(secret))
        if not held:
            raise NeighbourClosed
        (neighbour,) = held
        if neighbour.came_at is None:
            self._store.write(
                f"neighbour:{neighbour.id}",
                CAME,
                lambda writing: writing.update("circle_neighbours", neighbour.id, {"came_at": writing.at}),
            )
        with self._store.read() as database:
            find = reading(database)
            (row,) = find("select * from circles where id = ?", (neighbour.circle,))
            return neighbour, circle_of(find, row)

    def _found(self, where: str, value: str) -> tuple[Neighbour, ...]:
        with self._store.read() as database:
            return tuple(_neighbour(each) for each in database.query(OPEN + where, [value]))


def _neighbour(row: Row) -> Neighbour:
    told = (row["id"], row["circle"], row["village"])
    return Neighbour(*told, as_time(row["at"]), as_time_or_none(row["came_at"]))
