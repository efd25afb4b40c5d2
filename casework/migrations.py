"""The tables of the record, step by step from an empty file to today's; rows are written elsewhere (``writing``)."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from casework.connection import rows

migrations = Migrations("casework")
"""Applied steps are kept in the table ``_sqlite_migrations``; each runs once, inside the opener's transaction."""

JOURNAL = "journal"
OWN = {JOURNAL, "_sqlite_migrations"}
"""Tables that nobody writes to through ``Writing.insert``."""


def migrate(database: Database) -> None:
    """Bring the file to today's tables: all steps or none."""
    database.conn.execute("begin immediate")
    try:
        migrations.apply(database)
    except BaseException:
        if database.conn.in_transaction:
            database.conn.execute("rollback")
        raise
    database.conn.execute("commit")


def columns_of(database: Database) -> dict[str, frozenset[str]]:
    """Every table that may be written to, with its fields."""
    found = rows(database.conn, "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
    return {
        each["name"]: frozenset(
            field["name"] for field in rows(database.conn, "select name from pragma_table_info(?)", (each["name"],))
        )
        for each in found
        if each["name"] not in OWN
    }


@migrations(name="0001_journal")
def journal(database: Database) -> None:
    """What was done, in order, for ever: history, audit, and later what travels between stations."""
    _run(
        database,
        """
        create table journal (
          id integer primary key autoincrement,
          station text not null, sequence integer not null,
          work text not null,          -- the entries of one transaction share it
          at text not null, who text not null, why text not null,
          action text not null check (action in ('insert', 'update', 'forget')),
          "table" text not null, "row" text not null,
          request text,                -- the request that the row is about
          fields text not null         -- {"field": [old, new]}
        ) strict;
        create unique index journal_order on journal (station, sequence);
        create index journal_of_request on journal (request, id);
        create index journal_news on journal (id) where request is not null;
        create index journal_of_row on journal ("table", "row");
        create trigger journal_insert before insert on journal when the_store_writes() < 1
          begin select raise(abort, 'only casework.store writes here'); end;
        create trigger journal_update before update on journal when the_store_writes() < 2
          begin select raise(abort, 'the journal is only added to'); end;
        create trigger journal_delete before delete on journal
          begin select raise(abort, 'the journal is only added to'); end;
        """,
    )


@migrations(name="0002_people_and_workers")
def people_and_workers(database: Database) -> None:
    """Who asks and who answers."""
    _run(
        database,
        """
        create table villages (id text primary key, name text not null) strict;
        create table households (id text primary key, village text references villages, name text not null) strict;
        create table persons (
          id text primary key, village text references villages, household text references households,
          name text not null, created_at text not null
        ) strict;
        create table workers (
          id text primary key, name text not null, login text not null unique, password text not null,
          role text not null check (role in ('worker', 'supervisor')),
          duty integer not null default 0, active integer not null default 1, created_at text not null
        ) strict;
        create table codes (
          id text primary key, code text not null, role text not null, made_at text not null,
          made_by text references workers, used_at text
        ) strict;
        create table sign_ins (
          id text primary key, login text not null, worker text references workers,
          at text not null, succeeded integer not null
        ) strict;
        create index sign_ins_of_login on sign_ins (login, at);
        """,
    )
    for table in ("villages", "households", "persons", "workers", "codes", "sign_ins"):
        _guard(database, table)


@migrations(name="0003_requests")
def requests(database: Database) -> None:
    """What people ask for, and all that is done about it."""
    _run(
        database,
        """
        create table requests (
          id text primary key,
          status text not null check (status in ('draft', 'new', 'taken', 'planned', 'done', 'withdrawn')),
          language text not null, category text, session text,
          village text references villages, person text references persons,
          number text, colour text, animal text,
          urgency integer, due_at text,
          duty text references workers,      -- who the receipt promised
          worker text references workers,    -- who took it
          outcome text,
          created_at text not null, changed_at text not null, submitted_at text, ended_at text
        ) strict;
        create unique index requests_number on requests (number) where status in ('new', 'taken', 'planned');
        create index requests_status on requests (status, due_at);
        create index requests_any_number on requests (number, submitted_at);
        create index requests_token on requests (colour, animal, submitted_at);
        create index requests_session on requests (session) where status = 'draft';
        create table recordings (
          id text primary key,               -- SHA-256 of the stored file, and its name
          request text not null references requests, kind text not null, seconds real not null, at text not null
        ) strict;
        create index recordings_request on recordings (request);
        create table notes (
          id text primary key, request text not null references requests, worker text references workers,
          kind text not null check (kind in ('note', 'dictation')), text text not null,
          confidence real, engine text,
          recording text,                    -- what the dictation was made from
          at text not null
        ) strict;
        create index notes_request on notes (request);
        create table replies (
          id text primary key, request text not null references requests, worker text not null references workers,
          text text not null, at text not null
        ) strict;
        create index replies_request on replies (request);
        create table visits (
          id text primary key, request text not null references requests, worker text not null references workers,
          planned_for text not null, at text not null
        ) strict;
        create index visits_request on visits (request);
        create table consents (
          id text primary key, request text not null references requests, purpose text not null,
          answer integer not null, asked_how text not null, language text not null, at text not null
        ) strict;
        create index consents_request on consents (request);
        """,
    )
    for table in ("requests", "recordings", "notes", "replies", "visits", "consents"):
        _guard(database, table)


@migrations(name="0004_turns")
def turns(database: Database) -> None:
    """Whether people were understood, per way of answering; nothing of what they said."""
    _run(
        database,
        """
        create table turns (
          id text primary key, at text not null, language text not null, screen text not null,
          mode text not null check (mode in ('touch', 'digit', 'speech')), outcome text not null
        ) strict;
        create index turns_at on turns (at);
        """,
    )
    _guard(database, "turns")


@migrations(name="0005_listenings")
def listenings(database: Database) -> None:
    """Which worker heard which recording, and when: reading is told in the history too."""
    _run(
        database,
        """
        create table listenings (
          id text primary key, request text not null references requests, recording text not null,
          worker text not null references workers, at text not null
        ) strict;
        create index listenings_request on listenings (request);
        """,
    )
    _guard(database, "listenings")


@migrations(name="0006_voice")
def voice(database: Database) -> None:
    """How sentences sound: what listeners thought, who recorded and who spelled them; no sound is here."""
    _run(
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
        _guard(database, table)


def _guard(database: Database, table: str) -> None:
    """Refuse every change that does not come through the store.

    ``the_store_writes()`` exists on the writer's connection only, so elsewhere the trigger itself fails.
    """
    for event, least in (("insert", 1), ("update", 1), ("delete", 2)):
        _run(
            database,
            f"""create trigger {table}_{event} before {event} on {table} when the_store_writes() < {least}
                begin select raise(abort, 'only casework.store writes here'); end;""",
        )


def _run(database: Database, script: str) -> None:
    """Several statements inside the transaction that is open (``executescript`` would commit it first)."""
    statement = ""
    for line in script.splitlines():
        statement += line.split("--")[0] + "\n"
        if _is_whole(statement):
            database.conn.execute(statement)
            statement = ""


def _is_whole(statement: str) -> bool:
    told = statement.strip().lower()
    return told.endswith("end;") if told.startswith("create trigger") else told.endswith(";")
