"""The alarms of a station: read by those they reach, answered with a name, said to be a mistake; rules beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from casework.access.acts import ANSWER_ALARMS
from casework.access.permission import permitted
from casework.access.reader import Reader
from casework.alarms.alarm import Alarm, alarm_of
from casework.alarms.chain import DUTY, here, rank, reaches
from casework.alarms.errors import AlarmAnswered, NoSuchAlarm
from casework.alarms.nearby import Near, nearest
from casework.alarms.raising import Watch, raise_alarm
from casework.clock import Clock, as_time, written
from casework.connection import Row
from casework.drafts import row_of
from casework.duties.duties import asking
from casework.errors import RecordingMissing
from casework.history import ALARM_ANSWERED, ALARM_MISTAKEN, ALARM_MORE, ALARM_RAISED, KIOSK
from casework.life.owners import HANDS
from casework.reports.apart import kept_apart
from casework.settings import RecordSettings
from casework.status import DRAFT, LIVE, NEW, TAKEN
from casework.store import Store
from casework.writing import Value, Writing

MORE = "more"
"""Kind of recording: what somebody in danger added after the request was sent."""
ALARMS = """
    select alarms.*, requests.number, requests.colour, requests.animal, requests.village as place,
           villages.name as village_name
    from alarms join requests on requests.id = alarms.request left join villages on villages.id = requests.village
    where {} order by raised_at, alarms.rowid
