"""Reading reports: the list, one of them with its trail, what waits for somebody; nothing is written here."""

from __future__ import annotations

from sqlite_utils import Database

from casework.access import Reader
from casework.clock import as_time
from casework.connection import Row
from casework.reports.errors import NoSuchReport
from casework.reports.report import Passing, Report, Signed, Suspect
from casework.reports.sight import sees_reports

REPORTS = """
    select duty_reports.*, villages.name as village_name, requests.number as request_number,
           persons.name as person_name, writers.name as writer_name, seconds.name as second_name,
           confirmers.name as confirmer_name, doubters.name as doubter_name, enders.name as ender_name,
           tellers.name as teller_name
    from duty_reports left join villages on villages.id = duty_reports.village
    left join requests on requests.id = duty_reports.about_request
    left join persons on persons.id = duty_reports.about_person
    join workers as writers on writers.id = duty_reports.writer
    left join workers as seconds on seconds.id = duty_reports.second
    left join workers as confirmers on confirmers.id = duty_reports.confirmed_by
    left join workers as doubters on doubters.id = duty_reports.doubted_by
    left join workers as enders on enders.id = duty_reports.ended_by
    left join workers as tellers on tellers.id = duty_reports.told_by
"""
SUSPECTS = """
    select report_suspects.*, workers.name as worker_name from report_suspects
    left join workers on workers.id = report_suspects.worker where report = ?
    order by report_suspects.at, report_suspects.rowid
"""
PASSINGS = """
    select report_passings.*, workers.name as worker_name from report_passings
    join workers on workers.id = report_passings.by_worker where report = ? order by passed_at, report_passings.rowid
"""
READINGS = """
    select worker, workers.name, min(at) as at, '' as why from report_readings
    join workers on workers.id = report_readings.worker where report = ? group by worker order by 3
"""
NOTICES = """
    select worker, workers.name, at, why from report_notices join workers on workers.id = report_notices.worker
    where report = ? order by at, report_notices.rowid
"""


def reports(database: Database, reader: Reader, only: str = "1", values: tuple[str, ...] = ()) -> tuple[Report, ...]:
    """Those that the reader sees, the open ones first, the newest first. ``only``: a further condition."""
    sees = sees_reports(reader)
    order = "duty_reports.ended_at is not null, begun_at desc, duty_reports.id"
    found = database.query(f"{REPORTS} where {sees.sql} and {only} order by {order}", [*sees.values, *values])
    return tuple(_report(database, each) for each in list(found))


def report(database: Database, reader: Reader, wanted: str) -> Report:
    """One. Raises NoSuchReport."""
    found = reports(database, reader, "duty_reports.id = ?", (wanted,))
    if not found:
        raise NoSuchReport(wanted)
    return found[0]


def waiting(database: Database, reader: Reader) -> int:
    """How many open reports ask this one for a step: to be made, to be confirmed, to be read."""
    sees, me = sees_reports(reader), reader.worker
    found = database.query(
        f"""select count(*) as waiting from duty_reports where ended_at is null and {sees.sql} and (
              exists (select 1 from report_notices where report = duty_reports.id and worker = ? and seen_at is null)
              or (second = ? and confirmed_at is null)
              or (writer = ? and not exists (select 1 from report_passings where report = duty_reports.id)))""",  # noqa: S608
        [*sees.values, me, me, me],
    )
    return int(next(iter(found))["waiting"])


def _report(database: Database, row: Row) -> Report:
    return Report(
        **{each: row[each] for each in ("id", "law", "harmed", "seen", "about_request", "request_number")},
        **{each: row[each] for each in ("about_person", "person_name", "second", "second_name", "ended", "told")},
        apart=bool(row["apart"]),
        village=row["village_name"],
        written=Signed(row["writer"], row["writer_name"], as_time(row["begun_at"])),
        confirmed=_signed(row, "confirmed_by", "confirmer_name", "confirmed_at"),
        doubted=_signed(row, "doubted_by", "doubter_name", "doubted_at", "doubted_why"),
        end=_signed(row, "ended_by", "ender_name", "ended_at", "ended_why"),
        telling=_signed(row, "told_by", "teller_name", "told_at", "told_why"),
        suspects=tuple(
            Suspect(each["id"], each["worker"], each["worker_name"] or each["name"])
            for each in database.query(SUSPECTS, [row["id"]])
        ),
        passings=tuple(
            Passing(
                *(each["receiver"], each["receiver_name"] or "", each["reference"] or "", as_time(each["passed_at"])),
                *(each["passed_on"], each["worker_name"], as_time(each["at"])),
            )
            for each in database.query(PASSINGS, [row["id"]])
        ),
        read_by=_all_signed(database, READINGS, row["id"]),
        notices=_all_signed(database, NOTICES, row["id"]),
    )


def _signed(row: Row, worker: str, name: str, at: str, why: str = "") -> Signed | None:
    if row[worker] is None:
        return None
    return Signed(row[worker], row[name], as_time(row[at]), (row[why] or "") if why else "")


def _all_signed(database: Database, sql: str, wanted: str) -> tuple[Signed, ...]:
    return tuple(
        Signed(each["worker"], each["name"], as_time(each["at"]), each["why"])
        for each in database.query(sql, [wanted])
    )
