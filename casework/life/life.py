"""What workers and persons say about how a request goes on and ends; each of it one write."""

from __future__ import annotations

import json
from datetime import timedelta

from casework.access.acts import WRITE_REQUESTS
from casework.access.permission import permitted_on_request
from casework.clock import as_time
from casework.connection import Row
from casework.errors import AlreadyEnded, NotAWord, NotReversible
from casework.history import (
    ASKED_GOOD,
    ENDED_BY,
    KIOSK,
    OLD_END,
    REOPENED,
    SAID_DONE,
    SAID_GOOD,
    SAID_NOT_YET,
    STATION,
)
from casework.life.ends import check_end, end, goes_on
from casework.life.owners import supervising
from casework.life.standing import after_days, mine, not_over, sent, standing, to_act
from casework.life.tell import ask_no_more, tell_person
from casework.settings import RecordSettings
from casework.status import CLOSED, DONE, DUPLICATE, NEW, REVERSIBLE, TAKEN
from casework.store import Store
from casework.takebacks.sending import note_sent, note_taken_back
from casework.tidings.kinds import GOOD_NOW
from casework.writing import Value, Writing

GOOD, NOT_YET = "good", "not yet"
TOLD = "told"
"""Asked how: a worker was told, by telephone or at the door."""
WORD = "word"
"""The kind of sending: an answer to "is it good now?"."""
BEFORE = ("status", "worker", "ended_at", "next_at", "errand", "asked", "raised", "raised_to", "reopened")
"""What a word changes of its request."""
HOW = ("touch", "digit", "speech", TOLD)


