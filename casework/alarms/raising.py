"""Raising an alarm inside a write: the request becomes a crisis and the first in the chain is told, all at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta

from casework.alarms.chain import first_step, here, note_step
from casework.clock import as_time, written
from casework.connection import Row
from casework.queue import CRISIS
from casework.settings import AlarmChain
from casework.status import LIVE
from casework.writing import Value, Writing
from content.danger import Danger

Watch = Callable[[str, str | None, Mapping[str, str]], tuple[Danger, ...]]
"""What is dangerous in a text, with the request's category and what was chosen; pure."""

SCREEN, PICTURE, TRANSCRIPT, NOTE = "screen", "picture", "transcript", "note"
"""What said so: words at the screen, a picture, what a recogniser wrote down, a worker's note."""


def raise_alarm(writing: Writing, request: Row, kinds: Iterable[str], source: str, chain: AlarmChain) -> str | None:
    """Raise it, or add the kinds to the one that waits; its id. None when a human has answered these kinds already.

    ``request``: a sent one, as it is now.
    """
    named = list(dict.fromkeys(kinds))
    past = writing.rows("select * from alarms where request = ? order by raised_at, rowid", (request["id"],))
    known = {kind for each in past for kind in json.loads(each["kinds"])}
    waiting = next((each for each in past if each["answered_at"] is None), None)
    if not named or (past and not waiting and set(named) <= known):
        return None
    soon = written(as_time(writing.at) + timedelta(minutes=chain.act_minutes))
    urgent: dict[str, Value] = {"urgency": CRISIS, **({"next_at": soon} if request["status"] in LIVE else {})}
    writing.update("requests", request["id"], urgent)
    if waiting:
        whole = [*json.loads(waiting["kinds"]), *(each for each in named if each not in known)]
        writing.update("alarms", waiting["id"], {"kinds": json.dumps(whole)})
        return str(waiting["id"])
    step = first_step(here(writing.rows, writing.at, request["village"], request["id"]))
    fields = {"request": request["id"], "kinds": json.dumps(named), "source": source, "step": step}
    alarm = writing.insert("alarms", {**fields, "raised_at": writing.at, "told_at": writing.at})
    note_step(writing, alarm, request, step)
    return alarm
