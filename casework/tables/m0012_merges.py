"""Two files that turned out to be one person, and how to part them again; rules that name potential clients."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0012_merges")
def merges(database: Database) -> None:
    """Each merge with every field that it changed; each rule as the workers set it."""
    run(
        database,
        """
        create table merges (
          id text primary key, person text not null references persons,  -- the file that stays
          merged text not null references persons, reason text not null,
          worker text not null references workers, at text not null,
          undone_by text references workers, undone_at text
        ) strict;
        create index merges_person on merges (person);
        create index merges_merged on merges (merged);
        create table moves (
          id text primary key, merge text not null references merges,
          of_table text not null, of_row text not null, field text not null,
          old text, new text                 -- as text; null where the field was empty
        ) strict;
        create index moves_merge on moves (merge);
        create table watch_rules (
          id text primary key,               -- name of the rule
          active integer not null, numbers text not null,  -- {"name": number}
          worker text not null references workers, at text not null
        ) strict;
        """,
    )
    for table in ("merges", "moves", "watch_rules"):
        guard(database, table)
