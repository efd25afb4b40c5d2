"""What can be looked at before and after handing on: all there is to share, the exact view, what waits for me."""

from __future__ import annotations

from casework.access import Reader
from casework.casefile import case_file
from casework.clock import Clock
from casework.consents.reading import reading, standing_of, subject_of
from casework.history import SHARED
from casework.referrals.referral import Referral, Share, find_referrals
from casework.referrals.referrals import Offer, check_offer
from casework.referrals.steps import FIELDS, consent_for
from casework.referrals.view import View, view_of_shares
from casework.store import Store


class Looking:
    """Reads for whoever hands on, and for whoever is handed something."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def preview(self, worker: str, request: str, offer: Offer) -> View:
        """Exactly what the receiver would see, with everything checked but consent; nothing is sent.

        Raises as ``offer``, ConsentMissing apart.
        """
        self._store.write(worker, SHARED, lambda writing: check_offer(writing, worker, request, offer))
        with self._store.read() as database:
            return view_of_shares(database, request, tuple(dict.fromkeys(offer.shares)))

    def everything(self, reader: Reader, request: str) -> View:
        """All that could be shared of a request, for who may see it; nothing is sent. Raises NoSuchRequest."""
        with self._store.read() as database:
            file = case_file(database, request, reader)
            shares = [Share(each) for each in FIELDS if each != "recording"]
            shares += [Share("recording", each.hash) for each in file.recordings]
            return view_of_shares(database, request, shares)

    def lacking(self, request: str, kind: str, receiver: str) -> tuple[str, ...]:
        """Whose yes is missing and why, for handing it on so; empty when it is allowed. Raises NoSuchRequest."""
        purpose, to = consent_for(kind, receiver)
        with self._store.read() as database:
            find = reading(database)
            return standing_of(find, subject_of(find, None, request), purpose, to, self._clock()).lacking

    def inbox(self, reader: Reader) -> tuple[Referral, ...]:
        """What was handed to this worker, or to a village of theirs, and is open; the newest first."""
        own = self._found("referrals.receiver = ?", f"worker:{reader.worker}")
        villages = self._found("substr(referrals.receiver, 1, 8) = ?", "village:")
        here = [
            each
            for each in villages
            if each.sender != reader.worker
            and (reader.villages is None or each.receiver.removeprefix("village:") in reader.villages)
        ]
        return tuple(each for each in (*own, *here) if each.open)

    def _found(self, where: str, value: str) -> tuple[Referral, ...]:
        with self._store.read() as database:
            return find_referrals(reading(database), where, (value,), self._clock())
