"""A request that was sent: exactly once, taken back, asked after by its person; not what workers do with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from casework.alarms.raising import PICTURE, TRANSCRIPT, Watch, raise_alarm
from casework.clock import Clock, as_time, written
from casework.connection import Row
from casework.consents.entry import check_asked_how, keep_consent
from casework.drafts import Drafts, forget, row_of
from casework.due import NO_REASON, due_at, rule_for
from casework.errors import AlreadyEnded, NoSuchRequest, TooLateToTakeBack
from casework.history import KIOSK, SENT, TAKEN_BACK
from casework.life.owners import on_duty
from casework.recordings import Recordings
from casework.settings import RecordSettings
from casework.status import DRAFT, ENDED, LIVE, NEW, OPEN, WITHDRAWN, Receipt, Status, listed
from casework.store import Store
from casework.takebacks import note_sent, note_taken_back
from casework.telling import Undictated, recent, statuses, undictated
from casework.tokens import Tokens, Used, choose_number, choose_token
from casework.writing import Value, Writing

REQUEST = "request"
"""What a request is called among the things that can be taken back."""


class Requests(Drafts):
    """The requests of this station as the screen needs them, from the first draft on."""

    def __init__(
        self,
        store: Store,
        recordings: Recordings,
        settings: RecordSettings,
        tokens: Tokens,
        clock: Clock,
        watch: Watch,
    ) -> None:
        super().__init__(store, recordings, settings, clock, watch)
        self._tokens = tokens

    def submit(
        self,
        draft: str,
        consent: str | None = "touch",
        words: str = "",
        edition: str = "",
        slots: Mapping[str, str] | None = None,
    ) -> Receipt:
        """Send it: on return it is on the disk, and workers see it. The same draft again gives the same receipt.

        ``consent``: how the person said yes to sending (touch, digit, speech), None where danger did not wait for it;
        ``words``: what they were asked, from which ``edition`` of the pack; ``slots``: what else was chosen. Words of
        danger in what was written down so far, and a danger among the slots, raise an alarm in the same transaction.
        Raises NoSuchRequest, UnknownWord, NumbersExhausted.
        """
        if consent is not None:
            check_asked_how(consent)

        def work(writing: Writing) -> Receipt:
            row = row_of(writing, draft)
            if row["status"] == DRAFT:
                writing.update("requests", draft, self._sent(writing, row))
                if consent is not None:
                    keep_consent(writing, draft, consent, row["language"], words, edition)
                note_sent(writing, REQUEST, draft, row["person"], row["session"])
                self._look_for_danger(writing, row_of(writing, draft), slots or {})
                row = row_of(writing, draft)
            return _receipt(writing, row)

        return self._store.write(KIOSK, SENT, work)

    def add_to(self, request: str, draft: str, consent: str = "touch", words: str = "", edition: str = "") -> Receipt:
        """What was told in a draft is added to a request that is there already, whose receipt it gets.

        The draft is gone then. Where that request is over, or the draft was sent, it goes its own way.
        Otherwise as ``submit``.
        """
        check_asked_how(consent)

        def work(writing: Writing) -> bool:
            row, live = row_of(writing, draft), writing.row("requests", request)
            if row["status"] != DRAFT or live is None or live["status"] not in OPEN:
                return False
            for table in ("recordings", "notes"):
                for each in writing.rows(f"select id from {table} where request = ?", (draft,)):  # noqa: S608 - ours
                    writing.update(table, each["id"], {"request": request})
            keep_consent(writing, request, consent, row["language"], words, edition)
            writing.update("requests", request, {"for_other": row["for_other"], "changed_at": writing.at})
            forget(writing, draft)
            self._look_for_danger(writing, row_of(writing, request), {})
            return True

        added = self._store.write(KIOSK, SENT, work)
        return self.submit(request if added else draft, consent, words, edition)

    def send_by_itself(self, writing: Writing, told: Mapping[str, Value]) -> str:
        """A request that nobody had to tell, e.g. of a missed call, inside somebody else's transaction; its id."""
        made = {**told, "status": DRAFT, "village": self._settings.station}
        request = writing.insert("requests", {**made, "created_at": writing.at, "changed_at": writing.at})
        row = row_of(writing, request)
        writing.update("requests", request, self._sent(writing, row))
        note_sent(writing, REQUEST, request, row["person"], row["session"])
        return request

    def take_back(self, request: str) -> None:
        """The person changed their mind. Idempotent. Raises TooLateToTakeBack, AlreadyEnded, NoSuchRequest."""
        self._store.write(KIOSK, TAKEN_BACK, lambda writing: self.withdraw(writing, request))

    def withdraw(self, writing: Writing, request: str) -> None:
        """The same inside a transaction of somebody else's."""
        now, minutes = self._clock(), self._settings.take_back_minutes
        row = row_of(writing, request)
        if row["status"] == WITHDRAWN:
            return
        if row["status"] not in LIVE:
            raise AlreadyEnded(request, row["status"])
        if now > as_time(row["submitted_at"]) + timedelta(minutes=minutes):
            raise TooLateToTakeBack(request, minutes)
        over = {"status": WITHDRAWN, "ended_at": written(now), "next_at": None}
        writing.update("requests", request, over)
        note_taken_back(writing, REQUEST, request)

    def by_number(self, number: str) -> Status | None:
        """What became of the request with that number: the live one, else the one that ended last (90 days)."""
        return next(iter(self._statuses("number = ?", [number])), None)

    def by_token(self, colour: str, animal: str) -> tuple[Status, ...]:
        """What became of the requests with that token, the newest first: the live ones, else the one that ended last.

        Several when so many are live that they must share.
        """
        return self._statuses("colour = ? and animal = ?", [colour, animal])

    def status(self, request: str) -> Status:
        """What became of this one. Raises NoSuchRequest."""
        found = self._statuses("requests.id = ?", [request])
        if not found:
            raise NoSuchRequest(request)
        return found[0]

    def undictated(self, days: float) -> tuple[Undictated, ...]:
        """Recordings of live requests of the last days that nobody has written down, the longest waiting first."""
        with self._store.read() as database:
            return undictated(database, self._clock() - timedelta(days=days))

    def _statuses(self, where: str, values: list[str]) -> tuple[Status, ...]:
        with self._store.read() as database:
            found = statuses(database, where, values, self._clock(), self._settings)
        going_on = tuple(each for each in found if each.status in OPEN)
        return going_on or found[:1]

    def _look_for_danger(self, writing: Writing, row: Row, slots: Mapping[str, str]) -> None:
        """What was chosen and what was written down before it was sent, by the rules."""
        notes = writing.rows("select text from notes where request = ?", (row["id"],))
        text = " , ".join(each["text"] for each in notes)
        kinds = [each.kind for each in self._watch(text, row["category"], slots)]
        raise_alarm(writing, row, kinds, slots.get("by", PICTURE if slots else TRANSCRIPT), self._settings.alarm)

    def _sent(self, writing: Writing, row: Row) -> dict[str, Value]:
        """The fields that sending sets."""
        now = as_time(writing.at)
        used = writing.rows(
            f"""select number, colour, animal, status, submitted_at from requests
                where status in {listed(OPEN)} or (number is not null and ended_at >= ?)
                order by ended_at""",  # noqa: S608 - our own states
            (recent(now, self._settings),),
        )
        ended = [each["number"] for each in used if each["status"] in ENDED]
        live = {each["number"] for each in used if each["status"] in OPEN}
        number = choose_number({*live, *ended}, [each for each in ended if each not in live])
        had = [
            Used(each["colour"], each["animal"], each["status"] in OPEN, as_time(each["submitted_at"]))
            for each in used
        ]
        colour, animal = choose_token(self._tokens, had)
        rule = rule_for(row["category"], self._settings.due)
        by = due_at(now, rule, self._settings.working_hours, self._settings.zone)
        return {
            "status": NEW,
            "category": row["category"] or NO_REASON,
            "number": number,
            "colour": colour,
            "animal": animal,
            "urgency": rule.urgency,
            "due_at": written(by),
            "next_at": written(by),
            "submitted_at": writing.at,
            "changed_at": writing.at,
            "duty": on_duty(writing.rows, writing.at, row),
        }


def _receipt(writing: Writing, row: Row) -> Receipt:
    duty = writing.row("workers", row["duty"]) if row["duty"] else None
    return Receipt(
        request=row["id"],
        number=row["number"],
        colour=row["colour"],
        animal=row["animal"],
        who=duty["name"] if duty else None,
        by=as_time(row["due_at"]),
        language=row["language"],
        category=row["category"],
    )
