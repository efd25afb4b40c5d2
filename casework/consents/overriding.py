"""Acting without consent: a reason, a second person in time, once, and the person is told; four eyes or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from casework.access import EVERYTHING, Reader, acts, permitted, reader_of
from casework.clock import Clock, as_time, as_time_or_none, written
from casework.connection import Row
from casework.consents.entry import Subject
from casework.consents.errors import NoSuchOverride, OverrideNotValid, ReasonMissing, SecondPersonNeeded
from casework.consents.purposes import purpose as known_purpose
from casework.consents.reach import may_ask, sees
from casework.consents.reading import reading, subject_of
from casework.history import OVERRIDE_DECIDED, OVERRIDE_DONE, OVERRIDE_WISHED
from casework.store import Store
from casework.tidings import tidings
from casework.tidings.kinds import CONSENT_OVERRIDE
from casework.writing import Value, Writing

HOURS_TO_AGREE = 48
"""Within which a second worker has to say yes."""
HOURS_TO_ACT = 48
"""Within which it is then done."""


@dataclass(frozen=True)
class Override:
    """One wish to act without consent, and what became of it."""

    id: str
    subject: Subject
    purpose: str
    to: str | None
    reason: str
    worker: str
    """Id of who wants to act."""
    at: datetime
    until: datetime
    second: str | None
    """Id of who agreed or not."""
    decided_at: datetime | None
    agreed: bool
    second_reason: str
    used_at: datetime | None
    objected_at: datetime | None
    objection: str | None
    """The request that the person's objection became."""

    def waits(self, now: datetime) -> bool:
        """Whether a second person may still decide."""
        return self.decided_at is None and now < self.until

    def may_act(self, now: datetime) -> bool:
        """Whether it was agreed to, and may be done now."""
        in_time = self.decided_at is not None and now < self.decided_at + timedelta(hours=HOURS_TO_ACT)
        return self.agreed and self.used_at is None and in_time


def override_of(row: Row) -> Override:
    """A row of the table as an object."""
    return Override(
        id=row["id"],
        subject=Subject(row["person"], row["request"]),
        purpose=row["purpose"],
        to=row["recipient"],
        **{each: row[each] for each in ("reason", "worker", "second", "objection")},
        at=as_time(row["at"]),
        until=as_time(row["until"]),
        decided_at=as_time_or_none(row["decided_at"]),
        agreed=bool(row["agreed"]),
        second_reason=row["second_reason"] or "",
        used_at=as_time_or_none(row["used_at"]),
        objected_at=as_time_or_none(row["objected_at"]),
    )


