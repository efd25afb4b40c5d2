"""Who was told of a mandatory report, and who read it."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0061_report_notices")
def report_notices(database: Database) -> None:
    """A notice opens the report to whom it is for; never to somebody named in it."""
    run(
        database,
        """
        create table report_notices (
          id text primary key, report text not null references duty_reports,
          worker text not null references workers,
          why text not null check (why in ('second', 'not_made', 'not_ended', 'doubted')),
          at text not null, seen_at text
        ) strict;
        create index report_notices_worker on report_notices (worker, report);
        create index report_notices_report on report_notices (report, at);
        create table report_readings (
          id text primary key, report text not null references duty_reports,
          worker text not null references workers, at text not null
        ) strict;
        create index report_readings_report on report_readings (report, worker, at);
        """,
    )
    for table in ("report_notices", "report_readings"):
        guard(database, table)
