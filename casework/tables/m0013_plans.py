"""What a person wants, in their own words, what was agreed for it, and when it is looked at again."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0013_plans")
def plans(database: Database) -> None:
    """Plans with their goals, steps and reviews."""
    run(
        database,
        """
        create table plans (
          id text primary key, person text not null references persons,
          worker text not null references workers,  -- who keeps it
          review_on text not null,           -- day of the next review
          at text not null,
          ended text check (ended in ('reached', 'not_wanted', 'moved_away', 'passed_on', 'died')), ended_at text
        ) strict;
        create index plans_person on plans (person);
        create index plans_review on plans (review_on) where ended_at is null;
        create table goals (
          id text primary key, plan text not null references plans,
          words text,                        -- as the person said it
          recording text,                    -- or in their own voice
          worker text not null references workers, at text not null,
          ended text check (ended in ('reached', 'let_go')), ended_at text,
          check (words is not null or recording is not null)
        ) strict;
        create index goals_plan on goals (plan);
        create table plan_steps (
          id text primary key, plan text not null references plans, goal text references goals,
          what text not null,
          doer text not null check (doer in ('person', 'worker', 'family', 'neighbour', 'partner')),
          name text,                         -- who exactly
          until text,                        -- day
          worker text not null references workers, at text not null,
          done_at text, done_by text references workers, dropped_at text
        ) strict;
        create index plan_steps_plan on plan_steps (plan);
        create table reviews (
          id text primary key, plan text not null references plans,
          due_on text not null,              -- for which day it was meant
          said text, decided text not null,  -- the person's words; what was agreed
          worker text not null references workers, at text not null
        ) strict;
        create index reviews_plan on reviews (plan);
        """,
    )
    for table in ("plans", "goals", "plan_steps", "reviews"):
        guard(database, table)
