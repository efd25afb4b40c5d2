"""Quiet hours in the record: of the place, by whoever keeps the rota, and of a person, by the person alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlite_utils import Database

from casework.access import acts
from casework.clock import Clock
from casework.persons.resolving import resolve
from casework.persons.whose import may, whose
from casework.quiet.hours import NIGHT, Span, spans_of, until
from casework.settings import RecordSettings
from casework.store import Store
from casework.writing import Value, Writing


class Quiet:
    """In which hours nobody rings here.

    A person's own hours take the place of the default for whoever calls that person; no hours at all are a wish, too.
    Alarms ring in the office and are never silenced; a worker is told that it is quiet, and decides.
    """

    def __init__(self, store: Store, settings: RecordSettings, clock: Clock) -> None:
        self._store = store
        self._place = settings.station
        self._zone = settings.zone
        self._clock = clock

    def of_place(self) -> tuple[Span, ...]:
        """The default of this station."""
        with self._store.read() as database:
            return self._default(database)

    def own(self, person: str) -> tuple[Span, ...] | None:
        """What the person wishes; None: as the place has it."""
        with self._store.read() as database:
            return _own(database, resolve(database.query, person))

    def until(self, person: str | None = None) -> datetime | None:
        """Until when nobody rings for that person, or for nobody in particular; None: it may ring now."""
        with self._store.read() as database:
            own = _own(database, resolve(database.query, person)) if person else None
            spans = self._default(database) if own is None else own
        return until(spans, self._clock(), self._zone)

    def wish(self, person: str, spans: Sequence[Span] | None, who: str) -> None:
        """From now on these; None: as the place has it. Raises NoSuchPerson, NotAllowed."""

        def work(writing: Writing) -> None:
            own = whose(writing, who, acts.WRITE_PERSONS, person)
            asked = "select id from quiet_hours where person = ? and ended_at is null"
            _replace(writing, writing.rows(asked, (own,)), {"person": own}, spans, who)

        self._store.write(who, "quiet hours wished", work)

    def set_place(self, spans: Sequence[Span], worker: str) -> None:
        """The default of this station from now on. Raises NotAllowed."""

        def work(writing: Writing) -> None:
            may(writing, worker, acts.HAND_ON)
            asked = "select id from quiet_hours where person is null and village = ? and ended_at is null"
            _replace(writing, writing.rows(asked, (self._place,)), {"village": self._place}, spans, worker)

        self._store.write(worker, "quiet hours set", work)

    def _default(self, database: Database) -> tuple[Span, ...]:
        asked = """select hours from quiet_hours where person is null and village = ? and ended_at is null
            order by at desc, rowid desc limit 1"""
        found = list(database.query(asked, [self._place]))
        return spans_of(found[0]["hours"]) if found else (NIGHT,)


def _own(database: Database, person: str) -> tuple[Span, ...] | None:
    asked = "select hours from quiet_hours where person = ? and ended_at is null order by at desc, rowid desc limit 1"
    found = list(database.query(asked, [person]))
    return spans_of(found[0]["hours"]) if found else None


def _replace(
    writing: Writing,
    before: Sequence[dict[str, Value]],
    whose_hours: dict[str, Value],
    spans: Sequence[Span] | None,
    who: str,
) -> None:
    for each in before:
        writing.update("quiet_hours", str(each["id"]), {"ended_at": writing.at, "ended_by": who})
    if spans is not None:
        told: dict[str, Value] = {**whose_hours, "hours": " ".join(each.text for each in spans), "who": who}
        writing.insert("quiet_hours", {**told, "at": writing.at})
