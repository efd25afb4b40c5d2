"""Whether a relative's call opens by itself: only with the person's yes to just this caller, which still holds."""

from __future__ import annotations

from collections.abc import Collection

from casework.clock import Clock
from casework.consents.entry import Subject
from casework.consents.purposes import AUTO_ANSWER, CALL_FAMILY
from casework.consents.reading import reading, standing_of
from casework.persons.kinds import FAMILY
from casework.persons.resolving import resolve
from casework.store import Store


def receiver(relation: str) -> str:
    """As the ledger calls that relative."""
    return f"relation:{relation}"


class Opening:
    """Who may come in without a press."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def by_itself(self, person: str | None, relation: str | None) -> bool:
        """Whether a call of that relative opens by itself when this person stands at the screen."""
        return relation is not None and relation in self.of(person)

    def of(self, person: str | None) -> Collection[str]:
        """Ids of the relatives for whom it does, for the person whose relatives they are."""
        if person is None:
            return ()
        now = self._clock()
        with self._store.read() as database:
            find = reading(database)
            own = resolve(database.query, person)
            rows = find(
                "select id, kind from relations where person = ? and ended_at is null and may_call = 1", (own,)
            )
            subject = Subject(own)
            return tuple(
                each["id"]
                for each in rows
                if standing_of(find, subject, AUTO_ANSWER, receiver(each["id"]), now).allowed
                and (each["kind"] not in FAMILY or standing_of(find, subject, CALL_FAMILY, None, now).allowed)
            )
