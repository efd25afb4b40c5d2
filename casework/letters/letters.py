"""The letters of this station: spoken, sent, taken back, received, heard; who may is asked each time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from casework.belonging import attach
from casework.calls.approval import is_approved, require_approved
from casework.clock import Clock, as_time, written
from casework.connection import Row
from casework.consents.reading import reading
from casework.errors import AlreadyEnded
from casework.history import KIOSK, RECOVERED, STATION
from casework.letters.errors import NoSuchLetter, NothingSpoken, TooManyLetters
from casework.letters.filling import TABLE, emptied, fill, forgotten, is_filled
from casework.letters.films import Films
from casework.letters.letter import IN, LETTERS, OUT, Film, Letter, letter_of
from casework.persons.resolving import resolve
from casework.recordings import Kept, Recordings
from casework.settings import RecordSettings
from casework.store import Store
from casework.takebacks import note_sent
from casework.tidings.kinds import LETTER
from casework.tidings.tidings import add, take_off
from casework.writing import Writing

BEGUN, SPOKEN, SENT, DROPPED = "letter begun", "letter spoken", "letter sent", "letter dropped"
ARRIVED, HEARD = "letter arrived", "letter heard"
LONGEST = 120.0
"""Seconds of a letter, from either end."""
NEARLY_FULL = 20.0
"""Seconds before the end at which whoever speaks is told."""
LONGEST_FILM = 60.0
"""Seconds of one with a picture."""
LARGEST_FILM = 16 * 1024 * 1024
"""Bytes; a minute as phones record it at the size that is asked for is about six million."""
MOST_A_DAY = 20
"""Letters from one relative; a disk is not filled from outside."""


class Letters:
    """Voice letters between the people of this station and those whom they approved."""

    def __init__(
        self, store: Store, recordings: Recordings, films: Films, settings: RecordSettings, clock: Clock
    ) -> None:
        self.films = films
        self._store = store
        self._recordings = recordings
        self._hours = settings.kept_draft_hours
        self._clock = clock

    def begin(self, person: str, relation: str) -> str:
        """A letter to that relative which is not spoken yet, or the one that was begun before; its id.

        Raises NoSuchRelation (also for somebody else's), MayNotCall, ConsentMissing.
        """

        def work(writing: Writing) -> str:
            row = self._own(writing, person, relation)
            begun = writing.rows(
                "select id from letters where relation = ? and way = ? and kept_at is null", (relation, OUT)
            )
            if begun:
                return str(begun[0]["id"])
            told = {"person": row["person"], "relation": relation, "way": OUT, "begun_at": writing.at}
            return writing.insert(TABLE, told)

        return self._store.write(KIOSK, BEGUN, work)

    def speak(self, letter: str, spoken: str | Film) -> None:
        """That recording (its name) or film is the letter, in place of an earlier one.

        Raises NoSuchLetter, RecordingMissing.
        """
        kept = self._known(spoken)

        def work(writing: Writing) -> list[str]:
            _draft(writing, letter)
            old = [each for each in emptied(writing, letter) if each != _name(spoken)]
            fill(writing, letter, kept)
            return old

        self._remove(self._store.write(KIOSK, SPOKEN, work))

    def recover(self, kept: Kept) -> bool:
        """Give a recording that a power cut interrupted back to the letter it was begun for, if that has none."""

        def work(writing: Writing) -> bool:
            row = writing.row(TABLE, kept.draft or "")
            has = "select 1 from recordings where id = ? or (about_table = ? and about = ?)"
            if row is None or row["kept_at"] is not None or writing.rows(has, (kept.hash, TABLE, kept.draft)):
                return False
            attach(writing, kept, TABLE, row["id"], LETTER)
            return True

        return self._store.write(STATION, RECOVERED, work)

    def drop(self, letter: str) -> None:
        """The person does not want it: nothing of it stays. Does nothing once it is sent or gone."""

        def work(writing: Writing) -> list[str]:
            row = writing.row(TABLE, letter)
            return forgotten(writing, letter) if row is not None and row["kept_at"] is None else []

        self._remove(self._store.write(KIOSK, DROPPED, work))

    def send(self, letter: str, session: str | None = None) -> Letter:
        """It is for the relative from now on, and may be taken back. Again does nothing.

        Raises NoSuchLetter, NothingSpoken, and as ``begin``.
        """

        def work(writing: Writing) -> None:
            row = _live(writing, letter)
            if row["way"] != OUT:
                raise NoSuchLetter(letter)
            if row["kept_at"] is not None:
                return
            require_approved(writing, row["relation"])
            if not is_filled(writing, letter):
                raise NothingSpoken
            writing.update(TABLE, letter, {"kept_at": writing.at})
            note_sent(writing, LETTER, letter, row["person"], session)

        self._store.write(KIOSK, SENT, work)
        return self.get(letter)

    def take_back(self, writing: Writing, letter: str) -> None:
        """Inside somebody's transaction: it was never sent, and its sound belongs to nothing any more.

        The file goes with ``Record.purge``. Raises NoSuchLetter, AlreadyEnded (the other one has heard it).
        """
        row = writing.row(TABLE, letter)
        if row is None:
            raise NoSuchLetter(letter)
        if row["heard_at"] is not None:
            raise AlreadyEnded(letter, "heard")
        if row["taken_back_at"] is None:
            emptied(writing, letter)
            writing.update(TABLE, letter, {"taken_back_at": writing.at})

    def receive(self, letter: str, relation: str, spoken: str | Film) -> Letter:
        """A relative has spoken one for the person, who is told at the next visit. The same id again writes nothing.

        Raises NoSuchLetter (that id is another's), TooManyLetters, RecordingMissing, NoSuchRelation, MayNotCall,
        ConsentMissing.
        """
        kept = self._known(spoken)

        def work(writing: Writing) -> bool:
            row = require_approved(writing, relation)
            known = writing.row(TABLE, letter)
            if known is not None:
                if (known["relation"], known["way"]) != (relation, IN):
                    raise NoSuchLetter(letter)
                return False
            since = written(as_time(writing.at) - timedelta(days=1))
            today = "select count(*) as many from letters where relation = ? and way = ? and kept_at >= ?"
            if writing.rows(today, (relation, IN, since))[0]["many"] >= MOST_A_DAY:
                raise TooManyLetters(MOST_A_DAY)
            told = {"id": letter, "person": row["person"], "relation": relation, "way": IN}
            writing.insert(TABLE, {**told, "begun_at": writing.at, "kept_at": writing.at})
            fill(writing, letter, kept)
            add(writing, row["person"], LETTER, letter)
            return True

        if not self._store.write(f"guest:{relation}", ARRIVED, work):
            self._remove([_name(spoken)])
        return self.get(letter)

    def heard(self, letter: str, who: str) -> None:
        """The other one has heard it to its end; the first time counts. Raises NoSuchLetter."""

        def work(writing: Writing) -> None:
            row = _live(writing, letter)
            if row["kept_at"] is not None and row["heard_at"] is None:
                writing.update(TABLE, letter, {"heard_at": writing.at})
                take_off(writing, (LETTER,), letter)

        self._store.write(who, HEARD, work)

    def get(self, letter: str) -> Letter:
        """One letter that both may still hear. Raises NoSuchLetter."""
        found = self._found("letters.id = ?", letter)
        if not found:
            raise NoSuchLetter(letter)
        return found[0]

    def may_hear(self, letter: str) -> bool:
        """Whether there is such a letter between two whom the record lets talk."""
        return bool(self._found("letters.id = ?", letter))

    def between(self, relation: str) -> tuple[Letter, ...]:
        """Everything sent between a person and that relative, the newest first; nothing once they may not."""
        return tuple(self._found("letters.kept_at is not null and letters.relation = ?", relation))

    def of(self, person: str, *, everything: bool = False) -> tuple[Letter, ...]:
        """Every letter sent by and to that person, the newest first.

        ``everything``: those too that may not be heard just now, for the file that says what there is.
        """
        with self._store.read() as database:
            whose = resolve(database.query, person)
        return tuple(self._found("letters.kept_at is not null and letters.person = ?", whose, everything=everything))

    def draft(self, relation: str) -> Letter | None:
        """What was spoken for that relative and not sent; None without a voice in it."""
        found = self._found("letters.kept_at is null and letters.relation = ?", relation)
        return next((each for each in found if each.spoken), None)

    def purge(self) -> int:
        """Forget letters that nobody came back to send; how many."""
        before = written(self._clock() - timedelta(hours=self._hours))

        def work(writing: Writing) -> tuple[int, list[str]]:
            old = writing.rows("select id from letters where kept_at is null and begun_at < ?", (before,))
            return len(old), [name for each in old for name in forgotten(writing, each["id"])]

        purged, sounds = self._store.write(STATION, DROPPED, work)
        self._remove(sounds)
        return purged

    def _own(self, writing: Writing, person: str, relation: str) -> Row:
        row = require_approved(writing, relation)
        if resolve(writing.rows, row["person"]) != resolve(writing.rows, person):
            raise NoSuchLetter(relation)
        return row

    def _found(self, where: str, value: str, *, everything: bool = False) -> list[Letter]:
        now = self._clock()
        with self._store.read() as database:
            order = " order by coalesce(letters.kept_at, letters.begun_at) desc, letters.rowid desc"
            rows = list(database.query(LETTERS + where + order, [written(now), value]))
            find, whom = reading(database), {each["relation"]: each for each in rows}
            open_ones = {key for key, row in whom.items() if everything or is_approved(find, row, now)}
            return [letter_of(each) for each in rows if each["relation"] in open_ones]

    def tidy(self, now: float, oldest: float) -> None:
        """Remove films that no row names and that are older than so many seconds."""
        with self._store.read() as database:
            named = frozenset(each["id"] for each in database.query("select id from films"))
        self.films.tidy(named, now, oldest)

    def _known(self, spoken: str | Film) -> Kept | Film:
        return spoken if isinstance(spoken, Film) else self._recordings.about(spoken)

    def _remove(self, names: Sequence[str]) -> None:
        for each in names:  # recordings and films have names of one kind, and no two the same
            self._recordings.discard(each)
            self.films.discard(each)


def _live(writing: Writing, letter: str) -> Row:
    row = writing.row(TABLE, letter)
    if row is None or row["taken_back_at"] is not None:
        raise NoSuchLetter(letter)
    return row


def _draft(writing: Writing, letter: str) -> Row:
    row = _live(writing, letter)
    if row["kept_at"] is not None:
        raise NoSuchLetter(letter)
    return row


def _name(spoken: str | Film) -> str:
    return spoken.name if isinstance(spoken, Film) else spoken
