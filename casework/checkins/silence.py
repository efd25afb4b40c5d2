"""The duty over check-ins: silence for longer than somebody wished becomes one task of one worker, and nothing else.

No alarm, and nobody of the family is told: whoever wished to be asked may simply have had no wish to come.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from casework.checkins.wish import silent_from
from casework.clock import as_time, written
from casework.connection import Row
from casework.due import due_at
from casework.duties.duty import Ask, Duty, Firing
from casework.history import SILENCE_NOTICED
from casework.life.owners import present, stand_in
from casework.life.standing import mine
from casework.settings import DueRule, RecordSettings
from casework.status import LIVE, listed
from casework.writing import Value, Writing

if TYPE_CHECKING:
    from casework.requests import Requests

LOOK_IN = DueRule(urgency=2, hours=8)
"""How soon somebody has to look in on a person of whom nothing is heard."""
REASON = "other"
ON_THE_WAY = f"""select distinct request from checkin_silences join requests on requests.id = checkin_silences.request
    where checkin_silences.person = ? and requests.status in {listed(LIVE)}"""  # noqa: S608 - our own states
"""An earlier silence of the person with which somebody is still busy: a new one is the same task."""


def noticing(settings: RecordSettings, requests: Requests) -> Duty:
    """The rule."""

    def due(rows: Iterable[Row], now: datetime) -> Iterable[Firing]:
        for each in rows:
            at = silent_from(as_time(each["last"]), each["rhythm"], each["hour"], settings.zone)
            if at <= now:
                key = f"silent:{each['id']}:{each['last']}"
                yield Firing(key, at, about_table="persons", about=each["person"], row=each)

    def fire(writing: Writing, firing: Firing) -> None:
        row = firing.row
        by = written(due_at(as_time(writing.at), LOOK_IN, settings.working_hours, settings.zone))
        waiting = writing.rows(ON_THE_WAY, (row["person"],))
        request = waiting[0]["request"] if waiting else _begun(writing, row, by)
        told: dict[str, Value] = {"person": row["person"], "wish": row["id"], "request": request}
        writing.insert("checkin_silences", {**told, "since": row["last"], "at": writing.at})

    def _begun(writing: Writing, row: Row, by: str) -> str:
        language = next(iter((row["languages"] or "").split()), "zh")
        told: dict[str, Value] = {"person": row["person"], "language": language, "category": REASON}
        request = requests.send_by_itself(writing, told)
        writing.update("requests", request, {"urgency": LOOK_IN.urgency, "due_at": by, "next_at": by})
        asked = writing.row("requests", request)
        if asked is not None and (owner := _owner(writing.rows, writing.at, asked)) is not None:
            mine(writing, asked, owner, by)
        return request

    return Duty("silence of a check-in", SILENCE_NOTICED, _wishes, due, fire)


def _owner(ask: Ask, now: str, request: Row) -> str | None:
    """Who knows the person: of the plan, the round, the next visit, the last request; else who is here."""
    person = request["person"]
    known = ask(
        """select worker from (
             select worker, 1 as rank, at from plans where person = ? and ended is null
             union all select worker, 2, at from rounds where person = ? and ended_at is null
             union all select worker, 3, at from visits where person = ? and ended is null
             union all select worker, 4, changed_at from requests where person = ? and worker is not null)
           order by rank, at desc""",
        (person,) * 4,
    )
    here = {each["id"] for each in present(ask, now, request)}
    found = next((each["worker"] for each in known if each["worker"] in here), None)
    return found or stand_in(ask, now, request, None)


def _wishes(ask: Ask, _now: datetime) -> list[Row]:
    """Every wish that holds, with the last sign of its person: at the screen, or met at home."""
    return ask(
        """select checkin_wishes.id, checkin_wishes.person, rhythm, hour, persons.languages,
                  max(checkin_wishes.at,
                      coalesce((select max(at) from checkins where checkins.person = checkin_wishes.person), ''),
                      coalesce((select max(visited_at) from reports where reports.person = checkin_wishes.person
                                and outcome = 'met'), '')) as last
           from checkin_wishes join persons on persons.id = checkin_wishes.person
           where ended_at is null and persons.gone is null and persons.merged_into is null
           order by checkin_wishes.at""",
        (),
    )
