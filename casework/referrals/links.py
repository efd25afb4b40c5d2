"""The narrow way in for somebody outside: 128 bits, of which only the hash is kept; one case, for a time."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from casework.access import acts, permitted_on_request
from casework.clock import Clock, as_time, as_time_or_none, written
from casework.connection import Row
from casework.consents.reading import Rows, reading
from casework.errors import RecordingMissing
from casework.history import LINK_ENDED, LINK_MADE, OPENED, PARTNER
from casework.recordings import Recordings
from casework.referrals.errors import Closed, NoSuchReceiver
from casework.referrals.referral import Referral, find_referral
from casework.referrals.steps import REFER_KIND
from casework.referrals.view import View, view_of
from casework.store import Store
from casework.writing import Value, Writing

BYTES = 16
"""128 bits."""
DAYS = 14
"""For how long a link opens, at most as long as its referral."""


@dataclass(frozen=True)
class Link:
    """One way in, as the sender sees it; the address itself is shown once and kept nowhere."""

    id: str
    at: datetime
    until: datetime
    ended_at: datetime | None
    opened: int
    """How often it was opened."""
    last: datetime | None


@dataclass(frozen=True)
class Opening:
    """Somebody looked at what was handed on."""

    at: datetime
    worker: str
    """Name of the colleague; empty for somebody outside with the link."""
    listened: bool
    """To a recording; else the view was opened."""


class Links:
    """Every link that this station gave out."""

    def __init__(self, store: Store, recordings: Recordings, clock: Clock) -> None:
        self._store = store
        self._recordings = recordings
        self._clock = clock

    def make(self, referral: str, worker: str, days: int = DAYS) -> str:
        """A new code to be put into an address and shown once; an earlier one of this referral opens nothing then.

        Raises NoSuchReferral, Closed, NoSuchReceiver (only outside partners get links), NotAllowed, NoSuchRequest.
        """
        code = secrets.token_urlsafe(BYTES)

        def work(writing: Writing) -> None:
            now = as_time(writing.at)
            found = find_referral(writing.rows, referral, now)
            permitted_on_request(writing, worker, acts.REFER, found.request)
            if found.kind != REFER_KIND:
                raise NoSuchReceiver(found.receiver)
            if not found.open:
                raise Closed
            close_links(writing, referral)
            until = min(found.until, now + timedelta(days=days))
            fields: dict[str, Value] = {"referral": referral, "request": found.request, "code": digest(code)}
            writing.insert("links", {**fields, "worker": worker, "at": writing.at, "until": written(until)})

        self._store.write(worker, LINK_MADE, work)
        return code

    def end(self, referral: str, worker: str) -> None:
        """The link opens nothing from now on; the referral itself goes on. Raises as ``make``."""

        def work(writing: Writing) -> None:
            found = find_referral(writing.rows, referral, as_time(writing.at))
            permitted_on_request(writing, worker, acts.REFER, found.request)
            close_links(writing, referral)

        self._store.write(worker, LINK_ENDED, work)

    def open(self, code: str) -> View:
        """What the one with this code may see now; that somebody looked is written down. Raises Closed."""

        def work(writing: Writing) -> None:
            link, referral = open_link(writing.rows, code, as_time(writing.at))
            fields: dict[str, Value] = {"referral": referral.id, "request": referral.request, "link": link}
            writing.insert("openings", {**fields, "at": writing.at})

        self._store.write(PARTNER, OPENED, work)
        return self.look(code)

    def look(self, code: str) -> View:
        """The same for a page that is drawn again, without writing. Raises Closed."""
        with self._store.read() as database:
            _, referral = open_link(reading(database), code, self._clock())
            return view_of(database, referral)

    def hear(self, code: str, recording: str) -> None:
        """Somebody outside hears a recording; that is written down. Raises Closed, RecordingMissing."""

        def work(writing: Writing) -> None:
            link, referral = open_link(writing.rows, code, as_time(writing.at))
            if recording not in [each.recording for each in referral.shares]:
                raise RecordingMissing(recording)
            fields: dict[str, Value] = {"referral": referral.id, "request": referral.request, "link": link}
            writing.insert("openings", {**fields, "recording": recording, "at": writing.at})

        self._store.write(PARTNER, OPENED, work)

    def sound(self, code: str, recording: str, *, begins: bool = True) -> bytes:
        """That recording as wav; with ``begins`` it is written down first that somebody listens.

        Raises Closed, RecordingMissing (also one that was not shared), RecordingDamaged.
        """
        if begins:
            self.hear(code, recording)
        elif recording not in [each.hash for each in self.look(code).recordings]:
            raise RecordingMissing(recording)
        return self._recordings.read(recording)

    def openings(self, referral: str) -> tuple[Opening, ...]:
        """Every time that somebody looked or listened, the newest first."""
        with self._store.read() as database:
            found = database.query(
                """select openings.at, openings.recording, workers.name from openings
                   left join workers on workers.id = openings.worker
                   where openings.referral = ? order by openings.at desc, openings.rowid desc""",
                [referral],
            )
            return tuple(
                Opening(as_time(each["at"]), each["name"] or "", each["recording"] is not None) for each in found
            )

    def of_referral(self, referral: str) -> tuple[Link, ...]:
        """Every link there was, the newest first."""
        with self._store.read() as database:
            found = database.query(
                """select links.*, count(openings.id) as opened, max(openings.at) as last from links
                   left join openings on openings.link = links.id and openings.recording is null
                   where links.referral = ? group by links.id order by links.at desc, links.rowid desc""",
                [referral],
            )
            return tuple(map(_link, found))


def open_link(find: Rows, code: str, now: datetime) -> tuple[str, Referral]:
    """The link's id and its referral, as long as both are open. Raises Closed, whatever is the cause."""
    found = find("select id, referral, until from links where code = ? and ended_at is null", (digest(code),))
    if not found or now >= as_time(found[0]["until"]):
        raise Closed
    referral = find_referral(find, found[0]["referral"], now)
    if not referral.open:
        raise Closed
    return str(found[0]["id"]), referral


def close_links(writing: Writing, referral: str) -> None:
    """Whatever link this referral has opens nothing any more."""
    for each in writing.rows("select id from links where referral = ? and ended_at is null", (referral,)):
        writing.update("links", each["id"], {"ended_at": writing.at})


def digest(code: str) -> str:
    """What is kept of a code: 128 random bits need no slow hash."""
    return hashlib.sha256(code.encode()).hexdigest()


def _link(row: Row) -> Link:
    return Link(
        id=row["id"],
        at=as_time(row["at"]),
        until=as_time(row["until"]),
        ended_at=as_time_or_none(row["ended_at"]),
        opened=row["opened"],
        last=as_time_or_none(row["last"]),
    )
