"""What a worker reads about somebody's consent: the whole ledger, what is asked, what is done without; read only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from casework.access import Reader, acts
from casework.belonging import Belonging, belonging_to
from casework.consents.asking import ASKS, Ask, ask_of
from casework.consents.entry import Consent, Subject
from casework.consents.overriding import Override, override_of
from casework.consents.purposes import KEEP
from casework.consents.reading import Rows, entries_of, is_ward, reading
from casework.errors import RecordingMissing
from casework.persons.opening import opened

SOON = timedelta(days=14)
"""How long before a yes runs out it is shown as running out, and asked again."""


@dataclass(frozen=True)
class Entry:
    """One answer with everything that belongs to it."""

    consent: Consent
    to_name: str
    """Name of the receiver; empty without one."""
    worker_name: str
    """Who heard it face to face."""
    voice: Belonging | None
    """How it was said."""
    number: str
    """Of the request that it is limited to; empty when it is not."""

    def state(self, now: datetime) -> str:
        """yes, soon (it runs out), no, back (taken back), over (run out)."""
        if self.consent.holds(now):
            until = self.consent.until
            return "soon" if until is not None and until - now <= SOON else "yes"
        if self.consent.taken_back:
            return "back"
        return "over" if self.consent.answer else "no"


@dataclass(frozen=True)
class ConsentFile:
    """Everything about one person's consent."""

    person: str
    ward: bool
    """Whether a guardian has to agree as well."""
    guardians: tuple[str, ...]
    """Their names."""
    entries: tuple[Entry, ...]
    """The whole ledger, the newest first."""
    asks: tuple[Ask, ...]
    """Questions that wait, the newest first."""
    overrides: tuple[Override, ...]
    """What was to be done, or was done, without a yes; the newest first."""

    @property
    def now(self) -> tuple[Entry, ...]:
        """The newest answer to each question; what sending a request meant is not among them."""
        return newest(each for each in self.entries if each.consent.purpose != KEEP)


def newest(newest_first: Iterable[Entry]) -> tuple[Entry, ...]:
    """The first of each purpose, receiver, request and giver."""
    found: dict[tuple[str | None, ...], Entry] = {}
    for each in newest_first:
        about = each.consent
        found.setdefault((about.purpose, about.to, about.request, about.giver), each)
    return tuple(found.values())


def consent_file(database: Database, reader: Reader, person: str) -> ConsentFile:
    """Raises NoSuchPerson, also for a file that is not for this reader's eyes."""
    own = opened(database, reader, person)
    find = reading(database)
    asks = find(
        f"{ASKS} where asks.ended_at is null and asks.person = ? order by asks.at desc, asks.rowid desc", (own,)
    )
    done = find("select * from overrides where person = ? order by at desc, rowid desc", (own,))
    guards = find("select name from guardians where person = ? and ended_at is null order by at", (own,))
    return ConsentFile(
        person=own,
        ward=is_ward(find, Subject(own)),
        guardians=tuple(str(each["name"]) for each in guards),
        entries=tuple(reversed(entries_for(database, reader, own))),
        asks=tuple(ask_of(each) for each in asks if _may_see(find, reader, each["request"])),
        overrides=tuple(override_of(each) for each in done if _may_see(find, reader, each["request"])),
    )


def entries_for(database: Database, reader: Reader, person: str) -> list[Entry]:
    """The ledger of a person, the oldest first, without what is about requests that this reader does not see."""
    find = reading(database)
    told = [each for each in entries_of(find, Subject(person)) if _may_see(find, reader, each.request)]
    return [_entry(database, find, each) for each in told]


def voice_of(database: Database, reader: Reader, person: str, recording: str) -> str:
    """Id of the entry that this recording belongs to, for whoever may hear it.

    Raises NotAllowed, NoSuchPerson, RecordingMissing.
    """
    reader.require(acts.HEAR)
    own = opened(database, reader, person)
    for each in entries_for(database, reader, own):
        if each.voice is not None and each.voice.hash == recording:
            return each.consent.id
    raise RecordingMissing(recording)


def name_of(find: Rows, to: str | None) -> str:
    """The name of who may have something; as it was written where nobody has it."""
    kind, _, row = (to or "").partition(":")
    table = {"partner": "partners", "worker": "workers", "village": "villages", "relation": "relations"}.get(kind)
    if table is None:
        return to or ""
    found = find(f"select name from {table} where id = ?", (row,))  # noqa: S608 - named above
    return str(found[0]["name"]) if found else to or ""


def _entry(database: Database, find: Rows, consent: Consent) -> Entry:
    worker = find("select name from workers where id = ?", (consent.worker,)) if consent.worker else []
    number = find("select number from requests where id = ?", (consent.request,)) if consent.request else []
    voices = belonging_to(database, "consents", consent.id)
    return Entry(
        consent=consent,
        to_name=name_of(find, consent.to),
        worker_name=str(worker[0]["name"]) if worker else "",
        voice=voices[0] if voices else None,
        number=str(number[0]["number"] or "") if number else "",
    )


def _may_see(find: Rows, reader: Reader, request: str | None) -> bool:
    if request is None:
        return True
    seen = reader.sees_requests()
    asked = f"select 1 from requests where id = ? and {seen.sql}"  # noqa: S608 - a Reader's clause
    return bool(find(asked, (request, *seen.values)))
