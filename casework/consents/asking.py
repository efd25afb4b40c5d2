"""Questions that workers have for a person and that wait for the next visit; the answers are in the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from casework.access import EVERYTHING, Reader
from casework.clock import Clock, as_time, as_time_or_none, written
from casework.connection import Row
from casework.consents.entry import GUARDIAN, SELF, Subject
from casework.consents.errors import GuardianMissing, NoSuchAsk, ReceiverMissing
from casework.consents.purposes import purpose as known_purpose
from casework.consents.reach import may_ask, sees
from casework.consents.reading import Rows, reading, subject_of
from casework.history import CONSENT_ASKED, CONSENT_PUT_OFF, CONSENT_UNASKED, KIOSK
from casework.store import Store
from casework.tidings import kinds, tidings
from casework.tidings.tidings import take_off
from casework.writing import Value, Writing


@dataclass(frozen=True)
class Ask:
    """One question."""

    id: str
    subject: Subject
    purpose: str
    to: str | None
    giver: str
    """Whose answer it wants: self or guardian."""
    given_by: str | None
    """The guardian's name."""
    worker: str
    worker_name: str
    why: str
    at: datetime
    put_off_until: datetime | None
    ended_at: datetime | None
    outcome: str | None


def ask_of(row: Row) -> Ask:
    """A row of the table, with ``worker_name``, as an object."""
    return Ask(
        id=row["id"],
        subject=Subject(row["person"], row["request"]),
        to=row["recipient"],
        why=row["why"] or "",
        **{each: row[each] for each in ("purpose", "giver", "given_by", "worker", "worker_name", "outcome")},
        at=as_time(row["at"]),
        put_off_until=as_time_or_none(row["put_off_until"]),
        ended_at=as_time_or_none(row["ended_at"]),
    )


class Asks:
    """The questions of this station."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def put(
        self,
        worker: str,
        subject: Subject,
        purpose: str,
        to: str | None = None,
        *,
        why: str = "",
        guardian: str | None = None,
        once: str | None = None,
    ) -> str:
        """A worker has a question; it waits for the next visit. Its id; raises as the function ``put``."""

        def work(writing: Writing) -> str:
            return put(writing, worker, subject, purpose, to, why=why, guardian=guardian, once=once)

        return self._store.write(worker, CONSENT_ASKED, work)

    def withdraw(self, ask: str, worker: str) -> None:
        """It is no question any more. Raises NoSuchAsk, NoSuchWorker, NotAllowed."""

        def work(writing: Writing) -> None:
            may_ask(writing, worker, open_ask(writing, ask).subject)
            writing.update("asks", ask, {"ended_at": writing.at, "outcome": "withdrawn"})
            take_off(writing, (kinds.CONSENT_ASKED,), ask)

        self._store.write(worker, CONSENT_UNASKED, work)

    def put_off(self, ask: str, days: int = 1) -> None:
        """Not today: it is not asked again before then. Raises NoSuchAsk."""

        def work(writing: Writing) -> None:
            open_ask(writing, ask)
            later = written(as_time(writing.at) + timedelta(days=days))
            writing.update("asks", ask, {"put_off_until": later})

        self._store.write(KIOSK, CONSENT_PUT_OFF, work)

    def waiting(self, person: str | None = None, request: str | None = None) -> tuple[Ask, ...]:
        """What a person, or whoever asks after that request, is to be asked now, the oldest first."""
        with self._store.read() as database:
            return waiting(reading(database), Subject(person, request), written(self._clock()))

    def open(self, reader: Reader = EVERYTHING) -> tuple[Ask, ...]:
        """Everything that waits for somebody this reader may see, put off or not, the newest first."""
        seen = sees(reader, "asks")
        with self._store.read() as database:
            found = reading(database)(
                f"{ASKS} where asks.ended_at is null and {seen.sql} order by asks.at desc, asks.rowid desc",
                seen.values,
            )
        return tuple(ask_of(each) for each in found)

    def get(self, ask: str) -> Ask:
        """One question, answered or not. Raises NoSuchAsk."""
        with self._store.read() as database:
            found = reading(database)(f"{ASKS} where asks.id = ?", (ask,))
        if not found:
            raise NoSuchAsk(ask)
        return ask_of(found[0])


def put(
    writing: Writing,
    worker: str,
    subject: Subject,
    purpose: str,
    to: str | None,
    *,
    why: str = "",
    guardian: str | None = None,
    once: str | None = None,
) -> str:
    """Let a question wait; its id. One that waits already is not put twice. ``guardian``: name of who is to answer.

    Raises NoSuchWorker, NotAllowed, NoSuchPerson, NoSuchRequest, UnknownWord, ReceiverMissing, GuardianMissing.
    """
    if known_purpose(purpose).names and not to:
        raise ReceiverMissing(purpose)
    if guardian is not None and not guardian.strip():
        raise GuardianMissing
    whose = subject_of(writing.rows, subject.person, subject.request)
    may_ask(writing, worker, whose)
    giver = GUARDIAN if guardian else SELF
    same = writing.rows(
        """select id from asks where ended_at is null and person is ? and request is ? and purpose = ?
           and recipient is ? and giver = ?""",
        (whose.person, whose.request, purpose, to, giver),
    )
    if same:
        return str(same[0]["id"])
    fields: dict[str, Value] = {"person": whose.person, "request": whose.request, "purpose": purpose, "recipient": to}
    asked: dict[str, Value] = {"giver": giver, "given_by": guardian, "worker": worker, "why": why.strip() or None}
    ask = writing.insert("asks", {**({"id": once} if once else {}), **fields, **asked, "at": writing.at})
    if whose.person is not None and giver == SELF:
        tidings.add(writing, whose.person, kinds.CONSENT_ASKED, ask)
    return ask


def open_ask(writing: Writing, ask: str) -> Ask:
    """A question that still waits. Raises NoSuchAsk."""
    found = writing.rows(f"{ASKS} where asks.id = ? and asks.ended_at is null", (ask,))
    if not found:
        raise NoSuchAsk(ask)
    return ask_of(found[0])


def reopen(writing: Writing, ask: str) -> None:
    """A question that was answered a moment ago waits again; its person is told of it."""
    row = writing.row("asks", ask)
    if row is None or row["ended_at"] is None or row["outcome"] == "withdrawn":
        return
    writing.update("asks", ask, {"ended_at": None, "outcome": None})
    if row["person"] is not None and row["giver"] == SELF:
        tidings.add(writing, row["person"], kinds.CONSENT_ASKED, ask)


def waiting(find: Rows, subject: Subject, now: str) -> tuple[Ask, ...]:
    """What waits for this person or request now, the oldest first; put off is put off."""
    found = find(
        f"""{ASKS} where asks.ended_at is null and asks.giver = 'self'
              and (asks.put_off_until is null or asks.put_off_until <= ?)
              and (asks.person = ? or (asks.request = ? and asks.person is null))
            order by asks.at, asks.rowid""",
        (now, subject.person, subject.request),
    )
    return tuple(ask_of(each) for each in found)


ASKS = "select asks.*, workers.name as worker_name from asks join workers on workers.id = asks.worker"
