"""The duties of an absence: when it begins its worker's requests are handed on, when it is over they come back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from casework.clock import as_time, written
from casework.connection import Row
from casework.duties.duty import Ask, Duty, Firing
from casework.history import HANDED_BACK, HANDED_ON
from casework.life.owners import stand_in
from casework.status import OPEN, listed
from casework.writing import Writing


def hand_on() -> Duty:
    """When an absence begins, and for whatever its worker is given while it lasts."""
    return Duty("away", HANDED_ON, _in_hand, _to_hand_on, _hand_on)


def hand_back() -> Duty:
    """When it is over."""
    return Duty("back", HANDED_BACK, _with_others, _to_hand_back, _hand_back)


def _in_hand(ask: Ask, now: datetime) -> list[Row]:
    """Every open request of somebody who is away now, and how often it was handed on for that absence."""
    at = written(now)
    return ask(
        f"""select requests.id, requests.worker, requests.village, requests.category, absences.id as absence,
                   absences.starts, absences.deputy,
                   (select count(*) from handovers
                    where handovers.request = requests.id and handovers.absence = absences.id) as times
            from absences join requests on requests.worker = absences.worker
            where absences.starts <= ? and absences.ends > ? and absences.cancelled_at is null
              and requests.status in {listed(OPEN)} and requests.ended_at is null
            order by requests.next_at, requests.id""",  # noqa: S608 - our own states
        (at, at),
    )


def _to_hand_on(rows: Iterable[Row], now: datetime) -> Iterable[Firing]:
    for each in rows:
        begins, key = as_time(each["starts"]), f"away:{each['absence']}:{each['id']}:{each['times'] + 1}"
        if begins <= now:
            yield Firing(key, begins, request=each["id"], row=each)


def _hand_on(writing: Writing, firing: Firing) -> None:
    """To the deputy, else to whoever is there; with nobody there it is free for everybody to take."""
    row = firing.row
    to = stand_in(writing.rows, writing.at, row, row["worker"], row["deputy"])
    fields = {"request": row["id"], "absence": row["absence"], "from_worker": row["worker"], "to_worker": to}
    writing.insert("handovers", {**fields, "at": writing.at})
    writing.update("requests", row["id"], {"worker": to})


def _with_others(ask: Ask, now: datetime) -> list[Row]:
    """What is still open and still with the stand-in of an absence that is over."""
    return ask(
        f"""select handovers.*, absences.ends, absences.cancelled_at from handovers
            join absences on absences.id = handovers.absence
            join requests on requests.id = handovers.request and requests.worker is handovers.to_worker
            join workers on workers.id = handovers.from_worker and workers.active = 1
            where handovers.back_at is null and (absences.ends <= ? or absences.cancelled_at is not null)
              and requests.status in {listed(OPEN)} and requests.ended_at is null
              and not exists (select 1 from absences other where other.worker = handovers.from_worker
                              and other.cancelled_at is null and other.starts <= ? and other.ends > ?)
            order by handovers.at, handovers.id""",  # noqa: S608 - our own states
        (written(now), written(now), written(now)),
    )


def _to_hand_back(rows: Iterable[Row], now: datetime) -> Iterable[Firing]:
    for each in rows:
        over = as_time(min(each["ends"], each["cancelled_at"] or each["ends"]))
        if over <= now:
            yield Firing(f"back:{each['id']}", over, request=each["request"], row=each)


def _hand_back(writing: Writing, firing: Firing) -> None:
    row = firing.row
    writing.update("handovers", row["id"], {"back_at": writing.at})
    writing.update("requests", row["request"], {"worker": row["from_worker"]})
