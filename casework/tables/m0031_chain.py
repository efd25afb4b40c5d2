"""The chain over the journal, the person an entry is about, and what was found broken."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run

NAME = "0031_chain"


@migrations(name=NAME)
def chain(database: Database) -> None:
    """Entries get a place for their seals (filled by ``casework.chain.sealing``) and the person they are about."""
    run(
        database,
        """
        alter table journal add column whose text;      -- the person that the row is about
        alter table journal add column salt text;        -- null once what the entry said is erased
        alter table journal add column commitment text;  -- to what it says
        alter table journal add column link text;        -- seals it to the entry before
        create index journal_of_whom on journal (whose, id) where whose is not null;
        drop trigger journal_update;
        update journal set whose = "row" where "table" = 'persons';
        update journal set whose = (select person from requests where requests.id = journal.request)
          where request is not null;
        create trigger journal_update before update on journal when the_store_writes() < 2
          begin select raise(abort, 'the journal is only added to'); end;
        create table breaks (
          id text primary key,
          kind text not null check (kind in ('history cut', 'head lost')),
          expected integer,                  -- the last entry that was known outside
          expected_link text,
          found integer not null,            -- the last entry that was there
          at text not null,
          accepted_by text, reason text, accepted_at text   -- e.g. "restored from Monday's backup"
        ) strict;
        """,
    )
    guard(database, "breaks")
