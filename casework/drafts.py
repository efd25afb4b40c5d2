"""A request while it is being told: begun, changed, given recordings, forgotten; nobody but its person sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from casework.alarms.raising import TRANSCRIPT, Watch, raise_alarm
from casework.clock import Clock, written
from casework.connection import Row
from casework.errors import NoSuchRequest, NotADraft, RecordingMissing, UnknownWord
from casework.history import ATTACHED, CHANGED, DICTATED, DISCARDED, DRAFTED, KIOSK, PURGED, STATION
from casework.recordings import KINDS, Recordings
from casework.settings import CATEGORIES, RecordSettings
from casework.status import DRAFT
from casework.store import Store
from casework.writing import Value, Writing

CHANGEABLE = ("language", "category", "session", "person", "for_other")


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


class Drafts:
    """The unsent requests of this station."""

    def __init__(
        self, store: Store, recordings: Recordings, settings: RecordSettings, clock: Clock, watch: Watch
    ) -> None:
        self._store = store
        self._watch = watch
        self._recordings = recordings
        self._settings = settings
        self._clock = clock

    def draft(
        self, language: str, category: str | None = None, session: str | None = None, person: str | None = None
    ) -> str:
        """Begin a request that nobody sees yet; its id. ``person``: who made themselves known. Raises UnknownWord."""
        _check_category(category)

        def work(writing: Writing) -> str:
            told = {"language": language, "category": category, "session": session, "person": person}
            times = {"created_at": writing.at, "changed_at": writing.at}
            return writing.insert("requests", {**told, **times, "status": DRAFT, "village": self._settings.station})

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
            replaced = _forget_kind(writing, draft, kind)
            told: dict[str, Value] = {"id": recording, "request": draft, "kind": kind, "seconds": length}
            writing.insert("recordings", {**told, "at": writing.at})
            writing.update("requests", draft, {"changed_at": writing.at})
            return replaced

        self._remove(self._store.write(KIOSK, ATTACHED, work))

    def detach(self, draft: str, kind: str) -> None:
        """Take a draft's recordings of one kind off it and forget them. Raises NotADraft, NoSuchRequest."""

        def work(writing: Writing) -> list[str]:
            _draft(writing, draft)
            return _forget_kind(writing, draft, kind)

        self._remove(self._store.write(KIOSK, CHANGED, work))

    def dictated(self, request: str, text: str, confidence: float, engine: str, recording: str | None = None) -> None:
        """Keep what a recogniser made of a recording (attached before), as a note. Raises NoSuchRequest.

        Silence is not kept, nor words of a recording that the person has replaced meanwhile. Words of danger in a
        request that was sent raise an alarm with them; in a draft they wait until it is sent.
        """
        if not text.strip():
            return

        self._watch(text, None, {})  # the rules are read before the write, not in it

        def work(writing: Writing) -> None:
            row = row_of(writing, request)
            if recording is not None and writing.row("recordings", recording) is None:
                return
            fields: dict[str, Value] = {"request": request, "kind": "dictation", "text": text.strip()}
            made: dict[str, Value] = {"confidence": confidence, "engine": engine, "recording": recording}
            writing.insert("notes", {**fields, **made, "at": writing.at})
            if row["status"] != DRAFT:
                raise_alarm(writing, row, self._kinds(text, row), TRANSCRIPT, self._settings.alarm)

        self._store.write(KIOSK, DICTATED, work)

    def _kinds(self, text: str, row: Row) -> list[str]:
        """The kinds of danger in words of that request."""
        return [each.kind for each in self._watch(text, row["category"], {})]

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

    def draft_of_person(self, person: str) -> str | None:
        """The newest request that this person left unsent, hidden from everybody else until it is purged."""
        with self._store.read() as database:
            found = database.query(
                "select id from requests where person = ? and status = 'draft' order by changed_at desc limit 1",
                [person],
            )
            return next((str(each["id"]) for each in found), None)

    def discard(self, draft: str) -> None:
        """Forget a draft with all that was said. Does nothing when it is gone. Raises NotADraft."""

        def work(writing: Writing) -> list[str]:
            if writing.row("requests", draft) is None:
                return []
            _draft(writing, draft)
            return forget(writing, draft)

        self._remove(self._store.write(KIOSK, DISCARDED, work))

    def purge(self) -> int:
        """Forget every draft that nobody touched for ``kept_draft_hours``; how many they were."""
        before = written(self._clock() - timedelta(hours=self._settings.kept_draft_hours))

        def work(writing: Writing) -> tuple[int, list[str]]:
            old = writing.rows("select id from requests where status = 'draft' and changed_at < ?", (before,))
            return len(old), [name for each in old for name in forget(writing, each["id"])]

        purged, recordings = self._store.write(STATION, PURGED, work)
        self._remove(recordings)
        return purged

    def _remove(self, recordings: list[str]) -> None:
        """Unlink files that no row names any more; a crash before this leaves them to ``Record.purge``."""
        for each in recordings:
            self._recordings.discard(each)


def _check_category(category: object) -> None:
    if category is not None and category not in CATEGORIES:
        raise UnknownWord("category", category, CATEGORIES)


def row_of(writing: Writing, request: str) -> Row:
    """The row of a request, seen from inside a write. Raises NoSuchRequest."""
    row = writing.row("requests", request)
    if row is None:
        raise NoSuchRequest(request)
    return row


def _draft(writing: Writing, draft: str) -> Row:
    row = row_of(writing, draft)
    if row["status"] != DRAFT:
        raise NotADraft(draft, row["status"])
    return row


def forget(writing: Writing, draft: str) -> list[str]:
    """Inside a write: forget a draft and all that hangs on it; the recordings whose files are to go."""
    recordings = [each["id"] for each in writing.rows("select id from recordings where request = ?", (draft,))]
    for table in ("recordings", "notes", "consents"):
        for each in writing.rows(f"select id from {table} where request = ?", (draft,)):  # noqa: S608 - named above
            writing.forget(table, each["id"])
    writing.forget("requests", draft)
    return recordings


def _forget_kind(writing: Writing, draft: str, kind: str) -> list[str]:
    """Forget a draft's recordings of one kind, and the words that a recogniser made of them."""
    old = [
        each["id"] for each in writing.rows("select id from recordings where request = ? and kind = ?", (draft, kind))
    ]
    for recording in old:
        for each in writing.rows("select id from notes where request = ? and recording = ?", (draft, recording)):
            writing.forget("notes", each["id"])
        writing.forget("recordings", recording)
    return old
