"""What can go wrong with the record, each cause with its own message; nothing is checked or repaired here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path


class CaseworkError(Exception):
    """Base of everything that the record refuses or cannot do."""


class KeyMissing(CaseworkError):
    """The record exists but its key does not: never answered by making a new key."""

    def __init__(self, key_file: Path, record: Path) -> None:
        super().__init__(
            f"the key {key_file} is missing, and without it {record} cannot be read. Bring the key back from its "
            f"backup (32 bytes, mode 0600); no new key is made, because it could not open this record"
        )


class KeyUnsafe(CaseworkError):
    """The key file may be read by others."""

    def __init__(self, key_file: Path, mode: int) -> None:
        super().__init__(
            f"the key {key_file} may be read by others (mode {mode:04o}); run: chmod 600 '{key_file}', and see that "
            f"it belongs to the user who runs the station"
        )


class KeyInsideData(CaseworkError):
    """The key would be copied together with what it locks."""

    def __init__(self, key_file: Path, data: Path) -> None:
        super().__init__(
            f"the key {key_file} lies inside the data folder {data}, so that whoever copies the folder can read it; "
            f"move it outside, for example beside the folder as {data}.key"
        )


class KeyDamaged(CaseworkError):
    """The key file does not hold a key."""

    def __init__(self, key_file: Path, size: int) -> None:
        super().__init__(f"the key {key_file} holds {size} bytes instead of 32; bring it back from its backup")


class WrongKey(CaseworkError):
    """The key opens something else, or the record is no record."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} does not open with this key: the key belongs to another record, or the file is broken"
        )


class RecordFull(CaseworkError):
    """The disk has no room; nothing of what was asked for is kept."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"no room left on the disk of {path}: nothing was kept half; make room and try again")


class RecordBroken(CaseworkError):
    """The disk or the file failed; nothing of what was asked for is kept."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(f"{path} could not be written or read ({detail}): check the disk, then `xiangban check`")


class RecordBusy(CaseworkError):
    """Another process held the record for too long."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} was held by another process for too long; try again")


class RecordClosed(CaseworkError):
    """Somebody writes or reads after the end."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is closed already")


class WritingInsideWriting(CaseworkError):
    """A job of the writer asked the writer to write, and would wait for itself."""

    def __init__(self) -> None:
        super().__init__("use the Writing you were given instead of Store.write inside a write")


class UnknownTable(CaseworkError):
    """A table that no migration made."""

    def __init__(self, table: str, known: Iterable[str]) -> None:
        super().__init__(f"no table {table!r} to write to; there are: {', '.join(sorted(known))}")


class UnknownColumn(CaseworkError):
    """A field that no migration made."""

    def __init__(self, table: str, columns: Iterable[str], known: Iterable[str]) -> None:
        super().__init__(f"{table} has no field {', '.join(sorted(columns))}; there are: {', '.join(sorted(known))}")


class NoSuchRow(CaseworkError):
    """A row that is to be changed does not exist."""

    def __init__(self, table: str, row: str) -> None:
        super().__init__(f"{table} has no row {row!r}")


class RowRefused(CaseworkError):
    """A rule of the tables (unique, foreign key, type) forbids this row."""

    def __init__(self, detail: str) -> None:
        super().__init__(f"the record refuses this row: {detail}")


class NaiveTime(CaseworkError):
    """A time without a zone, which nobody can place."""

    def __init__(self, when: datetime) -> None:
        super().__init__(f"{when.isoformat()} has no time zone; give an aware datetime")


