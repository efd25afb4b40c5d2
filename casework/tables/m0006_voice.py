"""How sentences sound: judgements, clips, spellings."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0006_voice")
def voice(database: Database) -> None:
    """How sentences sound: what listeners thought, who recorded and who spelled them; no sound is here."""
    run(
        database,
        """
        create table judgements (
          id text primary key, language text not null, sentence text not null, text text not null,
          sounding text not null,            -- how it sounded to the listener; it holds for no other sound
          right integer not null, note text not null, worker text not null references workers, at text not null
        ) strict;
        create unique index judgements_sentence on judgements (language, sentence);
        create table clips (
          id text primary key, language text not null, key text not null, text text not null,
          seconds real not null, kept integer not null, worker text not null references workers, at text not null
        ) strict;
        create unique index clips_key on clips (language, key);
        create table spellings (
          id text primary key, language text not null, word text not null,
          spoken text not null,              -- empty: as before
          worker text not null references workers, at text not null
        ) strict;
        """,
    )
    for table in ("judgements", "clips", "spellings"):
        guard(database, table)
