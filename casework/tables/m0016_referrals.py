"""Requests handed on: to a colleague, another village or an outside partner, with what is shared spelled out."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import guard, migrations, run


@migrations(name="0016_referrals")
def referrals(database: Database) -> None:
    """Every row names its request, so that the request's history tells all of it."""
    run(
        database,
        """
        create table partners (
          id text primary key, name text not null,
          kind text not null check (kind in ('clinic', 'school', 'township', 'other')),
          contact text, worker text not null references workers, at text not null, ended_at text
        ) strict;
        create table referrals (
          id text primary key, request text not null references requests,
          kind text not null check (kind in ('assign', 'refer', 'transfer')),
          receiver text not null,            -- worker:<id>, village:<id>, partner:<id>
          sender text not null references workers,
          status text not null check (status in ('waiting', 'sent', 'accepted', 'rejected', 'done', 'revoked')),
          letter text,                       -- what the sender writes to the receiver
          override text references overrides,
          at text not null, sent_at text, until text not null,
          answered_at text, answered_by text,  -- the name of who answered
          answer text, reason text,
          left_by text references workers,   -- who had the request before it was accepted
          ended_at text
        ) strict;
        create index referrals_request on referrals (request, at);
        create index referrals_receiver on referrals (receiver) where ended_at is null;
        create index referrals_left on referrals (left_by, request) where left_by is not null;
        create table shares (
          id text primary key, referral text not null references referrals,
          request text not null references requests,
          field text not null, recording text
        ) strict;
        create unique index shares_once on shares (referral, field, coalesce(recording, ''));
        create table links (
          id text primary key, referral text not null references referrals,
          request text not null references requests,
          code text not null unique,         -- SHA-256 of the 128 bits in the address
          worker text not null references workers, at text not null, until text not null, ended_at text
        ) strict;
        create index links_referral on links (referral) where ended_at is null;
        create table openings (
          id text primary key, referral text not null references referrals,
          request text not null references requests,
          link text references links, worker text references workers,
          recording text, at text not null
        ) strict;
        create index openings_referral on openings (referral);
        """,
    )
    for table in ("partners", "referrals", "shares", "links", "openings"):
        guard(database, table)
