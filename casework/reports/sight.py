"""Who sees a report: never somebody named in it; who wrote, confirms or was told; supervisors of its village."""

from __future__ import annotations

from casework.access import Clause, Reader
from casework.access.acts import REPORT
from casework.access.reader import among, both, either
from casework.access.roles import SUPERVISOR


def sees_reports(reader: Reader, alias: str = "duty_reports") -> Clause:
    """The condition on a table of reports that leaves only those this one may see."""
    if reader.station:
        return Clause("(1)")
    if not reader.may(REPORT):
        return Clause("(0)")
    me = reader.worker
    involved = Clause(
        f"""({alias}.writer = ? or {alias}.second = ? or {alias}.confirmed_by = ? or exists (
            select 1 from report_notices as told where told.report = {alias}.id and told.worker = ?))""",  # noqa: S608
        (me, me, me, me),
    )
    if reader.role == SUPERVISOR:
        here = either(Clause(f"({alias}.village is null)"), among(f"{alias}.village", reader.villages))
        involved = either(involved, here)
    return both(involved, not_named(me, alias))


def not_named(worker: str, alias: str = "duty_reports") -> Clause:
    """Leaves out every report that names that worker."""
    named = f"select 1 from report_suspects as named where named.report = {alias}.id and named.worker = ?"  # noqa: S608
    return Clause(f"(not exists ({named}))", (worker,))
