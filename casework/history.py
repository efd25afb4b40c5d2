"""The journal as people read it, and as a machine replays it; nothing is written here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from casework.clock import as_time
from casework.connection import Row

KIOSK = "kiosk"
"""Who writes when a person at the screen does."""
STATION = "station"
"""Who writes when the station itself does (recovering, purging)."""
PARTNER = "partner"
"""Who writes when somebody outside does, through a link."""

DRAFTED, CHANGED, ATTACHED, DICTATED, SENT, TAKEN_BACK = (
    "drafted",
    "changed",
    "attached",
    "dictated",
    "sent",
    "taken back",
)
TAKEN, NOTED, REPLIED, VISIT_PLANNED, CLOSED, NAMED = "taken", "noted", "replied", "visit planned", "closed", "named"
VISIT_REMINDED = "visit reminded"
VISIT_MOVED, VISIT_CALLED_OFF, VISIT_REFUSED, VISIT_REPORTED = (
    "visit moved",
    "visit called off",
    "not today",
    "visit reported",
)
LISTENED = "listened"
FILE_OPENED = "file opened"
SAID_DONE, ENDED_BY, REOPENED = "said done", "ended", "reopened"
SAID_GOOD, SAID_NOT_YET, ASKED_GOOD = "said good", "said not yet", "asked in vain"
RAISED, ASKED_AGAIN, HANDED_ON, HANDED_BACK = "raised", "asked again", "handed on", "handed back"
SILENCE_NOTICED = "silence noticed"
"""Somebody who wished to be asked how they are was not heard for longer than they wished."""
GIVEN = "given"
"""Given to somebody else; why is told elsewhere, to whom it concerns."""
OLD_END = "old end named"
ALARM_RAISED, ALARM_TOLD, ALARM_ANSWERED = "alarm raised", "alarm told further", "alarm answered"
ALARM_MISTAKEN, ALARM_MORE = "alarm said to be a mistake", "more said"
DISCARDED, PURGED, RECOVERED = "discarded", "purged", "recovered"
CONSENT_ASKED, CONSENT_PUT_OFF, CONSENT_ANSWERED = "consent asked", "consent put off", "consent answered"
CONSENT_WITHDRAWN, CONSENT_UNASKED, GUARDIAN_NAMED = "consent withdrawn", "consent unasked", "guardian named"
OVERRIDE_WISHED, OVERRIDE_DECIDED, OVERRIDE_OBJECTED = "override wished", "override decided", "override objected"
OVERRIDE_DONE, CONSENT_HEARD = "override done", "consent heard"
SHARED, SHARE_WISHED, SHARE_REVOKED = "shared", "share wished", "share revoked"
SHARE_ACCEPTED, SHARE_REJECTED, SHARE_DONE = "share accepted", "share rejected", "share done"
LINK_MADE, LINK_ENDED, OPENED = "link made", "link ended", "opened by the receiver"
PARTNER_ADDED, PARTNER_ENDED = "partner added", "partner ended"
WHY = (
    *(DRAFTED, CHANGED, ATTACHED, DICTATED, SENT, TAKEN_BACK),
    *(TAKEN, NOTED, REPLIED, VISIT_PLANNED, CLOSED, NAMED, LISTENED, FILE_OPENED),
    *(VISIT_REMINDED, VISIT_MOVED, VISIT_CALLED_OFF, VISIT_REFUSED, VISIT_REPORTED),
    *(SAID_DONE, ENDED_BY, REOPENED, SAID_GOOD, SAID_NOT_YET, ASKED_GOOD),
    *(RAISED, ASKED_AGAIN, HANDED_ON, HANDED_BACK, GIVEN, OLD_END),
    *(ALARM_RAISED, ALARM_TOLD, ALARM_ANSWERED, ALARM_MISTAKEN, ALARM_MORE),
    *(DISCARDED, PURGED, RECOVERED),
    *(CONSENT_ASKED, CONSENT_PUT_OFF, CONSENT_ANSWERED, CONSENT_WITHDRAWN, CONSENT_UNASKED, GUARDIAN_NAMED),
    *(OVERRIDE_WISHED, OVERRIDE_DECIDED, OVERRIDE_OBJECTED, OVERRIDE_DONE, CONSENT_HEARD),
    *(SHARED, SHARE_WISHED, SHARE_REVOKED, SHARE_ACCEPTED, SHARE_REJECTED, SHARE_DONE),
    *(LINK_MADE, LINK_ENDED, OPENED, SILENCE_NOTICED),
)
"""The words for what happens to a request; the panel translates them."""
OF_PERSONS = (
    *("person added", "person changed", "person moved", "persons merged", "persons parted"),
    *("relation added", "relation changed", "relation ended", "circumstance added", "circumstance ended"),
    *("plan begun", "plan ended", "plan reviewed", "goal added", "goal ended"),
    *("step added", "step done", "step dropped", "round begun", "round ended"),
    *("picture kept", "picture removed", "card issued", "card ended", "told", "names spelled"),
    *("checkin wished", "checkin ended", "checkin answered", "checkin seen", "checkin told"),
    *("child times agreed", "child times ended", "child times answered", "child time used"),
    *("quiet hours wished", "called while quiet"),
    *("relative invited", "invitation opened", "invitation revoked", "demonstration laid in", "station opened"),
    *("letter begun", "letter spoken", "letter sent", "letter dropped", "letter arrived", "letter heard"),
)
"""The words for what happens to a person's file besides; the panel translates them too."""
OF_STATION = (
    "answered",
    "pictures chosen",
    "pictures ended",
    "pictures shown",
    "drafted",
    "changed",
    "discarded",
    "purged",
    "names spelled",
    "station opened",
    "demonstration laid in",
    "signed in",
    "sign-in refused",
    "password changed",
    "password kept anew",
    "second factor begun",
    "second factor set up",
    "second factor given",
    "second factor refused",
    "second factor ended",
    "paper code used",
    "paper codes renewed",
    "second factor reset wished",
    "second factor reset",
    "second factor reset denied",
    "enrolled",
    "invited",
    "first code made",
    "access changed",
    "duty changed",
    "absence set",
    "absence cancelled",
    "training card read",
    "training due",
    "rule changed",
    "home changed",
    "view kept",
    "view removed",
    "judged",
    "spelled otherwise",
    "partner added",
    "partner ended",
    "called",
    "called back",
    "call-back promised",
    "shift set",
    "shift ended",
    *("circle made", "circle changed", "circle ended", "circle joined", "circle left"),
    *("circle began to meet", "circle met"),
    *("neighbour asked in", "neighbour came", "neighbour asked out"),
    *("circle of another village taken up", "circle of another village moved"),
    "quiet hours set",
)
"""The words for what concerns the station and its workers; the auditor reads them."""
OLD_OUTCOMES = ("helped", "passed on", "not possible", "not needed")
"""How version 0.1.0 closed requests; its entries stay in the journal."""


