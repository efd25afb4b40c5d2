"""Every way in which something about a person leaves those who help them, and the yes it needs; one list, no code.

A new way is written down here and asks the ledger in the function named here; ``tests/test_sharing_ways.py`` looks
for ways that are not in the list.
"""

from __future__ import annotations

from dataclasses import dataclass

from casework.consents.purposes import (
    AUTO_ANSWER,
    CALL_FAMILY,
    EXPORT,
    KEEP,
    LIKENESS,
    PHOTO,
    REFER,
    REMIND,
    STORY,
    TRANSFER,
)


@dataclass(frozen=True)
class Way:
    """One way out."""

    what: str
    purposes: tuple[str, ...]
    """The yes it needs, one of them, by what is handed on."""
    gate: str
    """Where the ledger is asked: module and function."""


WAYS: tuple[Way, ...] = (
    Way("a request is handed on", (REFER, TRANSFER, KEEP), "casework.referrals.referrals:Referrals.offer"),
    Way("a second person lets it go", (REFER, TRANSFER), "casework.referrals.referrals:Referrals.decide"),
    Way("a partner opens the view", (REFER,), "casework.referrals.links:open_link"),
    Way("a colleague looks before accepting", (TRANSFER, KEEP), "casework.referrals.receiving:Receiving._receiving"),
    Way("a relative gets a link for calls", (CALL_FAMILY,), "casework.calls.approval:require_approved"),
    Way("a relative's link is used", (CALL_FAMILY,), "casework.calls.approval:is_approved"),
    Way("a voice letter is sent to a relative", (CALL_FAMILY,), "casework.calls.approval:require_approved"),
    Way("a relative hears a voice letter", (CALL_FAMILY,), "casework.calls.approval:is_approved"),
    Way("a relative's call opens by itself", (AUTO_ANSWER,), "casework.calls.opening:Opening.of"),
    Way("a photograph comes into the file", (LIKENESS,), "casework.persons.people:People.change"),
    Way("the photograph is shown or printed", (PHOTO,), "casework.consents.ledger:Consents.photo_of"),
    Way("what was agreed by two is done", (), "casework.consents.overriding:Overrides.done"),
)
NO_WAY_YET: dict[str, str] = {
    STORY: "nothing publishes stories",
    EXPORT: "nobody's papers are given out as a file",
    REMIND: "a reminder is told to the person alone; a no to it is looked up by the duty itself",
}
"""Purposes that nothing here acts on; whoever builds it moves them into WAYS."""
GATES = frozenset({"require", "standing_of", "find_referral", "use"})
"""Functions that ask the ledger (an open referral is one whose yes still holds)."""
