"""Reading requests out of the tables for the screen and for the panel; decides nothing and writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from casework.access.reader import Reader
from casework.clock import as_time, as_time_or_none, written
from casework.connection import Row
from casework.queue import Waiting, in_order, is_overdue
from casework.settings import RecordSettings
from casework.status import LIVE, Reply, Status


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
        """select replies.text, replies.at, workers.name from replies join workers on workers.id = replies.worker
           where replies.request = ? order by replies.at, replies.rowid""",
        [request],
    )
    return tuple(Reply(each["text"], as_time(each["at"]), each["name"]) for each in found)


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
    """Every live request that the reader may see, in the order of urgency, with ``ended`` also the newest ended ones.

    ``worker`` leaves only what that one took.
    """
    seen = reader.sees_requests()
    values = [*seen.values, worker, worker]
    live = f"status in ('new', 'taken', 'planned') and {seen.sql}"
    found = list(database.query(WAITING.format(live, ""), values))
    if ended:
        newest = "order by ended_at desc limit 500"
        found += database.query(WAITING.format(f"status in ('done', 'withdrawn') and {seen.sql}", newest), values)
    return in_order(_waiting(each, now) for each in found)


WAITING = """
    select requests.*, workers.name as worker_name, villages.name as village_name, persons.name as person_name,
           (select count(*) from recordings where recordings.request = requests.id) as recordings,
           (select coalesce(sum(seconds), 0) from recordings
            where recordings.request = requests.id and kind = 'description') as seconds,
           (select text from notes left join recordings on recordings.id = notes.recording
            where notes.request = requests.id and notes.kind = 'dictation'
              and coalesce(recordings.kind, 'description') = 'description'
            order by notes.at desc, notes.rowid desc limit 1) as heard,
           (select count(*) from replies where replies.request = requests.id) as replies,
           (select planned_for from visits where visits.request = requests.id and visits.ended is null
            order by visits.at desc, visits.rowid desc limit 1) as visit
    from (select * from requests where {0} and (? is null or worker = ?) {1}) as requests
    left join workers on workers.id = requests.worker
    left join villages on villages.id = requests.village left join persons on persons.id = requests.person
"""


def _waiting(row: Row, now: datetime) -> Waiting:
    due = as_time(row["due_at"])
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
        overdue=is_overdue(row["status"], due, now),
        worker=row["worker"],
        worker_name=row["worker_name"],
        recordings=row["recordings"],
        replies=row["replies"],
        visit=as_time_or_none(row["visit"]),
        heard=row["heard"] or "",
        seconds=row["seconds"],
        ended_at=as_time_or_none(row["ended_at"]),
    )


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
    )
