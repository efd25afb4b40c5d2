"""Which step follows from which, what consent each kind needs; pure, no record here."""

from __future__ import annotations

from casework.consents.purposes import KEEP, REFER, TRANSFER
from casework.errors import UnknownWord
from casework.referrals.errors import NoSuchReceiver, NotNow

ASSIGN, REFER_KIND, TRANSFER_KIND = "assign", "refer", "transfer"
KINDS = (ASSIGN, REFER_KIND, TRANSFER_KIND)
WAITING, SENT, ACCEPTED, REJECTED, DONE, REVOKED = "waiting", "sent", "accepted", "rejected", "done", "revoked"
OPEN = (WAITING, SENT, ACCEPTED)
STEPS: dict[str, tuple[str, ...]] = {
    WAITING: (SENT, REVOKED),
    SENT: (ACCEPTED, REJECTED, REVOKED),
    ACCEPTED: (DONE, REVOKED),
    REJECTED: (),
    DONE: (),
    REVOKED: (),
}
"""Where a referral stands → what may become of it."""
RECEIVERS = {ASSIGN: ("worker",), REFER_KIND: ("partner",), TRANSFER_KIND: ("worker", "village")}
FIELDS = ("number", "category", "asked", "language", "name", "village", "heard", "replies", "recording")
"""What can be shared; ``recording`` names which one."""


def check_step(status: str, to: str) -> None:
    """Raises NotNow."""
    if to not in STEPS[status]:
        raise NotNow(status, to)


def check_kind(kind: str, receiver: str) -> None:
    """Raises UnknownWord, NoSuchReceiver."""
    if kind not in KINDS:
        raise UnknownWord("kind of referral", kind, KINDS)
    if receiver.partition(":")[0] not in RECEIVERS[kind]:
        raise NoSuchReceiver(receiver)


def consent_for(kind: str, receiver: str) -> tuple[str, str | None]:
    """Purpose and receiver that the person must have allowed: the team answers with the consent given on sending."""
    return {ASSIGN: (KEEP, None), REFER_KIND: (REFER, receiver), TRANSFER_KIND: (TRANSFER, receiver)}[kind]