@dataclass(frozen=True)
class Happened:
    """One thing that was done, with everything it changed."""

    at: datetime
    who: str
    """A worker's id, "kiosk" or "station"."""
    name: str
    """The worker's name, or the same word."""
    why: str
    """One of WHY."""
    station: str
    changes: tuple[tuple[str, str, Any, Any], ...]
    """Table, field, old value, new value."""
    names: Mapping[str, str]
    """Every worker's id and name, for what changed from one to another."""
    work: str = ""
    """The transaction that wrote it."""
    about: str = ""
    """Number of the request that it is about, where several are told together."""

    def value(self, field: str) -> Any:
        """The new value of a field; None when it was not changed, or when it is told to nobody (secret, erased)."""
        found = next((new for _, name, _, new in self.changes if name == field), None)
        return None if isinstance(found, dict) else found


def happened(entries: Iterable[Row], names: Mapping[str, str]) -> tuple[Happened, ...]:
    """Journal rows in order, joined where one transaction wrote several; ``names``: worker id → name."""
    together: dict[str, list[Row]] = {}
    for each in entries:
        together.setdefault(each["work"], []).append(each)
    return tuple(_joined(each, names) for each in together.values())


def _joined(entries: list[Row], names: Mapping[str, str]) -> Happened:
    first = entries[0]
    changes = tuple(
        (each["table"], field, old, new)
        for each in entries
        for field, (old, new) in json.loads(each["fields"]).items()
    )
    who = first["who"]
    return Happened(
        as_time(first["at"]), who, names.get(who, who), first["why"], first["station"], changes, names, first["work"]
    )


def acts_before(
    database: Database, before: int | None, most: int, readable: str, values: tuple[str, ...]
) -> tuple[list[Happened], int | None]:
    """What was done before an entry's id (None: until now), the newest first; and the id to go on from, if any.

    ``readable``: the condition on the journal that leaves what the reader may read of, and its values.
    """
    asked = f"select * from journal where id < ? and {readable} order by id desc limit ?"  # noqa: S608 - ours
    rows = list(database.query(asked, [before or 2**62, *values, most * 3]))
    names = {each["id"]: each["name"] for each in database.query("select id, name from workers")}
    numbers = {each["id"]: each["number"] for each in database.query("select id, number from requests")}
    works = list(dict.fromkeys(each["work"] for each in rows))[:most]
    shown = [each for each in rows if each["work"] in works]
    told = []
    for each in reversed(happened(reversed(shown), names)):
        entry = next(one for one in shown if one["work"] == each.work)
        told.append(replace(each, about=numbers.get(entry["request"]) or ""))
    more = len(rows) > len(shown) or len(rows) == most * 3
    return told, shown[-1]["id"] if shown and more else None


def replay(entries: Iterable[Row]) -> dict[str, dict[str, Row]]:
    """What the tables must hold after these journal rows: table → id → row. Secret and erased values are left out."""
    tables: dict[str, dict[str, Row]] = {}
    for each in entries:
        table = tables.setdefault(each["table"], {})
        if each["action"] == "forget":
            table.pop(each["row"], None)
            continue
        row = table.setdefault(each["row"], {"id": each["row"]})
        for field, (_, new) in json.loads(each["fields"]).items():
            if not isinstance(new, dict):
                row[field] = new
    return tables
