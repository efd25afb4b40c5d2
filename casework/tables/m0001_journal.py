"""The journal: what was done, in order, for ever."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import migrations, run


@migrations(name="0001_journal")
def journal(database: Database) -> None:
    """What was done, in order, for ever: history, audit, and later what travels between stations."""
    run(
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
