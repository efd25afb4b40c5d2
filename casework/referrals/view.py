"""What a receiver sees: the fields and recordings that were chosen, read anew each time; nothing else leaves here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from casework.casefile import Heard
from casework.clock import as_time
from casework.connection import Row
from casework.consents.reading import Rows, reading
from casework.referrals.referral import Referral
from casework.status import Reply
from casework.telling import replies_of


@dataclass(frozen=True)
class View:
    """The narrow view."""

    referral: Referral
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
    find = reading(database)
    fields = {each.field for each in referral.shares}
    told = {field: _first(find(sql, (referral.request,))) for field, sql in PLAIN.items() if field in fields}
    asked = find("select submitted_at from requests where id = ?", (referral.request,)) if "asked" in fields else []
    return View(
        referral=referral,
        told={field: text for field, text in told.items() if text},
        asked_at=as_time(asked[0]["submitted_at"]) if asked else None,
        recordings=tuple(each for share in referral.shares for each in _recording(find, referral, share.recording)),
        replies=replies_of(database, referral.request) if "replies" in fields else (),
    )


def _first(rows: list[Row]) -> str:
    return str(rows[0]["told"] or "") if rows else ""


def _recording(find: Rows, referral: Referral, recording: str | None) -> tuple[Heard, ...]:
    if recording is None:
        return ()
    found = find("select * from recordings where id = ? and request = ?", (recording, referral.request))
    return tuple(Heard(each["id"], each["kind"], each["seconds"], as_time(each["at"])) for each in found)
