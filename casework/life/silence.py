"""The duty over silence: who has not said whether it is good now is asked again, and in the end visited."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from casework.clock import as_time, written
from casework.connection import Row
from casework.duties.duty import Ask, Duty, Firing
from casework.history import ASKED_AGAIN
from casework.life.owners import stand_in
from casework.life.standing import after_days
from casework.life.tell import tell_person
from casework.settings import FollowUp
from casework.tidings.kinds import GOOD_NOW
from casework.writing import Writing


def silence(follow_up: FollowUp) -> Duty:
    """The rule."""

    def fire(writing: Writing, firing: Firing) -> None:
        row = firing.row
        asked = row["asked"] + 1
        if row["person"] is not None and asked < follow_up.ask_times:
            tell_person(writing, row, GOOD_NOW)
            again = {"asked": asked, "next_at": after_days(writing.at, follow_up.ask_again_days)}
            writing.update("requests", row["id"], again)
            return
        here = row["worker"] if row["active"] else stand_in(writing.rows, writing.at, row, row["worker"])
        errand = {"asked": asked, "errand": 1, "next_at": after_days(writing.at, follow_up.errand_days)}
        writing.update("requests", row["id"], {"worker": here, **errand})

    return Duty("silence", ASKED_AGAIN, _silent, _due, fire)


def _silent(ask: Ask, now: datetime) -> list[Row]:
    return ask(
        """select requests.id, requests.person, requests.worker, requests.village, category,
                  asked, done_at, next_at,
                  coalesce(workers.active, 0) as active
           from requests left join workers on workers.id = requests.worker
           where status = 'done' and ended_at is null and errand = 0 and next_at < ? order by next_at, requests.id""",
        (written(now),),
    )


def _due(rows: Iterable[Row], now: datetime) -> Iterable[Firing]:
    for each in rows:
        if as_time(each["next_at"]) < now:
            key = f"silence:{each['id']}:{each['done_at']}:{each['asked'] + 1}"
            yield Firing(key, as_time(each["next_at"]), request=each["id"], row=each)