"""


@dataclass(frozen=True)
class Bell:
    """What somebody may know who has not signed in: how many wait, and since when."""

    waiting: int
    since: datetime | None


class Alarms:
    """Every alarm of this station."""

    def __init__(self, store: Store, settings: RecordSettings, clock: Clock, watch: Watch) -> None:
        self._store = store
        self._clock = clock
        self._village = settings.station
        self._chain = settings.alarm
        self._watch = watch

    def watch(self, text: str, category: str | None = None) -> tuple[str, ...]:
        """The kinds of danger in a text, the weightiest first; nothing is written."""
        return tuple(each.kind for each in self._watch(text, category, {}))

    def cry(self, request: str, kinds: Sequence[str], source: str) -> None:
        """Somebody at the screen is in danger: the sent request becomes a crisis. Again adds what is new."""

        def work(writing: Writing) -> None:
            row = row_of(writing, request)
            if row["status"] != DRAFT:
                raise_alarm(writing, row, kinds, source, self._chain)

        self._store.write(KIOSK, ALARM_RAISED, work)

    def more(self, request: str, recording: str, seconds: float) -> None:
        """What was said after the request was sent is kept with it. Idempotent. Raises RecordingMissing's cause."""

        def work(writing: Writing) -> None:
            row = row_of(writing, request)
            if row["status"] == DRAFT:
                raise RecordingMissing(recording)
            if writing.row("recordings", recording) is None:
                told: dict[str, Value] = {"id": recording, "request": request, "kind": MORE, "seconds": seconds}
                writing.insert("recordings", {**told, "at": writing.at})

        self._store.write(KIOSK, ALARM_MORE, work)

    def mistaken(self, request: str) -> None:
        """Somebody at the screen says that it was a mistake: told to the workers, and silences nothing."""

        def work(writing: Writing) -> None:
            for each in _open_of(writing, request):
                writing.update("alarms", each["id"], {"mistaken_at": each["mistaken_at"] or writing.at})

        self._store.write(KIOSK, ALARM_MISTAKEN, work)

    def answer(self, alarm: str, worker: str) -> str:
        """I act on it: from now on it is silent, and the request mine unless somebody has it; the request's id.

        Again by the same worker does nothing. Raises NoSuchAlarm, AlarmAnswered, NoSuchWorker, NotAllowed.
        """

        def work(writing: Writing) -> str:
            permitted(writing, worker, ANSWER_ALARMS)
            row = writing.row("alarms", alarm)
            if row is None:
                raise NoSuchAlarm(alarm)
            request, me = row_of(writing, row["request"]), writing.row("workers", worker) or {}
            if row["answered_at"] is not None and row["answered_by"] != worker:
                raise AlarmAnswered(alarm, (writing.row("workers", row["answered_by"]) or {"name": ""})["name"])
            apart = worker in kept_apart(writing.rows, request["id"])
            if apart or not reaches(me, request["village"], row["step"]):
                raise NoSuchAlarm(alarm)
            if row["answered_at"] is None:
                writing.update("alarms", alarm, {"answered_at": writing.at, "answered_by": worker})
                writing.update("requests", request["id"], self._in_hand(request, me, writing.at))
            return str(request["id"])

        return self._store.write(worker, ALARM_ANSWERED, work)

    def waiting(self, reader: Reader) -> tuple[Alarm, ...]:
        """What waits for an answer and was told to this reader, the oldest first."""
        with self._store.read() as database:
            me = list(database.query("select * from workers where id = ?", [reader.worker]))
            found = list(database.query(ALARMS.format("answered_at is null")))
            told = [each for each in found if reader.station or (me and reaches(me[0], each["place"], each["step"]))]
            ask = asking(database)
            mine = [each for each in told if reader.worker not in kept_apart(ask, each["request"])]
            return _read(database, mine) if reader.active else ()

    def answered(self, reader: Reader, since: datetime) -> tuple[Alarm, ...]:
        """Alarms of requests that this reader may see, answered since then, the newest first."""
        seen = reader.sees_requests()
        where = f"answered_at >= ? and {seen.sql}"
        with self._store.read() as database:
            found = list(database.query(ALARMS.format(where), [written(since), *seen.values]))
            return tuple(reversed(_read(database, found)))

    def of(self, request: str) -> Alarm | None:
        """The newest alarm of a request, answered or not; for its person, and for whoever sees the request."""
        with self._store.read() as database:
            found = list(database.query(ALARMS.format("requests.id = ?"), [request]))
            return _read(database, found)[-1] if found else None

    def nearest(self, person: str) -> Near | None:
        """Who can be with that person soonest, as far as the file knows."""
        with self._store.read() as database:
            return next(iter(nearest(database, person)), None)

    def on_duty(self, request: str) -> str | None:
        """Name of the worker on duty here, unless away or named in a report about it; for the screen."""
        with self._store.read() as database:
            people = here(asking(database), written(self._clock()), self._village, request)
            return next((str(each["name"]) for each in people if rank(each) == DUTY), None)

    def bell(self) -> Bell:
        """For the page before the sign-in: nothing about anybody."""
        with self._store.read() as database:
            sql = "select count(*) as many, min(raised_at) as since from alarms where answered_at is null"
            found = next(iter(database.query(sql)))
            return Bell(found["many"], as_time(found["since"]) if found["since"] else None)

    def _in_hand(self, request: Row, me: Row, now: str) -> dict[str, Value]:
        """What answering changes in the request: its clock, and whose it is, or who may see it too."""
        if request["status"] not in LIVE:
            return {"raised_to": me["id"]}
        soon = written(as_time(now) + timedelta(minutes=self._chain.act_minutes))
        fields: dict[str, Value] = {"next_at": soon, "raised": 0, "raised_to": None}
        if request["worker"] is None and me["role"] in HANDS:
            fields["worker"] = me["id"]
            fields["status"] = TAKEN if request["status"] == NEW else request["status"]
        elif request["worker"] != me["id"]:
            fields["raised_to"] = me["id"]
        return fields


def _open_of(writing: Writing, request: str) -> list[Row]:
    return writing.rows("select * from alarms where request = ? and answered_at is null", (request,))


def _read(database: Database, found: Sequence[Row]) -> tuple[Alarm, ...]:
    names = {each["id"]: each["name"] for each in database.query("select id, name from workers")}
    told = []
    for each in found:
        steps = list(database.query("select * from alarm_steps where alarm = ? order by step, rowid", [each["id"]]))
        told.append(alarm_of(each, steps, names))
    return tuple(told)
