"""Circles: groups that meet in a call, who belongs to each, and when it met; of what is said nothing is kept."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0056_circles")
def circles(database: Database) -> None:
    """A mutual-help circle or a class, its people, its meetings."""
    run(
        database,
        """
        create table circles (
          id text primary key, name text not null,
          organiser text not null references workers,
          on_day text not null, starts text not null,    -- the first day, and HH:MM, in the station's zone
          weekly integer not null check (weekly in (0, 1)),
          at text not null, ended_at text
        ) strict;
        create table circle_people (
          id text primary key, circle text not null references circles,
          person text references persons, worker text references workers, relation text references relations,
          added_by text not null references workers, at text not null,
          left_at text, left_by text,
          check ((person is not null) + (worker is not null) + (relation is not null) = 1)
        ) strict;
        create index circle_people_circle on circle_people (circle) where left_at is null;
        create index circle_people_person on circle_people (person) where left_at is null;
        create table circle_meetings (
          id text primary key,               -- the exchange's name of the call
          circle text not null references circles,
          began_by text not null references workers, began_at text not null,
          ended_at text, ending text
        ) strict;
        create index circle_meetings_circle on circle_meetings (circle, began_at);
        """,
    )
    for table in ("circles", "circle_people", "circle_meetings"):
        guard(database, table)