class Overrides:
    """What workers of this station want to do, or did, without consent."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def wish(
        self, worker: str, subject: Subject, purpose: str, to: str | None, reason: str, once: str | None = None
    ) -> str:
        """Somebody wants to act without consent; its id; raises as the function ``wish``."""

        def work(writing: Writing) -> str:
            return wish(writing, worker, subject, purpose, to, reason, once)

        return self._store.write(worker, OVERRIDE_WISHED, work)

    def decide(self, override: str, second: str, agrees: bool, reason: str = "") -> None:
        """A second person agrees or not; raises as the function ``decide``."""
        self._store.write(second, OVERRIDE_DECIDED, lambda writing: decide(writing, override, second, agrees, reason))

    def get(self, override: str) -> Override:
        """Raises NoSuchOverride."""
        with self._store.read() as database:
            found = reading(database)("select * from overrides where id = ?", (override,))
        if not found:
            raise NoSuchOverride(override)
        return override_of(found[0])

    def waiting(self, reader: Reader = EVERYTHING) -> tuple[Override, ...]:
        """Those that wait for a second person and are about somebody this reader may see, the oldest first."""
        return tuple(each for each in self._all(reader) if each.waits(self._clock()))

    def all(self, reader: Reader = EVERYTHING) -> tuple[Override, ...]:
        """Every one there ever was about somebody this reader may see, the newest first."""
        return tuple(reversed(self._all(reader)))

    def may_decide(self, override: Override, reader: Reader) -> bool:
        """Whether this one can be the second person: never who wishes it, and of the two one is a supervisor."""
        if reader.worker == override.worker or not reader.may(acts.ASK_CONSENT):
            return False
        with self._store.read() as database:
            found = reading(database)("select * from workers where id = ?", (override.worker,))
        first = found and reader_of(found[0], written(self._clock())).may(acts.OVERRIDE_CONSENT)
        return bool(first) or reader.may(acts.OVERRIDE_CONSENT)

    def done(self, override: str, worker: str) -> None:
        """Whoever wished it has now done it (rung the family, shown the photograph); the person will be told.

        Raises NoSuchOverride, OverrideNotValid, NoSuchWorker, NotAllowed.
        """

        def work(writing: Writing) -> None:
            found = get(writing, override)
            may_ask(writing, worker, found.subject)
            if found.worker != worker:
                raise OverrideNotValid(override, "it was agreed for somebody else")
            use(writing, override, found.subject, found.purpose, found.to)

        self._store.write(worker, OVERRIDE_DONE, work)

    def used_on(self, person: str | None = None, request: str | None = None) -> tuple[Override, ...]:
        """What was done to a person or a request without consent, the oldest first."""
        return tuple(
            each
            for each in self._all()
            if each.used_at and (each.subject.person == person if person else each.subject.request == request)
        )

    def _all(self, reader: Reader = EVERYTHING) -> tuple[Override, ...]:
        seen = sees(reader, "overrides")
        with self._store.read() as database:
            found = reading(database)(
                f"select * from overrides where {seen.sql} order by at, rowid",  # noqa: S608 - a Reader's clause
                seen.values,
            )
            return tuple(map(override_of, found))


def wish(
    writing: Writing,
    worker: str,
    subject: Subject,
    purpose: str,
    to: str | None,
    reason: str,
    once: str | None = None,
) -> str:
    """Write down that somebody wants to act without consent; its id. The same ``once`` again writes nothing.

    Raises ReasonMissing, NoSuchWorker, NotAllowed, NoSuchPerson, NoSuchRequest, UnknownWord.
    """
    if once and writing.row("overrides", once):
        return once
    known_purpose(purpose)
    told = reason.strip()
    if not told:
        raise ReasonMissing
    whose = subject_of(writing.rows, subject.person, subject.request)
    may_ask(writing, worker, whose)
    until = written(as_time(writing.at) + timedelta(hours=HOURS_TO_AGREE))
    fields: dict[str, Value] = {"person": whose.person, "request": whose.request, "purpose": purpose, "recipient": to}
    named = {"id": once} if once else {}
    return writing.insert(
        "overrides", {**named, **fields, "reason": told, "worker": worker, "at": writing.at, "until": until}
    )


def decide(writing: Writing, override: str, second: str, agrees: bool, reason: str = "") -> None:
    """The second person agrees or not; of the two, one is a supervisor.

    Raises NoSuchOverride, SecondPersonNeeded, OverrideNotValid, NoSuchWorker, NotAllowed.
    """
    found = get(writing, override)
    if found.worker == second:
        raise SecondPersonNeeded
    first = permitted(writing, found.worker, acts.ASK_CONSENT)  # of the four eyes, two are a supervisor's
    needed = acts.ASK_CONSENT if first.may(acts.OVERRIDE_CONSENT) else acts.OVERRIDE_CONSENT
    may_ask(writing, second, found.subject, needed)
    if found.decided_at is not None:
        raise OverrideNotValid(override, "it was decided before")
    if not found.waits(as_time(writing.at)):
        raise OverrideNotValid(override, "nobody agreed in time")
    told: dict[str, Value] = {"second": second, "decided_at": writing.at, "agreed": int(agrees)}
    writing.update("overrides", override, {**told, "second_reason": reason.strip() or None})


def use(writing: Writing, override: str, subject: Subject, purpose: str, to: str | None) -> Override:
    """Act on it, once, for exactly what was agreed. Raises NoSuchOverride, OverrideNotValid."""
    found = get(writing, override)
    same_person = found.subject.person in (None, subject.person)  # somebody may have been named meanwhile
    if not same_person or (found.subject.request, found.purpose, found.to) != (subject.request, purpose, to):
        raise OverrideNotValid(override, "it was agreed for something else")
    if found.decided_at is None or not found.agreed:
        raise OverrideNotValid(override, "no second person has agreed")
    if found.used_at is not None:
        raise OverrideNotValid(override, "it was used before")
    if as_time(writing.at) >= found.decided_at + timedelta(hours=HOURS_TO_ACT):
        raise OverrideNotValid(override, "it was agreed too long ago")
    writing.update("overrides", override, {"person": subject.person, "used_at": writing.at})
    if subject.person is not None:
        tidings.add(writing, subject.person, CONSENT_OVERRIDE, override)
    return get(writing, override)


def get(writing: Writing, override: str) -> Override:
    """The same inside a write. Raises NoSuchOverride."""
    row = writing.row("overrides", override)
    if row is None:
        raise NoSuchOverride(override)
    return override_of(row)
