"""What of the journal somebody named in a report must not read: every transaction that touched such a report."""

from __future__ import annotations

from casework.access import Clause, Reader

MINE = "select report from report_suspects where worker = ?"
PARTS = ("report_suspects", "report_passings", "report_notices", "report_readings")


def journal_for(reader: Reader, alias: str = "journal") -> Clause:
    """The condition on the journal that leaves only what this one may read of; for any list of it."""
    if reader.station:
        return Clause("(1)")
    rows = [f"""(told."table" = 'duty_reports' and told."row" in ({MINE}))"""]
    rows += [
        f"""(told."table" = '{each}' and told."row" in (select id from {each} where report in ({MINE})))"""  # noqa: S608
        for each in PARTS
    ]
    rows.append(f"""(told."table" = 'firings' and told."row" in (select id from firings where about in ({MINE})))""")  # noqa: S608
    touched = f"select told.work from journal as told where {' or '.join(rows)}"  # noqa: S608 - names of ours
    return Clause(f"({alias}.work not in ({touched}))", (reader.worker,) * len(rows))
