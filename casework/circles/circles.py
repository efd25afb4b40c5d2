"""The circles of this station: made, joined, left and ended; each meeting is noted with its beginning and its end."""

from __future__ import annotations

from datetime import date, time

from casework.access.acts import PLAN
from casework.access.permission import permitted
from casework.access.reader import Reader
from casework.circles.circle import Circle, Kind, Member
from casework.circles.errors import BelongsAlready, LedElsewhere, NoSuchCircle
from casework.circles.homes import Homes
from casework.circles.neighbours import Neighbours
from casework.circles.reading import circle_of, found, people_of, sees
from casework.connection import Row
from casework.consents.reading import reading
from casework.errors import NoSuchWorker, NothingSaid
from casework.history import STATION
from casework.persons.errors import NoSuchRelation
from casework.persons.resolving import resolve
from casework.persons.whose import whose
from casework.store import Store
from casework.writing import Value, Writing

MADE, CHANGED, ENDED = "circle made", "circle changed", "circle ended"
JOINED, LEFT = "circle joined", "circle left"
BEGAN, OVER = "circle began to meet", "circle met"


class Circles:
    """Who sees a circle leads it: its organiser, workers who belong to it, and who may open every file in it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.neighbours, self.homes = Neighbours(store), Homes(store)

    def make(self, who: str, name: str, on_day: date, starts: time, *, weekly: bool) -> str:
        """A new circle with nobody in it but its organiser; the id. Raises NotAllowed, NothingSaid."""

        def work(writing: Writing) -> str:
            permitted(writing, who, PLAN)
            told = _checked(name, on_day, starts, weekly=weekly)
            made = writing.insert("circles", {**told, "organiser": who, "at": writing.at})
            writing.insert("circle_people", {"circle": made, "worker": who, "added_by": who, "at": writing.at})
            return made

        return self._store.write(who, MADE, work)

    def change(self, circle: str, who: str, name: str, on_day: date, starts: time, *, weekly: bool) -> None:
        """Another name or time. Raises NoSuchCircle, LedElsewhere, NothingSaid."""

        def work(writing: Writing) -> None:
            self._led_here(writing, circle, who)
            writing.update("circles", circle, _checked(name, on_day, starts, weekly=weekly))

        self._store.write(who, CHANGED, work)

    def end(self, circle: str, who: str) -> None:
        """It meets no more. Raises NoSuchCircle."""

        def work(writing: Writing) -> None:
            self._led(writing, circle, who)
            writing.update("circles", circle, {"ended_at": writing.at})

        self._store.write(who, ENDED, work)

    def add(self, circle: str, who: str, kind: Kind, member: str) -> None:
        """One more who belongs to it: a person or relative whom ``who`` may see, or a colleague.

        Into one that is led in another village persons alone: they come in at this touchscreen.
        Raises NoSuchCircle, NoSuchPerson, NoSuchRelation, NoSuchWorker, BelongsAlready, LedElsewhere.
        """

        def work(writing: Writing) -> None:
            _ = self._led(writing, circle, who) if kind == "person" else self._led_here(writing, circle, who)
            known = _known(writing, who, kind, member)
            if any((each.kind, each.who) == (kind, known) for each in people_of(writing.rows, circle)):
                raise BelongsAlready
            writing.insert("circle_people", {"circle": circle, kind: known, "added_by": who, "at": writing.at})

        self._store.write(who, JOINED, work)

    def remove(self, circle: str, who: str, membership: str) -> Member:
        """Somebody belongs to it no more; who it was. Raises NoSuchCircle."""

        def work(writing: Writing) -> Member:
            self._led(writing, circle, who)
            gone = next((each for each in people_of(writing.rows, circle) if each.id == membership), None)
            if gone is None:
                raise NoSuchCircle(circle)
            writing.update("circle_people", membership, {"left_at": writing.at, "left_by": who})
            return gone

        return self._store.write(who, LEFT, work)

    def seen_by(self, reader: Reader) -> tuple[Circle, ...]:
        """Those that this reader leads, by name."""
        reader.require(PLAN)
        with self._store.read() as database:
            find = reading(database)
            rows = find("select * from circles where ended_at is null order by name, id", ())
            return tuple(circle_of(find, each) for each in rows if sees(find, reader, each))

    def get(self, circle: str, reader: Reader) -> Circle:
        """One of them. Raises NoSuchCircle."""
        with self._store.read() as database:
            find = reading(database)
            return circle_of(find, found(find, circle, reader))

    def of_person(self, person: str) -> tuple[Circle, ...]:
        """Those to which a person belongs, the earliest hour first."""
        with self._store.read() as database:
            find = reading(database)
            rows = find(
                """select distinct circles.* from circles join circle_people on circle_people.circle = circles.id
                   where circle_people.person = ? and circle_people.left_at is null and circles.ended_at is null
                   order by circles.starts, circles.name""",
                (resolve(database.query, person),),
            )
            return tuple(circle_of(find, each) for each in rows)

    def began(self, circle: str, call: str, who: str) -> None:
        """It meets now, in that call. Raises NoSuchCircle, LedElsewhere."""

        def work(writing: Writing) -> None:
            self._led_here(writing, circle, who)
            told = {"id": call, "circle": circle, "began_by": who, "began_at": writing.at}
            writing.insert("circle_meetings", told)

        self._store.write(who, BEGAN, work)

    def over(self, call: str, ending: str) -> None:
        """That meeting is over. Again, or for a call that is none, does nothing."""

        def work(writing: Writing) -> None:
            row = writing.row("circle_meetings", call)
            if row is not None and row["ended_at"] is None:
                writing.update("circle_meetings", call, {"ended_at": writing.at, "ending": ending})

        self._store.write(STATION, OVER, work)

    def _led(self, writing: Writing, circle: str, who: str) -> Row:
        return found(writing.rows, circle, permitted(writing, who, PLAN))

    def _led_here(self, writing: Writing, circle: str, who: str) -> Row:
        row = self._led(writing, circle, who)
        if circle_of(writing.rows, row).home:
            raise LedElsewhere
        return row


def _checked(name: str, on_day: date, starts: time, *, weekly: bool) -> dict[str, Value]:
    if not name.strip():
        raise NothingSaid("circle's name")
    return {
        "name": name.strip(),
        "on_day": on_day.isoformat(),
        "starts": starts.isoformat("minutes"),
        "weekly": int(weekly),
    }


def _known(writing: Writing, who: str, kind: Kind, member: str) -> str:
    """The id of whoever that is today, when ``who`` may see them."""
    if kind == "person":
        return whose(writing, who, PLAN, member)
    row = writing.row("workers" if kind == "worker" else "relations", member)
    if kind == "worker":
        if row is None or not row["active"]:
            raise NoSuchWorker(member)
        return member
    if row is None or row["ended_at"] is not None:
        raise NoSuchRelation(member)
    whose(writing, who, PLAN, row["person"])
    return member
