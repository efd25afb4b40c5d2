"""Mandatory reports: what was seen, who is suspected, to whom it was told; kept apart from every other history."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0060_duty_reports")
def duty_reports(database: Database) -> None:
    """No field here is called request or person: journal entries about a report belong to no request's history."""
    run(
        database,
        """
        create table duty_reports (
          id text primary key,
          law text not null check (law in ('minor', 'domestic', 'elder', 'other')),
          about_request text references requests, about_person text references persons,
          village text references villages,
          harmed text not null,              -- who may be harmed
          seen text not null,                -- what was seen or heard
          apart integer not null,            -- workers named in it lose sight of that request and that person's file
          writer text not null references workers, second text references workers,
          begun_at text not null,
          confirmed_by text references workers, confirmed_at text,
          doubted_by text references workers, doubted_why text, doubted_at text,  -- held to be unfounded by one
          ended text check (ended in ('made', 'unfounded')), ended_by text references workers, ended_why text,
          ended_at text,
          told text check (told in ('told', 'later', 'unsafe')), told_why text, told_by text references workers,
          told_at text
        ) strict;
        create index duty_reports_open on duty_reports (begun_at) where ended_at is null;
        create index duty_reports_request on duty_reports (about_request) where about_request is not null;
        create index duty_reports_person on duty_reports (about_person) where about_person is not null;
        create table report_suspects (
          id text primary key, report text not null references duty_reports,
          worker text references workers, name text,
          by_worker text not null references workers, at text not null,
          check ((worker is null) <> (name is null))
        ) strict;
        create index report_suspects_report on report_suspects (report);
        create unique index report_suspects_worker on report_suspects (worker, report) where worker is not null;
        create table report_passings (
          id text primary key, report text not null references duty_reports,
          receiver text not null check (receiver in
            ('police', 'civil_affairs', 'procuratorate', 'women', 'education', 'other')),
          receiver_name text, reference text,
          passed_at text not null,           -- when it was told, as the worker says
          passed_on text not null,           -- what exactly was told
          by_worker text not null references workers, at text not null
        ) strict;
        create index report_passings_report on report_passings (report, at);
        """,
    )
    for table in ("duty_reports", "report_suspects", "report_passings"):
        guard(database, table)
