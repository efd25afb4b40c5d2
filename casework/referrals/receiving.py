"""What a receiver does: accept, reject with a reason, finish with an answer; and what then becomes of the request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from casework.access import acts, permitted
from casework.clock import Clock, as_time
from casework.consents.reading import reading
from casework.errors import RecordingMissing
from casework.history import OPENED, PARTNER, SHARE_ACCEPTED, SHARE_DONE, SHARE_REJECTED
from casework.recordings import Recordings
from casework.referrals.errors import Closed, NotTheReceiver, ReasonNeeded
from casework.referrals.links import close_links, open_link
from casework.referrals.referral import Referral, find_referral
from casework.referrals.steps import ACCEPTED, DONE, REFER_KIND, REJECTED, TRANSFER_KIND, check_step
from casework.referrals.telling import tell
from casework.referrals.view import View, view_of
from casework.status import NEW, TAKEN
from casework.store import Store
from casework.writing import Value, Writing


@dataclass(frozen=True)
class Receiver:
    """Who answers: a worker, or somebody outside with a link."""

    worker: str | None = None
    """Id of the worker."""
    code: str | None = None
    """The code of the link."""
    name: str = ""
    """How somebody outside calls themselves, e.g. "Dr. Chen"; a worker's is known."""


class Receiving:
    """The receivers' hands on referrals. Everything raises NoSuchReferral, NotTheReceiver, Closed, NotNow."""

    def __init__(self, store: Store, recordings: Recordings, clock: Clock) -> None:
        self._store = store
        self._recordings = recordings
        self._clock = clock

    def look(self, referral: str, worker: str) -> View:
        """What a colleague may see before accepting; that they looked is written down."""

        def work(writing: Writing) -> None:
            found = self._receiving(writing, referral, Receiver(worker))
            if not found.open:
                raise Closed
            fields: dict[str, Value] = {"referral": referral, "request": found.request, "worker": worker}
            writing.insert("openings", {**fields, "at": writing.at})

        self._store.write(worker, OPENED, work)
        with self._store.read() as database:
            return view_of(database, find_referral(reading(database), referral, self._clock()))

    def sound(self, referral: str, worker: str, recording: str) -> bytes:
        """One of the recordings that a colleague may hear before accepting, as wav; that they listen is written down.

        Raises RecordingMissing (also one that was not shared), RecordingDamaged.
        """

        def work(writing: Writing) -> None:
            found = self._receiving(writing, referral, Receiver(worker))
            if not found.open:
                raise Closed
            if recording not in [each.recording for each in found.shares]:
                raise RecordingMissing(recording)
            fields: dict[str, Value] = {"referral": referral, "request": found.request, "worker": worker}
            writing.insert("openings", {**fields, "recording": recording, "at": writing.at})

        self._store.write(worker, OPENED, work)
        return self._recordings.read(recording)

    def accept(self, referral: str, receiver: Receiver, answer: str = "") -> None:
        """I do it. A request that was assigned or transferred is mine from now on, and no more the other's."""

        def also(writing: Writing, found: Referral) -> dict[str, Value]:
            row = writing.row("requests", found.request) or {}
            if found.kind == REFER_KIND:
                return {}
            writing.update("requests", found.request, _moved(found, receiver, str(row["status"])))
            return {"left_by": row["worker"] if found.kind == TRANSFER_KIND else None}

        self._step(referral, receiver, ACCEPTED, SHARE_ACCEPTED, {"answer": answer.strip() or None}, also)

    def reject(self, referral: str, receiver: Receiver, reason: str) -> None:
        """I cannot, and why. Raises ReasonNeeded."""
        if not reason.strip():
            raise ReasonNeeded
        self._step(referral, receiver, REJECTED, SHARE_REJECTED, {"reason": reason.strip()}, _end)

    def finish(self, referral: str, receiver: Receiver, answer: str = "") -> None:
        """It is done, and what came of it; the view closes."""
        told: dict[str, Value] = {"answer": answer.strip()} if answer.strip() else {}
        self._step(referral, receiver, DONE, SHARE_DONE, told, _end)

    def _step(
        self,
        referral: str,
        receiver: Receiver,
        status: str,
        why: str,
        told: dict[str, Value],
        also: Callable[[Writing, Referral], dict[str, Value]],
    ) -> None:
        def work(writing: Writing) -> None:
            found = self._receiving(writing, referral, receiver)
            if found.status == status:
                return
            check_step(found.status, status)
            if found.kind == REFER_KIND:
                tell(writing, found.request)
            by: dict[str, Value] = {"answered_at": writing.at, "answered_by": _name(writing, found, receiver)}
            writing.update("referrals", referral, {"status": status, **told, **by, **also(writing, found)})

        self._store.write(receiver.worker or PARTNER, why, work)

    def _receiving(self, writing: Writing, referral: str, receiver: Receiver) -> Referral:
        """The referral, when this one may answer it now; the consent is looked at again."""
        now = as_time(writing.at)
        found = find_referral(writing.rows, referral, now)
        if receiver.code is not None:
            _, linked = open_link(writing.rows, receiver.code, now)
            if linked.id != referral:
                raise NotTheReceiver
        elif not _is_for(writing, found, receiver.worker or ""):
            raise NotTheReceiver
        if found.stopped:
            raise Closed
        return found


def _is_for(writing: Writing, found: Referral, worker: str) -> bool:
    permitted(writing, worker, acts.WRITE_REQUESTS)
    if found.receiver.startswith("village:"):
        return found.sender != worker
    return found.receiver == f"worker:{worker}"


def _moved(found: Referral, receiver: Receiver, status: str) -> dict[str, Value]:
    """The request's fields once it has gone over; another village begins with it anew."""
    kind, _, place = found.receiver.partition(":")
    village: dict[str, Value] = {"village": place} if kind == "village" else {}
    return {"worker": receiver.worker, "status": TAKEN if status == NEW else status, **village}


def _name(writing: Writing, found: Referral, receiver: Receiver) -> str:
    row = writing.row("workers", receiver.worker) if receiver.worker else None
    return str(row["name"]) if row else receiver.name.strip() or found.receiver_name


def _end(writing: Writing, found: Referral) -> dict[str, Value]:
    close_links(writing, found.id)
    return {"ended_at": writing.at}
