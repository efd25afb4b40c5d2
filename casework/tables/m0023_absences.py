"""Who is away, what was handed on meanwhile, and how each worker likes to see the queue."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0023_absences")
def absences(database: Database) -> None:
    """An absence hands a worker's queue on, and afterwards back; both are shown."""
    run(
        database,
        """
        create table absences (
          id text primary key, worker text not null references workers,
          starts text not null, ends text not null,
          deputy text references workers,    -- none: whoever is on duty
          set_by text not null references workers, at text not null,
          cancelled_at text
        ) strict;
        create index absences_worker on absences (worker, ends);
        create table handovers (
          id text primary key, request text not null references requests, absence text not null references absences,
          from_worker text not null references workers, to_worker text references workers,
          at text not null, back_at text     -- back with the first one since then
        ) strict;
        create index handovers_request on handovers (request, at);
        create index handovers_absence on handovers (absence);
        create table views (
          id text primary key, worker text not null references workers, name text not null,
          asked text not null,               -- the filters, as the queue's address has them
          at text not null
        ) strict;
        create unique index views_name on views (worker, name);
        """,
    )
    for table in ("absences", "handovers", "views"):
        guard(database, table)
