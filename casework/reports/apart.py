"""Keeps the people named in a report away from whom it is about: nothing is given to them, or stays there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from casework.clock import as_time
from casework.connection import Row
from casework.duties.duty import Ask, Duty, Firing
from casework.history import GIVEN
from casework.status import OPEN, listed
from casework.writing import Writing

KEPT = """
    select mine.worker from report_suspects as mine join duty_reports as told on told.id = mine.report
    where mine.worker is not null and told.apart = 1 and (told.about_request = ? or told.about_person = ?)
"""


def kept_apart(ask: Ask, request: str | None, person: str | None = None) -> frozenset[str]:
    """Ids of workers who get nothing to do with that request, or that person."""
    if request is not None and person is None:
        found = ask("select person from requests where id = ?", (request,))
        person = found[0]["person"] if found else None
    return frozenset(each["worker"] for each in ask(KEPT, (request, person)))


def taking_away() -> Duty:
    """Open requests that are in such hands go to somebody else, in words that tell nothing."""
    return Duty("apart", GIVEN, _in_hand, _due, _give)


def _in_hand(ask: Ask, now: datetime) -> list[Row]:  # noqa: ARG001 - as every duty looks
    return ask(
        f"""select requests.id, requests.worker, requests.raised_to, requests.village, requests.category,
                   told.begun_at, mine.worker as named,
                   (select count(*) from firings where firings.request = requests.id and duty = 'apart') as times
            from report_suspects as mine join duty_reports as told on told.id = mine.report and told.apart = 1
            join requests on (requests.id = told.about_request or requests.person = told.about_person)
             and (requests.worker = mine.worker or requests.raised_to = mine.worker)
            where mine.worker is not null and requests.status in {listed(OPEN)}
              and requests.ended_at is null""",  # noqa: S608 - our own states
        (),
    )


def _due(rows: Iterable[Row], now: datetime) -> Iterable[Firing]:  # noqa: ARG001 - at once
    for each in rows:
        key = f"apart:{each['id']}:{each['named']}:{each['times'] + 1}"
        yield Firing(key, as_time(each["begun_at"]), request=each["id"], row=each)


def _give(writing: Writing, firing: Firing) -> None:
    from casework.life.owners import supervising  # owners asks who is kept apart

    row = firing.row
    to = supervising(writing.rows, writing.at, row, but=row["named"])
    fields = {field: to for field in ("worker", "raised_to") if row[field] == row["named"]}
    writing.update("requests", row["id"], fields)
