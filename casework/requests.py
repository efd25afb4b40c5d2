"""A request from the person's side: drafting, sending once, taking back, asking after it; not what workers do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from casework.clock import Clock, as_time, written
from casework.connection import Row
from casework.consent import check_asked_how, keep_consent
from casework.due import NO_REASON, due_at, rule_for
from casework.errors import AlreadyEnded, NoSuchRequest, NotADraft, RecordingMissing, TooLateToTakeBack, UnknownWord
from casework.history import ATTACHED, CHANGED, DICTATED, DISCARDED, DRAFTED, KIOSK, PURGED, SENT, STATION, TAKEN_BACK
from casework.recordings import KINDS, Recordings
from casework.settings import CATEGORIES, RecordSettings
from casework.status import DRAFT, ENDED, LIVE, NEW, WITHDRAWN, Receipt, Status
from casework.store import Store
from casework.telling import recent, statuses
from casework.tokens import Tokens, Used, choose_number, choose_token
from casework.writing import Value, Writing

CHANGEABLE = ("language", "category", "session", "person")


@dataclass(frozen=True)
class Draft:
    """What was entered so far and not sent; workers never see it."""

    id: str
    language: str
    category: str | None
    session: str | None
    status: str
    """draft, or what became of it since."""
    recordings: Mapping[str, str]
    """Kind (description, name) → hash."""


class Requests:
    """The requests of this station, for the screen."""

    def __init__(
        self, store: Store, recordings: Recordings, settings: RecordSettings, tokens: Tokens, clock: Clock
    ) -> None:
        self._store = store
        self._recordings = recordings
        self._settings = settings
        self._tokens = tokens
        self._clock = clock

    def draft(self, language: str, category: str | None = None, session: str | None = None) -> str:
        """Begin a request that nobody sees yet; its id. Raises UnknownWord."""
        _check_category(category)

        def work(writing: Writing) -> str:
            told = {"language": language, "category": category, "session": session, "status": DRAFT}
            times = {"created_at": writing.at, "changed_at": writing.at}
            return writing.insert("requests", {**told, **times, "village": self._settings.station})

        return self._store.write(KIOSK, DRAFTED, work)

    def change(self, draft: str, **fields: Value) -> None:
        """Change language, category, session or person of a draft. Raises NotADraft, NoSuchRequest, UnknownWord."""
        for each in fields:
            if each not in CHANGEABLE:
                raise UnknownWord("field of a draft", each, CHANGEABLE)
        _check_category(fields.get("category"))

        def work(writing: Writing) -> None:
            _draft(writing, draft)
            writing.update("requests", draft, {**fields, "changed_at": writing.at})

        self._store.write(KIOSK, CHANGED, work)

    def attach(self, draft: str, recording: str, kind: str = "description", seconds: float | None = None) -> None:
        """Let a finished recording belong to a draft, in the place of an earlier one of that kind. Idempotent.

        ``seconds`` is measured when not given. Raises RecordingMissing, NotADraft, NoSuchRequest, UnknownWord.
        """
        if kind not in KINDS:
            raise UnknownWord("kind of recording", kind, KINDS)
        if not self._recordings.exists(recording):
            raise RecordingMissing(recording)
        length = self._recordings.about(recording).seconds if seconds is None else seconds

        def work(writing: Writing) -> list[str]:
            old = writing.rows("select id from recordings where request = ? and kind = ?", (draft, kind))
            if [each["id"] for each in old] == [recording]:
                return []
            _draft(writing, draft)
            for each in old:
                _forget_recording(writing, draft, each["id"])
            told: dict[str, Value] = {"id": recording, "request": draft, "kind": kind, "seconds": length}
            writing.insert("recordings", {**told, "at": writing.at})
            writing.update("requests", draft, {"changed_at": writing.at})
            return [each["id"] for each in old]

        self._remove(self._store.write(KIOSK, ATTACHED, work))

    def dictated(self, request: str, text: str, confidence: float, engine: str, recording: str | None = None) -> None:
        """Keep what a recogniser made of a recording (attached before), as a note. Raises NoSuchRequest.

        Silence is not kept, nor words of a recording that the person has replaced meanwhile.
        """
        if not text.strip():
            return

        def work(writing: Writing) -> None:
            _row(writing, request)
            if recording is not None and writing.row("recordings", recording) is None:
                return
            fields: dict[str, Value] = {"request": request, "kind": "dictation", "text": text.strip()}
            made: dict[str, Value] = {"confidence": confidence, "engine": engine, "recording": recording}
            writing.insert("notes", {**fields, **made, "at": writing.at})

        self._store.write(KIOSK, DICTATED, work)

    def look(self, draft: str) -> Draft:
        """The draft as it is now. Raises NoSuchRequest."""
        with self._store.read() as database:
            found = list(database.query("select * from requests where id = ?", [draft]))
            if not found:
                raise NoSuchRequest(draft)
            told = database.query("select kind, id from recordings where request = ?", [draft])
            recordings = {each["kind"]: each["id"] for each in told}
        row = found[0]
        return Draft(draft, row["language"], row["category"], row["session"], row["status"], recordings)

    def draft_of(self, session: str) -> str | None:
        """The newest draft that a session left unsent."""
        with self._store.read() as database:
            found = database.query(
                "select id from requests where session = ? and status = 'draft' order by created_at desc limit 1",
                [session],
            )
            return next((str(each["id"]) for each in found), None)

    def submit(self, draft: str, consent: str = "touch") -> Receipt:
        """Send it: on return it is on the disk, and workers see it. The same draft again gives the same receipt.

        ``consent``: how the person said yes to sending (touch, digit, speech). Raises NoSuchRequest, UnknownWord,
        NumbersExhausted.
        """
        check_asked_how(consent)

        def work(writing: Writing) -> Receipt:
            row = _row(writing, draft)
            if row["status"] == DRAFT:
                writing.update("requests", draft, self._sent(writing, row))
                keep_consent(writing, draft, consent, row["language"])
                row = _row(writing, draft)
            return _receipt(writing, row)

        return self._store.write(KIOSK, SENT, work)

    def take_back(self, request: str) -> None:
        """The person changed their mind. Idempotent. Raises TooLateToTakeBack, AlreadyEnded, NoSuchRequest."""
        now, minutes = self._clock(), self._settings.take_back_minutes

        def work(writing: Writing) -> None:
            row = _row(writing, request)
            if row["status"] == WITHDRAWN:
                return
            if row["status"] not in LIVE:
                raise AlreadyEnded(request, row["status"])
            if now > as_time(row["submitted_at"]) + timedelta(minutes=minutes):
                raise TooLateToTakeBack(request, minutes)
            writing.update("requests", request, {"status": WITHDRAWN, "ended_at": written(now)})

        self._store.write(KIOSK, TAKEN_BACK, work)

    def discard(self, draft: str) -> None:
        """Forget a draft with all that was said. Does nothing when it is gone. Raises NotADraft."""

        def work(writing: Writing) -> list[str]:
            if writing.row("requests", draft) is None:
                return []
            _draft(writing, draft)
            return _forget(writing, draft)

        self._remove(self._store.write(KIOSK, DISCARDED, work))

    def purge(self) -> int:
        """Forget every draft that nobody touched for ``kept_draft_hours``; how many they were."""
        before = written(self._clock() - timedelta(hours=self._settings.kept_draft_hours))

        def work(writing: Writing) -> tuple[int, list[str]]:
            old = writing.rows("select id from requests where status = 'draft' and changed_at < ?", (before,))
            return len(old), [name for each in old for name in _forget(writing, each["id"])]

        purged, recordings = self._store.write(STATION, PURGED, work)
        self._remove(recordings)
        return purged

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

    def _statuses(self, where: str, values: list[str]) -> tuple[Status, ...]:
        with self._store.read() as database:
            found = statuses(database, where, values, self._clock(), self._settings)
        live = tuple(each for each in found if each.status in LIVE)
        return live or found[:1]

    def _sent(self, writing: Writing, row: Row) -> dict[str, Value]:
        """The fields that sending sets."""
        now = as_time(writing.at)
        used = writing.rows(
            """select number, colour, animal, status, submitted_at from requests
               where status in ('new', 'taken', 'planned') or (number is not null and ended_at >= ?)
               order by ended_at""",
            (recent(now, self._settings),),
        )
        ended = [each["number"] for each in used if each["status"] in ENDED]
        live = {each["number"] for each in used if each["status"] in LIVE}
        number = choose_number({*live, *ended}, [each for each in ended if each not in live])
        had = [
            Used(each["colour"], each["animal"], each["status"] in LIVE, as_time(each["submitted_at"]))
            for each in used
        ]
        colour, animal = choose_token(self._tokens, had)
        rule = rule_for(row["category"], self._settings.due)
        by = due_at(now, rule, self._settings.working_hours, self._settings.zone)
        duty = writing.rows("select id from workers where duty = 1 and active = 1 order by name limit 1")
        return {
            "status": NEW,
            "category": row["category"] or NO_REASON,
            "number": number,
            "colour": colour,
            "animal": animal,
            "urgency": rule.urgency,
            "due_at": written(by),
            "submitted_at": writing.at,
            "changed_at": writing.at,
            "duty": duty[0]["id"] if duty else None,
        }

    def _remove(self, recordings: list[str]) -> None:
        """Unlink files that no row names any more; a crash before this leaves them to ``Record.purge``."""
        for each in recordings:
            self._recordings.discard(each)


def _check_category(category: object) -> None:
    if category is not None and category not in CATEGORIES:
        raise UnknownWord("category", category, CATEGORIES)


def _row(writing: Writing, request: str) -> Row:
    row = writing.row("requests", request)
    if row is None:
        raise NoSuchRequest(request)
    return row


def _draft(writing: Writing, draft: str) -> Row:
    row = _row(writing, draft)
    if row["status"] != DRAFT:
        raise NotADraft(draft, row["status"])
    return row


def _forget(writing: Writing, draft: str) -> list[str]:
    """Forget a draft and all that hangs on it; the recordings whose files are to go."""
    recordings = [each["id"] for each in writing.rows("select id from recordings where request = ?", (draft,))]
    for table in ("recordings", "notes", "consents"):
        for each in writing.rows(f"select id from {table} where request = ?", (draft,)):  # noqa: S608 - named above
            writing.forget(table, each["id"])
    writing.forget("requests", draft)
    return recordings


def _forget_recording(writing: Writing, draft: str, recording: str) -> None:
    """Forget one recording of a draft, and the words that a recogniser made of it."""
    said = (
        """select id from notes where request = ? and kind = 'dictation' and (recording = ? or recording is null)"""
    )
    for each in writing.rows(said, (draft, recording)):
        writing.forget("notes", each["id"])
    writing.forget("recordings", recording)


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
