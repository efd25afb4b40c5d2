"""One referral as both apps read it; the tables are read here and nothing is written or decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from casework.clock import as_time, as_time_or_none
from casework.connection import Row
from casework.consents.reading import Rows, standing_of, subject_of
from casework.referrals.errors import NoSuchReferral
from casework.referrals.steps import ACCEPTED, SENT, consent_for


@dataclass(frozen=True)
class Share:
    """One thing that the receiver may see."""

    field: str
    """One of FIELDS."""
    recording: str | None = None
    """Which recording, for the field of that name."""


@dataclass(frozen=True)
class Referral:
    """One handing on."""

    id: str
    request: str
    kind: str
    """assign, refer, transfer."""
    receiver: str
    receiver_name: str
    sender: str
    sender_name: str
    status: str
    """waiting (for a second person), sent, accepted, rejected, done, revoked."""
    letter: str
    shares: tuple[Share, ...]
    override: str | None
    at: datetime
    sent_at: datetime | None
    until: datetime
    answered_at: datetime | None
    answered_by: str
    """Name of who answered."""
    answer: str
    reason: str
    """Why it was rejected or revoked."""
    ended_at: datetime | None
    stopped: bool
    """Closed though nobody revoked it: it ran out, or the person took the consent back."""

    @property
    def open(self) -> bool:
        """Whether the receiver may see it just now."""
        return self.status in (SENT, ACCEPTED) and not self.stopped


def find_referral(find: Rows, referral: str, now: datetime) -> Referral:
    """Raises NoSuchReferral."""
    found = find_referrals(find, "referrals.id = ?", (referral,), now)
    if not found:
        raise NoSuchReferral(referral)
    return found[0]


def find_referrals(find: Rows, where: str, values: tuple[object, ...], now: datetime) -> tuple[Referral, ...]:
    """Those that a condition on ``referrals`` finds, the newest first."""
    found = find(
        f"""select referrals.*, senders.name as sender_name,
                   coalesce(partners.name, workers.name, villages.name) as receiver_name,
                   partners.ended_at as partner_ended
            from referrals join workers senders on senders.id = referrals.sender
            left join partners on 'partner:' || partners.id = referrals.receiver
            left join workers on 'worker:' || workers.id = referrals.receiver
            left join villages on 'village:' || villages.id = referrals.receiver
            where {where} order by referrals.at desc, referrals.rowid desc""",  # noqa: S608 - conditions of this room
        values,
    )
    return tuple(_referral(find, each, now) for each in found)


def has_run_out(find: Rows, row: Row, now: datetime) -> bool:
    """Whether time, the person or the partner's end has closed it; an accepted transfer has happened and stays."""
    if row["status"] not in (SENT, ACCEPTED) or (row["kind"] != "refer" and row["status"] == ACCEPTED):
        return False
    if now >= as_time(row["until"]) or row["partner_ended"]:
        return True
    if row["override"]:
        return False
    purpose, to = consent_for(row["kind"], row["receiver"])
    return not standing_of(find, subject_of(find, None, row["request"]), purpose, to, now).allowed


def _referral(find: Rows, row: Row, now: datetime) -> Referral:
    shares = find("select field, recording from shares where referral = ? order by rowid", (row["id"],))
    plain = ("id", "request", "kind", "receiver", "sender", "sender_name", "status", "override")
    return Referral(
        **{each: row[each] for each in plain},
        letter=row["letter"] or "",
        answered_by=row["answered_by"] or "",
        answer=row["answer"] or "",
        reason=row["reason"] or "",
        sent_at=as_time_or_none(row["sent_at"]),
        answered_at=as_time_or_none(row["answered_at"]),
        ended_at=as_time_or_none(row["ended_at"]),
        receiver_name=row["receiver_name"] or row["receiver"],
        shares=tuple(Share(each["field"], each["recording"]) for each in shares),
        at=as_time(row["at"]),
        until=as_time(row["until"]),
        stopped=has_run_out(find, row, now),
    )
