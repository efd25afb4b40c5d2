"""The person does not agree with what was done without asking: it becomes a request, in a supervisor's hands."""

from __future__ import annotations

from casework.consents.overriding import Override, Overrides
from casework.history import KIOSK, OVERRIDE_OBJECTED
from casework.life.owners import supervising
from casework.requests import Requests
from casework.status import TAKEN, WITHDRAWN, Receipt
from casework.store import Store
from casework.writing import Value, Writing


class Objections:
    """The objections of this station's people."""

    def __init__(self, store: Store, requests: Requests, overrides: Overrides) -> None:
        self._store = store
        self._requests = requests
        self._overrides = overrides

    def raise_about(
        self, override: str, language: str, words: str, how: str, edition: str, session: str | None = None
    ) -> Receipt:
        """Send the objection; its receipt. The same override again gives the same receipt, unless it was taken back.

        ``words``: what the person was told and objects to; workers read it as the objection's note. A supervisor who
        was one of the two gets it only where there is no other. Raises NoSuchOverride, UnknownWord, NumbersExhausted.
        """
        found = self._overrides.get(override)
        live = found.objection if found.objection and not self._is_taken_back(found.objection) else None
        request = live or self._requests.draft(language, "other", session, found.subject.person)
        receipt = self._requests.submit(request, how, words, edition)
        if live is None:
            self._store.write(KIOSK, OVERRIDE_OBJECTED, lambda writing: _hand_over(writing, found, request, words))
        return receipt

    def _is_taken_back(self, objection: str) -> bool:
        return self._requests.status(objection).status == WITHDRAWN


def _hand_over(writing: Writing, about: Override, request: str, words: str) -> None:
    writing.update("overrides", about.id, {"objected_at": writing.at, "objection": request})
    told: dict[str, Value] = {"request": request, "kind": "note", "text": words, "at": writing.at}
    writing.insert("notes", told)
    row = writing.row("requests", request)
    if row is not None and (who := supervising(writing.rows, writing.at, row, but=about.second)):
        writing.update("requests", request, {"worker": who, "status": TAKEN})
