"""Reading requests out of the tables for the screen and for the panel; decides nothing and writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from casework.access.reader import Reader
from casework.clock import as_time, as_time_or_none, written
from casework.connection import Row
from casework.queue import Handed, Waiting, in_order, is_overdue
from casework.settings import RecordSettings
from casework.status import ENDED, LIVE, OPEN, Reply, Status, listed


@dataclass(frozen=True)
class Undictated:
    """What somebody told for a request, of which no words are written down."""

    request: str
    recording: str
    language: str


def recent(now: datetime, settings: RecordSettings) -> str:
    """Requests that ended before this are not found by number or token any more."""
    return written(now - timedelta(days=settings.reuse_number_days))


def statuses(
    database: Database, where: str, values: Sequence[str], now: datetime, settings: RecordSettings
) -> tuple[Status, ...]:
    """Sent requests, live or ended lately, the newest first. ``where`` is a condition on ``requests``."""
    found = database.query(
        f"""select requests.*, workers.name as worker_name,
                   (select number from requests other where other.id = requests.same_as) as other_number,
                   (select planned_for from visits where visits.request = requests.id and visits.ended is null
                    order by visits.at desc, visits.rowid desc limit 1) as visit
            from requests left join workers on workers.id = requests.worker
            where {where} and requests.status <> 'draft'
              and (requests.ended_at is null or requests.ended_at >= ?)
            order by requests.submitted_at desc""",  # noqa: S608 - the conditions are written in requests.py
        [*values, recent(now, settings)],
    )
    return tuple(_status(each, replies_of(database, each["id"]), now, settings) for each in list(found))


def replies_of(database: Database, request: str) -> tuple[Reply, ...]:
    """What workers answered, the oldest first."""
    found = database.query(
        """select replies.text, replies.at, workers.name, recordings.id as recording, recordings.seconds
           from replies join workers on workers.id = replies.worker
           left join recordings on recordings.about_table = 'replies' and recordings.about = replies.id
           where replies.request = ? order by replies.at, replies.rowid""",
        [request],
    )
    return tuple(
        Reply(each["text"], as_time(each["at"]), each["name"], each["recording"], each["seconds"] or 0.0)
        for each in found
    )


def undictated(database: Database, since: datetime) -> tuple[Undictated, ...]:
    """Descriptions of live requests sent since then without any dictation of theirs, the longest waiting first."""
    found = database.query(
        """select requests.id, recordings.id as recording, requests.language
           from requests join recordings on recordings.request = requests.id and recordings.kind = 'description'
           where requests.status in ('new', 'taken', 'planned') and requests.submitted_at >= ?
             and not exists (select 1 from notes where notes.request = requests.id and notes.kind = 'dictation'
                             and coalesce(notes.recording, recordings.id) = recordings.id)
           order by requests.submitted_at""",
        [written(since)],
    )
    return tuple(Undictated(each["id"], each["recording"], each["language"]) for each in found)


def queue(
    database: Database, reader: Reader, now: datetime, worker: str | None = None, ended: bool = False
) -> list[Waiting]:
    """All that is not over and the reader may see, in the order of urgency, with ``ended`` the newest ended ones too.

    ``worker`` leaves only what that one took.
    """
    seen = reader.sees_requests()
    values = [*seen.values, worker, worker]
    found = list(database.query(WAITING.format(f"status in {listed(OPEN)} and {seen.sql}", ""), values))
    if ended:
        newest = "order by ended_at desc limit 500"
        found += database.query(WAITING.format(f"status in {listed(ENDED)} and {seen.sql}", newest), values)
    return in_order(_waiting(each, now) for each in found)


WAITING = """
    select requests.*, workers.name as worker_name, villages.name as village_name, persons.name as person_name,
           raised.name as raised_name, handovers.at as handed_at, handovers.back_at, away.name as handed_from,
           absences.ends as away_until,
           (select count(*) from recordings where recordings.request = requests.id) as recordings,
           (select coalesce(sum(seconds), 0) from recordings
            where recordings.request = requests.id and kind = 'description') as seconds,
           (select text from notes left join recordings on recordings.id = notes.recording
            where notes.request = requests.id and notes.kind = 'dictation'
              and coalesce(recordings.kind, 'description') = 'description'
            order by notes.at desc, notes.rowid desc limit 1) as heard,
           (select count(*) from replies where replies.request = requests.id) as replies,
           exists (select 1 from calls where calls.request = requests.id) as called,
           case when exists (select 1 from checkin_silences where checkin_silences.request = requests.id)
                then case when exists (select 1 from checkin_silences
                                       where checkin_silences.request = requests.id and heard_at is null)
                          then 'silent' else 'heard' end
                when exists (select 1 from checkins where checkins.request = requests.id) then 'unwell'
                else '' end as checkin,
           (select planned_for from visits where visits.request = requests.id and visits.ended is null
            order by visits.at desc, visits.rowid desc limit 1) as visit
    from (select * from requests where {0} and (? is null or worker = ?) {1}) as requests
    left join workers on workers.id = requests.worker
    left join villages on villages.id = requests.village left join persons on persons.id = requests.person
    left join workers raised on raised.id = requests.raised_to
    left join handovers on handovers.id = (select id from handovers where handovers.request = requests.id
                                           order by handovers.at desc, handovers.rowid desc limit 1)
    left join absences on absences.id = handovers.absence left join workers away on away.id = handovers.from_worker
