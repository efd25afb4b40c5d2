"""The ledger of consents, the questions that wait, what is done without consent; consents belong to persons too."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, rebuild, run


@migrations(name="0015_consent_ledger")
def consent_ledger(database: Database) -> None:
    """Every answer with its words, whoever gave it, until when; what is asked and what is done without asking."""
    run(
        database,
        """
        create table asks (
          id text primary key,
          person text references persons, request text references requests,
          purpose text not null, recipient text,
          giver text not null check (giver in ('self', 'guardian')), given_by text,
          worker text not null references workers, why text, at text not null,
          put_off_until text,                -- "not today"
          ended_at text, outcome text check (outcome in ('yes', 'no', 'withdrawn')),
          check (person is not null or request is not null)
        ) strict;
        create index asks_person on asks (person) where ended_at is null;
        create index asks_request on asks (request) where ended_at is null;
        create table overrides (
          id text primary key,
          person text references persons, request text references requests,
          purpose text not null, recipient text,
          reason text not null, worker text not null references workers, at text not null,
          until text not null,               -- a second person agrees before that, or it lapses
          second text references workers, decided_at text,
          agreed integer check (agreed in (0, 1)), second_reason text,
          used_at text,
          objected_at text, objection text references requests,
          check (person is not null or request is not null)
        ) strict;
        create index overrides_open on overrides (at) where decided_at is null;
        create index overrides_person on overrides (person);
        create index overrides_request on overrides (request);
        create table guardians (
          id text primary key, person text not null references persons,
          guardian text references persons, name text not null, at text not null, ended_at text
        ) strict;
        create index guardians_person on guardians (person) where ended_at is null;
        """,
    )
    for table in ("asks", "overrides", "guardians"):
        guard(database, table)
    rebuild(
        database,
        "consents",
        """
        create table consents (
          id text primary key,
          person text references persons,
          request text references requests,  -- with a person too: only as far as this request goes
          purpose text not null, recipient text,
          answer integer not null check (answer in (0, 1)),
          taken_back integer not null default 0,
          asked_how text not null, language text not null, at text not null,
          giver text check (giver in ('self', 'guardian')),   -- empty: the person, before givers were kept
          given_by text,                     -- the guardian's name
          words text, edition text,          -- what was asked, and of which pack
          until text,
          worker text references workers, witness text,       -- who heard it face to face
          ask text references asks,
          check (person is not null or request is not null)
        ) strict;
        create index consents_person on consents (person, purpose);
        """,
    )
