"""Handing on as both apps use it: offered only with consent, answered by its receiver, taken back by its sender."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from casework.access import acts, permitted, permitted_on_request
from casework.clock import Clock, as_time, written
from casework.connection import Row
from casework.consents import overriding
from casework.consents.entry import Subject
from casework.consents.ledger import require
from casework.consents.reading import reading
from casework.errors import AlreadyEnded, RecordingMissing, UnknownWord
from casework.history import OVERRIDE_DECIDED, SHARE_REVOKED, SHARE_WISHED, SHARED
from casework.referrals.errors import AlreadyHandedOn, NoSuchReceiver, NothingShared, NotTheSender, ReasonNeeded
from casework.referrals.links import close_links
from casework.referrals.referral import Referral, Share, find_referral, find_referrals
from casework.referrals.steps import (
    ASSIGN,
    FIELDS,
    REVOKED,
    SENT,
    WAITING,
    check_kind,
    check_step,
    consent_for,
)
from casework.referrals.telling import tell
from casework.status import LIVE
from casework.store import Store
from casework.writing import Value, Writing

DAYS = 30
"""For how long a receiver may see it, unless said otherwise."""
TABLE_OF = {"worker": "workers", "village": "villages", "partner": "partners"}


@dataclass(frozen=True)
class Offer:
    """What is handed on, to whom, and what of it may be seen."""

    kind: str
    """assign, refer, transfer."""
    receiver: str
    """worker:<id>, village:<id> or partner:<id>."""
    shares: Sequence[Share]
    letter: str = ""
    days: int = DAYS


class Referrals:
    """Everything that was handed on from this station."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def offer(self, worker: str, request: str, offer: Offer, once: str | None = None) -> str:
        """Hand it on, with the person's consent; the id. The same ``once`` again writes nothing.

        Raises ConsentMissing, and as ``offer_without``.
        """

        def work(writing: Writing) -> str:
            if once and writing.row("referrals", once):
                return once
            check_offer(writing, worker, request, offer)
            purpose, to = consent_for(offer.kind, offer.receiver)
            require(writing, None, purpose, to, request=request)
            _tell(writing, request, offer.kind)
            return _insert(writing, worker, request, offer, once, {"status": SENT, "sent_at": writing.at})

        return self._store.write(worker, SHARED, work)

    def offer_without(self, worker: str, request: str, offer: Offer, reason: str, once: str | None = None) -> str:
        """Let it wait for a second person, because the person has not allowed it; the id.

        Raises ReasonMissing, NoSuchRequest, NoSuchWorker, NotAllowed, NoSuchReceiver, AlreadyHandedOn, AlreadyEnded,
        NothingShared, RecordingMissing, UnknownWord.
        """

        def work(writing: Writing) -> str:
            if once and writing.row("referrals", once):
                return once
            check_offer(writing, worker, request, offer)
            purpose, to = consent_for(offer.kind, offer.receiver)
            wish = overriding.wish(writing, worker, Subject(None, request), purpose, to, reason)
            return _insert(writing, worker, request, offer, once, {"status": WAITING, "override": wish})

        return self._store.write(worker, SHARE_WISHED, work)

    def decide(self, referral: str, second: str, agrees: bool, reason: str = "") -> None:
        """The second person agrees, and it is sent; or not, and it is over.

        Raises NoSuchReferral, NotNow, ReasonNeeded, SecondPersonNeeded, OverrideNotValid, NoSuchWorker.
        """
        if not agrees and not reason.strip():
            raise ReasonNeeded

        def work(writing: Writing) -> None:
            found = find_referral(writing.rows, referral, as_time(writing.at))
            check_step(found.status, SENT)
            overriding.decide(writing, found.override or "", second, agrees, reason)
            if not agrees:
                ended: dict[str, Value] = {"reason": reason.strip(), "ended_at": writing.at}
                writing.update("referrals", referral, {"status": REVOKED, **ended})
                return
            purpose, to = consent_for(found.kind, found.receiver)
            grounds = require(writing, None, purpose, to, found.override, request=found.request)
            rests: dict[str, Value] = {"override": grounds.override}  # none when the person has said yes meanwhile
            writing.update("referrals", referral, {"status": SENT, "sent_at": writing.at, **rests})
            _tell(writing, found.request, found.kind)

        self._store.write(second, OVERRIDE_DECIDED, work)

    def revoke(self, referral: str, worker: str, reason: str) -> None:
        """Take it back: whoever could see it sees nothing from now on.

        Raises NoSuchReferral, NotTheSender, NotNow, ReasonNeeded.
        """
        if not reason.strip():
            raise ReasonNeeded

        def work(writing: Writing) -> None:
            found = find_referral(writing.rows, referral, as_time(writing.at))
            reader = permitted(writing, worker, acts.REFER)
            if found.sender != worker and not reader.may(acts.HAND_ON):
                raise NotTheSender
            check_step(found.status, REVOKED)
            told: dict[str, Value] = {"status": REVOKED, "reason": reason.strip(), "ended_at": writing.at}
            writing.update("referrals", referral, told)
            close_links(writing, referral)
            if found.sent_at is not None:
                _tell(writing, found.request, found.kind)

        self._store.write(worker, SHARE_REVOKED, work)

    def get(self, referral: str) -> Referral:
        """Raises NoSuchReferral."""
        with self._store.read() as database:
            return find_referral(reading(database), referral, self._clock())

    def of_request(self, request: str) -> tuple[Referral, ...]:
        """Where that request was handed to, the newest first."""
        return self._found("referrals.request = ?", request)

    def waiting(self) -> tuple[Referral, ...]:
        """Those that wait for a second person, the newest first."""
        return self._found("referrals.status = ?", WAITING)

    def offered_to(self, receiver: str) -> tuple[Referral, ...]:
        """What that receiver has to answer or has in hand, the newest first; only what may be seen now."""
        return tuple(each for each in self._found("referrals.receiver = ?", receiver) if each.open)

    def _found(self, where: str, value: str) -> tuple[Referral, ...]:
        with self._store.read() as database:
            return find_referrals(reading(database), where, (value,), self._clock())


