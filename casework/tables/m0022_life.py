"""How a request goes on and ends: said to be done, closed on the person's word, honest ends; the next step."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, rebuild, run

OLD = "('draft', 'new', 'taken', 'planned', 'done', 'withdrawn')"
NEW = """('draft', 'new', 'taken', 'planned', 'done', 'closed', 'withdrawn', 'refused', 'duplicate', 'referred',
          'unanswered')"""


@migrations(name="0022_life")
def life(database: Database) -> None:
    """More states, and what belongs to them."""
    told = next(iter(database.query("select sql from sqlite_master where name = 'requests' and type = 'table'")))
    rebuild(database, "requests", told["sql"].replace(OLD, NEW) + ";")
    run(
        database,
        """
        alter table requests add column next_at text;      -- until when the next step is to be done
        alter table requests add column reason text;       -- why it ended, in words for the person
        alter table requests add column same_as text references requests;
        alter table requests add column done_at text;      -- when a worker said that it was done
        alter table requests add column asked integer not null default 0;     -- how often in vain: is it good now?
        alter table requests add column errand integer not null default 0;    -- somebody has to go and ask
        alter table requests add column reopened integer not null default 0;  -- how often the person said: not yet
        alter table requests add column raised integer not null default 0;    -- how far this delay was told upwards
        alter table requests add column raised_to text references workers;
        alter table requests add column for_other integer not null default 0; -- asked for somebody else
        drop index requests_number;
        create unique index requests_number on requests (number)
          where status in ('new', 'taken', 'planned', 'done') and ended_at is null;
        create index requests_next on requests (next_at) where ended_at is null;
        create index requests_person on requests (person, category) where person is not null;
        create table words (
          id text primary key, request text not null references requests,
          answer text not null check (answer in ('good', 'not yet')),
          asked_how text not null,           -- touch, digit, speech at the kiosk; told, when a worker was told
          worker text references workers, at text not null
        ) strict;
        create index words_request on words (request);
        """,
    )
    guard(database, "words")
