"""Gives the entries of an earlier version their seals, once, when the tables are brought up to date."""

from __future__ import annotations

from sqlite_utils import Database

from casework.chain.chain import Chain
from casework.chain.heads import Head
from casework.chain.links import START
from casework.connection import rows

UNGUARD = "drop trigger journal_update"
GUARD = """create trigger journal_update before update on journal when the_store_writes() < 2
           begin select raise(abort, 'the journal is only added to'); end"""


def seal_all(database: Database, chain: Chain) -> None:
    """Seal every entry of this station in its order, inside the transaction that is open."""
    connection = database.conn
    connection.execute(UNGUARD)
    before = Head(0, START)
    for entry in rows(connection, "select * from journal where station = ? order by sequence", (chain.station,)):
        sealed = chain.sealed(before, entry)
        connection.execute(
            "update journal set salt = ?, commitment = ?, link = ? where id = ?", (*sealed, entry["id"])
        )
        before = Head(entry["sequence"], sealed[2])
    connection.execute(GUARD)