class BadSettings(CaseworkError):
    """Every mistake in the settings of the record, all at once."""

    def __init__(self, mistakes: Iterable[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(
            "the record's settings have mistakes:\n" + "\n".join(f"  - {each}" for each in self.mistakes)
        )


class RecordingMissing(CaseworkError):
    """No stored recording has that name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no recording {name[:70]!r}")


class RecordingDamaged(CaseworkError):
    """A stored recording is cut short, altered, or locked with another key."""

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(f"the recording {name[:70]} cannot be played: {detail}")


class EmptyRecording(CaseworkError):
    """Nothing was recorded at all."""

    def __init__(self) -> None:
        super().__init__("nothing was recorded; nothing was kept")


class RecordingOver(CaseworkError):
    """Sound arrives for a recording that is finished or thrown away."""

    def __init__(self) -> None:
        super().__init__("this recording is finished or thrown away; begin a new one")


class NoSuchRequest(CaseworkError):
    """No such request, or it is a draft that was thrown away."""

    def __init__(self, request: str) -> None:
        super().__init__(f"there is no request {request!r}; a draft may have been thrown away")


class NotADraft(CaseworkError):
    """It was sent already and cannot be changed as a draft."""

    def __init__(self, request: str, status: str) -> None:
        super().__init__(
            f"request {request!r} was sent already (now {status}); a draft can be changed, a request not"
        )


class TooLateToTakeBack(CaseworkError):
    """The time in which a person may take a request back is over."""

    def __init__(self, request: str, minutes: int) -> None:
        super().__init__(f"request {request!r} was sent more than {minutes} minutes ago; ask the worker to close it")


class AlreadyTaken(CaseworkError):
    """Another worker acts on it already."""

    def __init__(self, request: str, worker: str) -> None:
        self.worker = worker
        super().__init__(f"request {request!r} was taken by {worker} already")


class AlreadyEnded(CaseworkError):
    """It is closed or taken back; nobody acts on it any more."""

    def __init__(self, request: str, status: str) -> None:
        self.status = status
        super().__init__(f"request {request!r} is {status}; nothing more can be done with it")


class UnknownWord(CaseworkError):
    """A category, outcome, mode or kind that the record does not know."""

    def __init__(self, what: str, word: object, known: Iterable[str]) -> None:
        super().__init__(f"no {what} {word!r}; there are: {', '.join(known)}")


class NothingSaid(CaseworkError):
    """A note or reply without words."""

    def __init__(self, what: str) -> None:
        super().__init__(f"a {what} needs words")


class NumbersExhausted(CaseworkError):
    """Every four-digit number belongs to a live request."""

    def __init__(self) -> None:
        super().__init__("all four-digit numbers belong to open requests; close some")


class NoSuchWorker(CaseworkError):
    """No worker with that id."""

    def __init__(self, worker: str) -> None:
        super().__init__(f"there is no worker {worker!r}")


class NoSuchPerson(CaseworkError):
    """No person with that id."""

    def __init__(self, person: str) -> None:
        super().__init__(f"there is no person {person!r}")


class SignInRefused(CaseworkError):
    """Login and password do not belong together; which of the two is never said."""

    def __init__(self) -> None:
        super().__init__("login or password is wrong")


class LockedOut(CaseworkError):
    """Too many wrong tries."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__(f"too many wrong tries; try again after {until.isoformat(timespec='minutes')}")


class CodeRefused(CaseworkError):
    """The one-time code is wrong or used."""

    def __init__(self) -> None:
        super().__init__("this code is wrong or was used already; ask for a new one")


class LoginTaken(CaseworkError):
    """Two workers cannot share a login."""

    def __init__(self, login: str) -> None:
        super().__init__(f"the login {login!r} belongs to somebody already")


class BadEnrolment(CaseworkError):
    """Name, login or password cannot be used; every reason at once."""

    def __init__(self, mistakes: Iterable[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("; ".join(self.mistakes))


class NotASupervisor(CaseworkError):
    """Only a supervisor may do this."""

    def __init__(self, worker: str) -> None:
        super().__init__(f"{worker} is no supervisor; ask one")


class NothingToBelongTo(CaseworkError):
    """A recording is to belong to a row that does not exist."""

    def __init__(self, table: str, row: str) -> None:
        super().__init__(f"a recording cannot belong to {row!r} of {table}, which has no such row")


class EndsInItself(CaseworkError):
    """A duplicate must name another request, one that goes on or was there before."""

    def __init__(self, number: str) -> None:
        super().__init__(f"{number} cannot stand for itself; name the number of the request that goes on for it")


class NotAskedEnough(CaseworkError):
    """Nobody may give up asking before somebody has gone and asked."""

    def __init__(self, number: str) -> None:
        super().__init__(f"{number}: nobody has gone and asked the person yet; only then may it end unanswered")


class NotReversible(CaseworkError):
    """An end that only the person may change."""

    def __init__(self, request: str, status: str) -> None:
        super().__init__(f"request {request} is {status}; that was the person's own word, and no worker changes it")


class NotAWord(CaseworkError):
    """Not what a person can say about a request."""

    def __init__(self, answer: str, how: str) -> None:
        super().__init__(
            f"a person says 'good' or 'not yet' by touch, digit, speech, or to a worker; not {answer!r} by {how!r}"
        )
