"""What a person does alone at the screen: chooses three pictures, takes back what was answered a moment ago."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import migrations, rebuild, run


@migrations(name="0067_at_the_screen")
def at_the_screen(database: Database) -> None:
    """No worker made those pictures; and how a request stood before its person said whether it is good now."""
    rebuild(
        database,
        "signs",
        """
        create table signs (
          id text primary key, person text not null references persons,
          secret text not null,              -- argon2id of the three names in alphabetical order
          made_at text not null,
          made_by text references workers,   -- empty: the person alone, at the screen
          ended_at text, ended_by text references workers
        ) strict;
        """,
    )
    run(
        database,
        """
        alter table words add column before text;          -- the request's fields, as a JSON object
        alter table words add column taken_back_at text;   -- the person had not meant it
        """,
    )
