"""Who can be the second person, and who is told when nothing happens; nobody named in the report, ever."""

from __future__ import annotations

from collections.abc import Collection

from casework.access.acts import REPORT
from casework.access.matrix import MAY
from casework.access.roles import COUNTY, SUPERVISOR
from casework.connection import Row
from casework.duties.duty import Ask
from casework.life.owners import present

OF_ROLE = """
    select * from workers where active = 1 and role = ? and (ends_at is null or ends_at > ?) order by name, id
"""


def named_in(ask: Ask, report: str) -> frozenset[str]:
    """Ids of the workers whom a report names."""
    found = ask("select worker from report_suspects where report = ? and worker is not null", (report,))
    return frozenset(each["worker"] for each in found)


def second_of(ask: Ask, now: str, village: str | None, but: Collection[str]) -> str | None:
    """Whom to ask: a supervisor who is here, anybody else who is, else the county; None: nobody is left."""
    here = [each for each in present(ask, now) if each["id"] not in but and cares(each, village)]
    able = [each for each in here if REPORT in MAY[each["role"]]]
    able.sort(key=lambda each: (each["role"] != SUPERVISOR, not each["duty"], each["name"], each["id"]))
    return next(iter([*(each["id"] for each in able), *county(ask, now, village, but)]), None)


def supervisors(ask: Ask, now: str, village: str | None, but: Collection[str]) -> list[str]:
    """Every supervisor of that village who is not named, here or away."""
    found = ask(OF_ROLE, (SUPERVISOR, now))
    return [each["id"] for each in found if each["id"] not in but and cares(each, village)]


def county(ask: Ask, now: str, village: str | None, but: Collection[str]) -> list[str]:
    """Everybody at the county who is not named."""
    found = ask(OF_ROLE, (COUNTY, now))
    return [each["id"] for each in found if each["id"] not in but and cares(each, village)]


def cares(worker: Row, village: str | None) -> bool:
    """Whether that village is this worker's."""
    return worker["villages"] is None or village is None or f'"{village}"' in worker["villages"]