def _tell(writing: Writing, request: str, kind: str) -> None:
    """Within the team nobody need be told; whatever leaves it is."""
    if kind != ASSIGN:
        tell(writing, request)


def check_offer(writing: Writing, worker: str, request: str, offer: Offer) -> None:
    """Everything about an offer that has nothing to do with consent."""
    check_kind(offer.kind, offer.receiver)
    about = permitted_on_request(writing, worker, acts.REFER, request)
    if about["status"] not in LIVE:
        raise AlreadyEnded(request, about["status"])
    _receiver(writing, offer.receiver, about)
    if not offer.shares and offer.kind != ASSIGN:
        raise NothingShared
    for each in offer.shares:
        _share(writing, request, each)
    now = as_time(writing.at)
    held = find_referrals(
        writing.rows, "referrals.request = ? and referrals.receiver = ?", (request, offer.receiver), now
    )
    if any(each.open or each.status == WAITING for each in held):
        raise AlreadyHandedOn(held[0].receiver_name)


def _receiver(writing: Writing, receiver: str, about: Row) -> None:
    kind, _, row = receiver.partition(":")
    found = writing.row(TABLE_OF[kind], row)
    alive: Callable[[Row], bool] = {
        "worker": lambda each: bool(each["active"]) and each["id"] != about["worker"],
        "village": lambda each: each["id"] != about["village"],
        "partner": lambda each: each["ended_at"] is None,
    }[kind]
    if found is None or not alive(found):
        raise NoSuchReceiver(receiver)


def _share(writing: Writing, request: str, share: Share) -> None:
    if share.field not in FIELDS:
        raise UnknownWord("thing to share", share.field, FIELDS)
    if share.field == "recording":
        has = "select 1 from recordings where id = ? and request = ?"
        if not writing.rows(has, (share.recording or "", request)):
            raise RecordingMissing(share.recording or "")


def _insert(
    writing: Writing, worker: str, request: str, offer: Offer, once: str | None, stands: dict[str, Value]
) -> str:
    until = written(as_time(writing.at) + timedelta(days=offer.days))
    what: dict[str, Value] = {"request": request, "kind": offer.kind, "receiver": offer.receiver, "sender": worker}
    told: dict[str, Value] = {"letter": offer.letter.strip() or None, "at": writing.at, "until": until}
    referral = writing.insert("referrals", {**({"id": once} if once else {}), **what, **told, **stands})
    for each in dict.fromkeys(offer.shares):
        fields: dict[str, Value] = {"referral": referral, "request": request, "field": each.field}
        writing.insert("shares", {**fields, "recording": each.recording})
    return referral
