"""The duty over a yes that runs out: shown to workers, and asked again at the kiosk before it is over."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from casework.access import NotAllowed
from casework.clock import as_time, written
from casework.connection import Row
from casework.consents import asking
from casework.consents.entry import Subject
from casework.consents.file import SOON
from casework.duties.duty import Ask, Duty, Firing
from casework.errors import NoSuchPerson, NoSuchRequest
from casework.history import CONSENT_ASKED
from casework.life.owners import present
from casework.status import LIVE
from casework.writing import Writing

ENDING = f"""
    select consents.*, asks.worker as asked_by, persons.gone, requests.status as request_status,
           coalesce(requests.village, persons.village) as village, requests.category as category,
           requests.worker as held_by
    from consents left join asks on asks.id = consents.ask
    join persons on persons.id = consents.person left join requests on requests.id = consents.request
    where consents.answer = 1 and consents.giver = 'self' and consents.until is not null
      and consents.until > ? and consents.until <= ? and persons.merged_into is null and persons.gone is null
      and (requests.id is null or requests.status in ({", ".join("?" * len(LIVE))}))
      and not exists (select 1 from consents as later where later.person = consents.person
                      and later.purpose = consents.purpose and later.recipient is consents.recipient
                      and later.request is consents.request and later.giver = consents.giver
                      and (later.at > consents.at or (later.at = consents.at and later.rowid > consents.rowid)))
    order by consents.until, consents.id
"""  # noqa: S608 - question marks


def renewal() -> Duty:
    """The rule."""
    return Duty("renewal", CONSENT_ASKED, _ending, _due, _fire)


def ending(ask: Ask, now: datetime) -> list[Row]:
    """Every yes that runs out soon and nobody has answered again, the soonest first."""
    return _ending(ask, now)


def _ending(ask: Ask, now: datetime) -> list[Row]:
    return ask(ENDING, (written(now), written(now + SOON), *LIVE))


def _due(rows: Iterable[Row], now: datetime) -> Iterable[Firing]:
    for each in rows:
        until = as_time(each["until"])
        if now < until <= now + SOON:
            yield Firing(f"renewal:{each['id']}", until - SOON, each["request"], "consents", each["id"], row=each)


def _fire(writing: Writing, firing: Firing) -> None:
    """Whoever asked the last time asks again; else whoever has to do with it and may ask."""
    row = firing.row
    here = {each["id"] for each in present(writing.rows, writing.at)}
    known = [each for each in (row["asked_by"], row["worker"], row["held_by"]) if each in here]
    others = [each["id"] for each in present(writing.rows, writing.at, row)]
    for worker in dict.fromkeys((*known, *others)):
        with suppress(NotAllowed, NoSuchPerson, NoSuchRequest):
            asking.put(writing, worker, Subject(row["person"], row["request"]), row["purpose"], row["recipient"])
            return
