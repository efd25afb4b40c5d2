"""What a receiver sees: the fields and recordings that were chosen, read anew each time; nothing else leaves here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from casework.casefile import Heard
from casework.clock import as_time
from casework.connection import Row
from casework.consents.reading import Rows, reading
from casework.referrals.referral import Referral, Share
from casework.status import Reply
from casework.telling import replies_of


@dataclass(frozen=True)
class View:
    """The narrow view."""

    referral: Referral | None
    """None in a preview: nothing was sent yet."""
    told: Mapping[str, str]
    """Field → what it holds; only what was shared, and only what there is."""
    asked_at: datetime | None
    recordings: tuple[Heard, ...]
    replies: tuple[Reply, ...]


PLAIN = {
    "category": "select category as told from requests where id = ?",
    "language": "select language as told from requests where id = ?",
    "name": """select persons.name as told from requests join persons on persons.id = requests.person
               where requests.id = ?""",
    "village": """select villages.name as told from requests join villages on villages.id = requests.village
                  where requests.id = ?""",
    "heard": """select text as told from notes where request = ? and kind = 'dictation'
                order by at desc, rowid desc limit 1""",
    "number": "select number || ' ' || colour || ' ' || animal as told from requests where id = ?",
}
"""Field → where it is read, for those that are one text."""


def view_of(database: Database, referral: Referral) -> View:
    """What this referral shows."""
    return view_of_shares(database, referral.request, referral.shares, referral)


def view_of_shares(
    database: Database, request: str, shares: Sequence[Share], referral: Referral | None = None
) -> View:
    """What these shares of a request show; the one place where the view of a receiver is made."""
    find = reading(database)
    fields = {each.field for each in shares}
    told = {field: _first(find(sql, (request,))) for field, sql in PLAIN.items() if field in fields}
    asked = find("select submitted_at from requests where id = ?", (request,)) if "asked" in fields else []
    return View(
        referral=referral,
        told={field: text for field, text in told.items() if text},
        asked_at=as_time(asked[0]["submitted_at"]) if asked else None,
        recordings=tuple(each for share in shares for each in _recording(find, request, share.recording)),
        replies=replies_of(database, request) if "replies" in fields else (),
    )


def _first(rows: list[Row]) -> str:
    return str(rows[0]["told"] or "") if rows else ""


def _recording(find: Rows, request: str, recording: str | None) -> tuple[Heard, ...]:
    if recording is None:
        return ()
    found = find("select * from recordings where id = ? and request = ?", (recording, request))
    return tuple(Heard(each["id"], each["kind"], each["seconds"], as_time(each["at"])) for each in found)
