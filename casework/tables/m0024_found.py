"""Finding requests by what was said, noted and answered."""

from __future__ import annotations

from sqlite_utils import Database

from casework.steps import migrations, run


@migrations(name="0024_found")
def found(database: Database) -> None:
    """A full-text index by trigrams, for Chinese too; triggers keep it, whoever writes a text need not think of it.

    What is forgotten leaves no trace in it either (secure-delete).
    """
    run(
        database,
        """
        create virtual table found using fts5 (
          text, source unindexed, row unindexed, request unindexed, tokenize = 'trigram');
        insert into found (found, rank) values ('secure-delete', 1);
        insert into found (text, source, row, request) select text, 'notes', id, request from notes;
        insert into found (text, source, row, request) select text, 'replies', id, request from replies;
        """,
    )
    for table in ("notes", "replies"):
        database.conn.execute(
            f"""create trigger {table}_found after insert on {table} begin
                insert into found (text, source, row, request) values (new.text, '{table}', new.id, new.request);
                end;"""  # noqa: S608 - the two names above
        )
        database.conn.execute(
            f"""create trigger {table}_lost after delete on {table} begin
                delete from found where source = '{table}' and row = old.id;
                end;"""  # noqa: S608 - the two names above
        )
