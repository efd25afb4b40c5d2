"""Which training card a worker has read, and when; and that somebody was reminded."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0035_training")
def training(database: Database) -> None:
    """One row each time a card or the code of conduct is acknowledged; one for every reminder."""
    run(
        database,
        """
        create table learnings (
          id text primary key, worker text not null references workers,
          card text not null,                -- a key of casework.training.course
          edition integer not null,          -- of its text
          at text not null
        ) strict;
        create index learnings_of_worker on learnings (worker, card, at);
        create table learning_reminders (
          id text primary key, worker text not null references workers,
          due_on text not null,              -- day
          at text not null
        ) strict;
        create index learning_reminders_of_worker on learning_reminders (worker, at);
        """,
    )
    for table in ("learnings", "learning_reminders"):
        guard(database, table)
