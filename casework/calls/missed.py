"""What a call that nobody answered becomes: a request in the queue, or word for its person; pure, and the writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from casework.clock import as_time, written
from casework.persons.resolving import resolve
from casework.status import NEW
from casework.tidings.kinds import CALLED
from casework.tidings.tidings import add, take_off
from casework.writing import Value, Writing

if TYPE_CHECKING:
    from casework.calls.book import Called
    from casework.requests import Requests

GIVEN_UP = 10.0
"""Seconds of ringing after which somebody who gives up has missed somebody; before that a finger has slipped."""
SAME_WISH = timedelta(hours=12)
"""Who tries again within this time, while nobody has taken the first one, wants the same thing."""
REASON = "other"


@dataclass(frozen=True)
class Caller:
    """Who stood at the screen, for the request that a missed call becomes."""

    language: str
    session: str | None = None
    person: str | None = None


def becomes_request(kind: str, answered: bool, ending: str, rang: float) -> bool:
    """Whether that call asks somebody to act: a worker was wanted, and none came."""
    return kind == "duty" and not answered and (ending != "hung_up" or rang >= GIVEN_UP)


def becomes_word(kind: str, caller: str, answered: bool, ending: str, rang: float) -> bool:
    """Whether the person is told at the next visit that this relative called here."""
    slipped = ending == "hung_up" and rang < GIVEN_UP
    return kind == "relative" and caller.startswith("guest:") and not answered and not slipped


def tell_person(writing: Writing, person: str, relation: str, *, called: bool) -> None:
    """``called``: once, however often they tried; else the two have talked, and nothing is to be told any more."""
    if called:
        add(writing, resolve(writing.rows, person), CALLED, relation)
    else:
        take_off(writing, (CALLED,), relation)


def put_in_queue(writing: Writing, requests: Requests, call: Called, caller: Caller) -> str:
    """The request of that missed call; a second try of the same person joins the first. Its id."""
    since = written(as_time(writing.at) - SAME_WISH)
    same = writing.rows(
        """select requests.id from calls join requests on requests.id = calls.request
           where requests.status = ? and requests.submitted_at >= ? and (requests.person = ? or requests.session = ?)
           order by requests.submitted_at limit 1""",
        (NEW, since, caller.person, caller.session),
    )
    if same:
        return str(same[0]["id"])
    told: dict[str, Value] = {"language": caller.language, "category": REASON, "session": caller.session}
    return requests.send_by_itself(writing, {**told, "id": call.id, "person": caller.person})