class Life:
    """How the requests of this station go on. Everything raises NoSuchRequest, NotAllowed and AlreadyEnded."""

    def __init__(self, store: Store, settings: RecordSettings) -> None:
        self._store = store
        self._settings = settings
        store.write(STATION, OLD_END, _name_old_ends)

    def done(self, request: str, worker: str) -> None:
        """It is done, as the worker says; from now on the person is asked. Again by anybody does nothing."""

        def work(writing: Writing) -> None:
            row = not_over(writing, request, worker)
            if row["status"] == DONE:
                return
            again = after_days(writing.at, self._settings.follow_up.ask_again_days)
            mine(writing, row, worker, again, DONE, done_at=writing.at, asked=0, errand=0)
            tell_person(writing, row, GOOD_NOW)

        self._store.write(worker, SAID_DONE, work)

    def end(self, request: str, worker: str, how: str, reason: str = "", same_as: str | None = None) -> None:
        """An honest end: refused, withdrawn, referred, duplicate (of ``same_as``), unanswered. Again does nothing.

        Raises UnknownWord, NothingSaid (a reason is missing), NotAskedEnough, EndsInItself.
        """
        told = check_end(how, reason)

        def work(writing: Writing) -> None:
            before = permitted_on_request(writing, worker, WRITE_REQUESTS, request)
            if (before["status"], before["reason"] or "") == (how, told) and before["worker"] == worker:
                return
            row = not_over(writing, request, worker)
            other = self._other(writing, row, worker, same_as) if how == DUPLICATE and same_as else None
            end(writing, row, how, told, other)
            if row["worker"] is None:
                writing.update("requests", request, {"worker": worker})

        self._store.write(worker, ENDED_BY, work)

    def reopen(self, request: str, worker: str) -> None:
        """Take back an end that a worker decided; the same number and token find it again. Raises NotReversible."""

        def work(writing: Writing) -> None:
            row = permitted_on_request(writing, worker, WRITE_REQUESTS, request)
            if row["status"] not in REVERSIBLE:
                raise NotReversible(request, row["status"])
            fields: dict[str, Value] = {"status": TAKEN, "worker": row["worker"] or worker, "ended_at": None}
            fields |= {"reason": None, "same_as": None, "asked": 0}
            _check_number(writing, row)
            writing.update("requests", request, {**fields, "next_at": to_act(row, writing.at, self._settings)})
            ask_no_more(writing, row)

        self._store.write(worker, REOPENED, work)

    def say(self, request: str, answer: str, how: str, worker: str | None = None, session: str | None = None) -> None:
        """The person's own word: ``good`` closes it, ``not yet`` gives it to a supervisor. Again does nothing.

        ``worker``: who was told, when it was not said at the screen; else ``session``: in which visit. A word can be
        changed, and one said at the screen be taken back, for ten minutes. Raises NotAWord, AlreadyEnded.
        """
        if answer not in (GOOD, NOT_YET) or how not in HOW or (how == TOLD) != (worker is not None):
            raise NotAWord(answer, how)

        def work(writing: Writing) -> None:
            row = permitted_on_request(writing, worker, WRITE_REQUESTS, request) if worker else sent(writing, request)
            last = _last_word(writing, request)
            if last is not None and last["answer"] == answer and row["status"] != DONE:
                return
            if row["status"] != DONE and not self._may_change(row, last, writing.at):
                raise AlreadyEnded(request, row["status"])
            changed = last if row["status"] != DONE else None
            before = changed["before"] if changed else json.dumps({each: row[each] for each in BEFORE})
            told: dict[str, Value] = {"request": request, "answer": answer, "asked_how": how, "worker": worker}
            word = writing.insert("words", {**told, "before": before, "at": writing.at})
            if worker is None:
                if changed is not None:
                    note_taken_back(writing, WORD, changed["id"])
                note_sent(writing, WORD, word, row["person"], session)
            writing.update("requests", request, self._after(writing, row, answer))
            ask_no_more(writing, row)

        self._store.write(worker or KIOSK, SAID_GOOD if answer == GOOD else SAID_NOT_YET, work)

    def unsay(self, writing: Writing, word: str) -> None:
        """The person had not meant that word: the request is as it was, to be asked about. Raises AlreadyEnded.

        Inside somebody's transaction; only the last word, and only while nobody has gone on because of it.
        """
        said = writing.row("words", word)
        row = sent(writing, said["request"] if said else word)
        last = _last_word(writing, row["id"])
        if said is None or last is None or last["id"] != word or row["status"] not in (CLOSED, NEW, TAKEN):
            raise AlreadyEnded(row["id"], row["status"])
        before = json.loads(said["before"] or "{}")
        if before.get("status") != DONE:  # said before this was kept
            raise AlreadyEnded(row["id"], row["status"])
        writing.update("words", word, {"taken_back_at": writing.at})
        writing.update("requests", row["id"], before)
        tell_person(writing, row, GOOD_NOW)

    def asked(self, request: str, worker: str) -> None:
        """A worker went to ask and met nobody: it is to be tried again later. Raises AlreadyEnded."""

        def work(writing: Writing) -> None:
            row = standing(writing, request, worker, (DONE,))
            again = after_days(writing.at, self._settings.follow_up.errand_days)
            told = {"asked": row["asked"] + 1, "next_at": again, "raised": 0, "raised_to": None}
            writing.update("requests", request, told)

        self._store.write(worker, ASKED_GOOD, work)

    def _other(self, writing: Writing, row: Row, worker: str, same_as: str) -> Row:
        """The request that goes on, which the worker must see too."""
        return goes_on(writing, row, permitted_on_request(writing, worker, WRITE_REQUESTS, same_as))

    def _may_change(self, row: Row, last: Row | None, now: str) -> bool:
        """Whether a word said a moment ago may still be changed into the other one."""
        if last is None or last["asked_how"] == TOLD or row["status"] not in (CLOSED, NEW, TAKEN):
            return False
        return as_time(now) <= as_time(last["at"]) + timedelta(minutes=self._settings.take_back_minutes)

    def _after(self, writing: Writing, row: Row, answer: str) -> dict[str, Value]:
        """What the word changes."""
        over: dict[str, Value] = {"errand": 0, "asked": 0, "raised": 0, "raised_to": None}
        if answer == GOOD:
            return {**over, "status": CLOSED, "ended_at": writing.at, "next_at": None}
        who = supervising(writing.rows, writing.at, row, but=row["worker"])
        again = to_act(row, writing.at, self._settings)
        given: dict[str, Value] = {"status": TAKEN if who else NEW, "worker": who, "next_at": again}
        return {**over, **given, "ended_at": None, "reopened": row["reopened"] + 1}


def _last_word(writing: Writing, request: str) -> Row | None:
    last = "select * from words where request = ? and taken_back_at is null order by at desc, rowid desc limit 1"
    found = writing.rows(last, (request,))
    return found[0] if found else None


def _check_number(writing: Writing, row: Row) -> None:
    """Its number is kept free for ninety days; after that another one may have it. Raises AlreadyEnded."""
    taken = "select 1 from requests where number = ? and id <> ? and submitted_at is not null and ended_at is null"
    if writing.rows(taken, (row["number"], row["id"])):
        raise AlreadyEnded(row["id"], row["status"])


def _name_old_ends(writing: Writing) -> None:
    """What version 0.1.0 ended as done, without asking anybody, is called closed."""
    for each in writing.rows("select id from requests where status = 'done' and ended_at is not null"):
        writing.update("requests", each["id"], {"status": CLOSED})
