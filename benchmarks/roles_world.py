"""A village for the matrix of roles: one worker of every role, and on demand a request or file of every scope."""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PIL import Image

from admin import PanelSettings, create_app
from admin.context import SEAT, Seat
from casework.access.roles import ROLES, WORKER
from casework.record import Record
from casework.settings import PasswordCost, RecordSettings
from casework.writing import Value

HERE, FAR = "village-1", "far"
REQUESTS = ("own", "free", "colleague's", "child's, free", "child's, colleague's", "other village", "other kind")
"""In whose hands a request is, whose, where, of which kind."""
PERSONS = ("here", "child here", "other village", "other village, with own request")
"""Whose file it is."""
PLACES = ("here", "other village")
"""Where a house stands."""
ORIGIN = {"Origin": "http://localhost", "Accept": "text/html", "Accept-Language": "en"}


class World:
    """One record and its real panel. Not thread-safe."""

    def __init__(self, folder: Path) -> None:
        settings = RecordSettings(
            path=folder / "data" / "record.db",
            key_file=folder / "data.key",
            recordings=folder / "data" / "recordings",
            password_cost=PasswordCost(1, 8, 1),
        )
        self.now = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
        self.record = Record.open(settings, clock=lambda: self.now)
        self.app = create_app(PanelSettings(data=folder / "data", idle_minutes=720), self.record, lambda: self.now)
        workers = self.record.workers
        chief = workers.enrol(workers.first_code() or "", "Chief", "chief", "rice field at dawn").id
        self.chief = chief
        self._write("villages", {"id": FAR, "name": "Far"})
        self._write("households", {"id": "house-here", "village": HERE, "name": "Here"})
        self._write("households", {"id": "house-far", "village": FAR, "name": "There"})
        self.worker: dict[str, str] = {}
        """Role → who has it, for the one village."""
        self.of_kind: dict[str, str] = {}
        """Role → who has it, for the one village and one kind of requests."""
        for number, role in enumerate(ROLES):
            self.worker[role] = self._enrol(f"w{number}", role, {})
            self.of_kind[role] = self._enrol(f"k{number}", role, {"categories": json.dumps(["ill"])})
        self.colleague = self._enrol("colleague", WORKER, {})
        self.dummy = self._enrol("dummy", WORKER, {})
        self._picture = self._photograph()

    @property
    def seat(self) -> Seat:
        """What the running panel holds."""
        found: Seat = self.app.extensions[SEAT]
        return found

    def request(self, scope: str, me: str) -> str:
        """A fresh sent request of that scope."""
        requests = self.record.requests
        draft = requests.draft("zh", "money" if scope == "other kind" else "ill")
        request = requests.submit(draft).request
        holders = {"own": me, "colleague's": self.colleague, "child's, colleague's": self.colleague}
        fields: dict[str, Value] = {"child": int(scope.startswith("child"))}
        if scope in holders:
            fields |= {"worker": holders[scope], "status": "taken"}
        if scope == "other village":
            fields["village"] = FAR
        self.record.store.write("bench", "laid", lambda pen: pen.update("requests", request, fields))
        return request

    def recording(self, request: str) -> str:
        """A recording that belongs to it."""
        wave = struct.pack("<1600h", *((step % 64) * 100 - 3200 for step in range(1600)))
        kept = self.record.recordings.keep(wave, request, "description")
        fields: dict[str, Value] = {
            "id": kept,
            "request": request,
            "kind": "description",
            "seconds": 0.1,
            "at": _at(self.now),
        }
        self._write("recordings", fields)
        return kept

    def person(self, scope: str, me: str) -> str:
        """A fresh file of that scope, with a photograph, a relative and a plan."""
        far = scope.startswith("other village")
        person = self._write(
            "persons",
            {
                "village": FAR if far else HERE,
                "name": "王",
                "child": int(scope == "child here"),
                "created_at": _at(self.now),
            },
        )
        if scope.endswith("own request"):
            request = self.request("own", me)
            self.record.store.write("bench", "laid", lambda pen: pen.update("requests", request, {"person": person}))
        self.record.store.write("bench", "laid", lambda pen: pen.update("persons", person, {"picture": self.picture}))
        return person

    @property
    def picture(self) -> str:
        """The name of a photograph."""
        return self._picture

    def relation(self, person: str) -> str:
        """Somebody who matters to that person."""
        return self.record.people.relations.add(person, self.chief, "son", "小王", None)

    def plan(self, person: str) -> str:
        """A plan for that person."""
        return self.record.plans.open(person, self.chief, (self.now + timedelta(days=30)).date(), None)

    def close(self) -> None:
        """Let go of the files."""
        self.record.close()

    def _enrol(self, login: str, role: str, fields: Mapping[str, Value]) -> str:
        workers = self.record.workers
        worker = workers.enrol(workers.invite(self.chief, role), login, login, "rice field at dawn").id
        scope: dict[str, Value] = {"villages": json.dumps([HERE]), **fields}
        self.record.store.write("bench", "laid", lambda pen: pen.update("workers", worker, scope))
        return worker

    def _photograph(self) -> str:
        drawn = io.BytesIO()
        Image.new("RGB", (8, 8), "white").save(drawn, "JPEG")
        person = self._write("persons", {"village": HERE, "name": "王", "created_at": _at(self.now)})
        return self.record.pictures.keep(drawn.getvalue(), self.chief, person)

    def _write(self, table: str, fields: Mapping[str, Value]) -> str:
        return self.record.store.write("bench", "laid", lambda pen: pen.insert(table, fields))


def _at(when: datetime) -> str:
    return when.isoformat(timespec="microseconds")
