"""Home visits with or without a request, in rounds or once; what was met, and what a person said instead."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, rebuild, run


@migrations(name="0014_visits")
def visits(database: Database) -> None:
    """One table for every visit, the rounds they come from, and a report for each form that was filled in."""
    run(
        database,
        """
        create table rounds (
          id text primary key, person text not null references persons,
          worker text not null references workers,
          every integer not null check (every between 1 and 366),  -- days
          hour text not null,                -- HH:MM at the place
          purpose text,
          at text not null, ended_at text
        ) strict;
        create index rounds_person on rounds (person);
        """,
    )
    rebuild(
        database,
        "visits",
        """
        create table visits (
          id text primary key, request text references requests,
          person text references persons,    -- empty: whoever its request names
          worker text not null references workers, planned_for text not null, at text not null,
          purpose text, round text references rounds,
          ended text check (ended in ('done', 'not_today', 'not_there', 'moved', 'called_off')),  -- empty: to come
          ended_at text,
          words text,                        -- what the person said, or why it was moved
          moved_to text references visits,
          check (request is not null or person is not null)
        ) strict;
        create index visits_person on visits (person);
        create index visits_to_come on visits (planned_for) where ended is null;
        """,
    )
    run(
        database,
        """
        create table reports (
          id text primary key,               -- made where the form was filled in: sent twice, it is one
          visit text references visits, person text not null references persons,
          worker text not null references workers,
          outcome text not null check (outcome in ('met', 'not_today', 'not_there')),
          said text, done text, next text,   -- the person's words; what was done; what comes next
          visited_at text not null,          -- as the form says
          at text not null
        ) strict;
        create index reports_person on reports (person);
        create index reports_visit on reports (visit);
        """,
    )
    for table in ("rounds", "reports"):
        guard(database, table)