"""
BACK_IS_SHOWN = timedelta(days=7)
"""How long a request that came back from a stand-in is marked as such."""


def _waiting(row: Row, now: datetime) -> Waiting:
    due = as_time(row["next_at"] or row["due_at"])
    return Waiting(
        request=row["id"],
        number=row["number"],
        colour=row["colour"],
        animal=row["animal"],
        category=row["category"],
        language=row["language"],
        village=row["village_name"],
        person=row["person_name"],
        status=row["status"],
        urgency=row["urgency"],
        asked_at=as_time(row["submitted_at"]),
        due_at=due,
        overdue=is_overdue(row["status"], due, now, errand=bool(row["errand"])),
        worker=row["worker"],
        worker_name=row["worker_name"],
        recordings=row["recordings"],
        replies=row["replies"],
        visit=as_time_or_none(row["visit"]),
        heard=row["heard"] or "",
        seconds=row["seconds"],
        ended_at=as_time_or_none(row["ended_at"]),
        village_id=row["village"],
        errand=bool(row["errand"]),
        reopened=row["reopened"],
        called=bool(row["called"]),
        checkin=row["checkin"],
        raised_to=row["raised_to"],
        raised_name=row["raised_name"],
        handed=_handed(row, now),
    )


def _handed(row: Row, now: datetime) -> Handed | None:
    """Whose it is properly while somebody is away; for a week afterwards, that it is back."""
    if row["handed_at"] is None:
        return None
    back = as_time_or_none(row["back_at"])
    if back is not None and now > back + BACK_IS_SHOWN:
        return None
    return Handed(row["handed_from"], as_time(row["away_until"]), back)


def _status(row: Row, replies: tuple[Reply, ...], now: datetime, settings: RecordSettings) -> Status:
    asked = as_time(row["submitted_at"])
    in_time = now <= asked + timedelta(minutes=settings.take_back_minutes)
    return Status(
        request=row["id"],
        number=row["number"],
        colour=row["colour"],
        animal=row["animal"],
        category=row["category"],
        language=row["language"],
        status=row["status"],
        asked_at=asked,
        by=as_time(row["due_at"]),
        worker=row["worker_name"],
        replies=replies,
        visit=as_time_or_none(row["visit"]),
        can_take_back=in_time and row["status"] in LIVE,
        reason=row["reason"] or "",
        same_as=row["other_number"],
        reopened=bool(row["reopened"]),
    )
