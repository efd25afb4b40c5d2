"""Somebody is in danger: what said so, how far it was told, and who has answered."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0025_alarms")
def alarms(database: Database) -> None:
    """One alarm of a request at a time; every step of it is kept with the names of those who were told."""
    run(
        database,
        """
        create table alarms (
          id text primary key, request text not null references requests,
          kinds text not null,               -- a JSON list: fire, collapse, suicide, violence, abuse, lost, danger
          source text not null,              -- screen, picture, transcript, note
          step integer not null,             -- how often it was told; from 4 on everybody in the chain knows
          raised_at text not null, told_at text not null,
          mistaken_at text,                  -- when somebody at the screen said that it was a mistake
          answered_at text, answered_by text references workers
        ) strict;
        create unique index alarms_open on alarms (request) where answered_at is null;
        create index alarms_request on alarms (request);
        create table alarm_steps (
          id text primary key, alarm text not null references alarms, request text not null references requests,
          step integer not null, level integer not null,
          told text not null,                -- a JSON list of workers
          at text not null
        ) strict;
        create index alarm_steps_alarm on alarm_steps (alarm, step);
        """,
    )
    for table in ("alarms", "alarm_steps"):
        guard(database, table)
