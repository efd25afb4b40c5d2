"""Requests and all that hangs on them."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0003_requests")
def requests(database: Database) -> None:
    """What people ask for, and all that is done about it."""
    run(
        database,
        """
        create table requests (
          id text primary key,
          status text not null check (status in ('draft', 'new', 'taken', 'planned', 'done', 'withdrawn')),
          language text not null, category text, session text,
          village text references villages, person text references persons,
          number text, colour text, animal text,
          urgency integer, due_at text,
          duty text references workers,      -- who the receipt promised
          worker text references workers,    -- who took it
          outcome text,
          created_at text not null, changed_at text not null, submitted_at text, ended_at text
        ) strict;
        create unique index requests_number on requests (number) where status in ('new', 'taken', 'planned');
        create index requests_status on requests (status, due_at);
        create index requests_any_number on requests (number, submitted_at);
        create index requests_token on requests (colour, animal, submitted_at);
        create index requests_session on requests (session) where status = 'draft';
        create table recordings (
          id text primary key,               -- SHA-256 of the stored file, and its name
          request text not null references requests, kind text not null, seconds real not null, at text not null
        ) strict;
        create index recordings_request on recordings (request);
        create table notes (
          id text primary key, request text not null references requests, worker text references workers,
          kind text not null check (kind in ('note', 'dictation')), text text not null,
          confidence real, engine text,
          recording text,                    -- what the dictation was made from
          at text not null
        ) strict;
        create index notes_request on notes (request);
        create table replies (
          id text primary key, request text not null references requests, worker text not null references workers,
          text text not null, at text not null
        ) strict;
        create index replies_request on replies (request);
        create table visits (
          id text primary key, request text not null references requests, worker text not null references workers,
          planned_for text not null, at text not null
        ) strict;
        create index visits_request on visits (request);
        create table consents (
          id text primary key, request text not null references requests, purpose text not null,
          answer integer not null, asked_how text not null, language text not null, at text not null
        ) strict;
        create index consents_request on consents (request);
        """,
    )
    for table in ("requests", "recordings", "notes", "replies", "visits", "consents"):
        guard(database, table)
