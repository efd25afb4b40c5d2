"""The ledger: answers written down and taken back, and the check that every share has to pass."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from casework.access import Reader, acts
from casework.belonging import attach
from casework.clock import Clock, as_time, written
from casework.consents import asking, overriding
from casework.consents.entry import SELF, Asked, Consent, Subject, check_entry, consent_of, fields_of
from casework.consents.errors import ConsentMissing, GuardianMissing, NotInTheLedger
from casework.consents.file import ConsentFile, Entry, consent_file, entries_for, name_of, voice_of
from casework.consents.purposes import KEEP, PHOTO
from casework.consents.purposes import purpose as known_purpose
from casework.consents.reach import may_ask
from casework.consents.reading import entries_of, reading, standing_of, subject_of
from casework.consents.renewing import ending
from casework.consents.standing import Standing
from casework.errors import NoSuchPerson
from casework.history import CONSENT_ANSWERED, CONSENT_HEARD, CONSENT_WITHDRAWN, GUARDIAN_NAMED, KIOSK
from casework.persons.opening import opened
from casework.persons.whose import whose
from casework.recordings import Recordings
from casework.store import Store
from casework.takebacks.sending import note_sent
from casework.writing import Value, Writing

ANSWER = "answer"
"""The kind of sending: a yes or a no that a person said at the screen."""


@dataclass(frozen=True)
class Grounds:
    """On what something was done."""

    consents: tuple[str, ...]
    """Ids of the entries."""
    override: str | None = None


class Consents:
    """The ledger of this station."""

    def __init__(self, store: Store, recordings: Recordings, clock: Clock) -> None:
        self._store = store
        self._recordings = recordings
        self._clock = clock

    def answer(
        self,
        subject: Subject,
        purpose: str,
        answer: bool,
        asked: Asked,
        *,
        to: str | None = None,
        days: int | None = None,
        recording: str | None = None,
        once: str | None = None,
        session: str | None = None,
    ) -> str:
        """Write an answer down, a refusal too; its id. ``recording``: the finished recording of how it was said.

        ``session``: the visit in which a person answered at the screen, who may take the answer back for a while.

        A yes holds for as long as its purpose says, or ``days``. The same ``once`` again writes nothing.
        Raises as ``check_entry``, NoSuchPerson, NoSuchRequest, NoSuchAsk, RecordingMissing, RecordingDamaged.
        """
        check_entry(subject, purpose, to, answer, asked, heard=recording is not None)
        kept = self._recordings.about(recording) if recording else None
        lasts = known_purpose(purpose).days if days is None else days

        def work(writing: Writing) -> str:
            if once and writing.row("consents", once):
                return once
            own = subject_of(writing.rows, subject.person, subject.request)
            _may_write(writing, asked.worker, own)
            until = written(as_time(writing.at) + timedelta(days=lasts)) if answer and lasts else None
            told = fields_of(own, purpose, to, answer, asked, until)
            entry = writing.insert("consents", {**({"id": once} if once else {}), **told, "at": writing.at})
            if kept:
                attach(writing, kept, "consents", entry, "consent")
            if asked.ask:
                asking.open_ask(writing, asked.ask)
                writing.update("asks", asked.ask, {"ended_at": writing.at, "outcome": "yes" if answer else "no"})
            if asked.worker is None:
                note_sent(writing, ANSWER, entry, own.person, session)
            return entry

        return self._store.write(asked.worker or KIOSK, CONSENT_ANSWERED, work)

    def take_back(self, entry: str, asked: Asked, *, recording: str | None = None) -> str:
        """The person, or the guardian, withdraws a yes; from the moment this returns nothing rests upon it.

        The id of the new entry; again, or for a refusal, the same one. Raises NotInTheLedger, as ``answer``.
        """
        kept = self._recordings.about(recording) if recording else None

        def work(writing: Writing) -> str:
            row = writing.row("consents", entry)
            if row is None:
                raise NotInTheLedger(entry)
            old = consent_of(row)
            _may_write(writing, asked.worker, Subject(old.person, old.request))
            new, fresh = _withdraw(writing, old, asked)
            if kept and fresh:
                attach(writing, kept, "consents", new, "consent")
            return new

        return self._store.write(asked.worker or KIOSK, CONSENT_WITHDRAWN, work)

    def unanswer(self, writing: Writing, entry: str) -> None:
        """The person had not meant that answer: a yes holds no more, and a question waits to be asked again.

        Inside somebody's transaction. Raises NotInTheLedger.
        """
        row = writing.row("consents", entry)
        if row is None:
            raise NotInTheLedger(entry)
        old = consent_of(row)
        if old.answer:
            _withdraw(writing, old, Asked(row["words"], row["edition"], row["language"], row["asked_how"]))
        if row["ask"]:
            asking.reopen(writing, row["ask"])

    def allowed(self, person: str | None, purpose: str, to: str | None = None, *, request: str | None = None) -> bool:
        """Whether it may be done now. Raises NoSuchPerson, NoSuchRequest, UnknownWord."""
        return self.standing(person, purpose, to, request=request).allowed

    def standing(
        self, person: str | None, purpose: str, to: str | None = None, *, request: str | None = None
    ) -> Standing:
        """Whether it may be done now, on which entries, and what is lacking. Raises as ``allowed``."""
        known_purpose(purpose)
        with self._store.read() as database:
            find = reading(database)
            return standing_of(find, subject_of(find, person, request), purpose, to, self._clock())

    def require(
        self,
        writing: Writing,
        person: str | None,
        purpose: str,
        to: str | None = None,
        override: str | None = None,
        *,
        request: str | None = None,
    ) -> Grounds:
        """Go on only with consent, or with an override that a second person has agreed to; on what it rests.

        Called inside the transaction of what needs it, so that nothing slips between. An override is used up only
        where consent is missing. Raises ConsentMissing, OverrideNotValid, NoSuchOverride, NoSuchPerson,
        NoSuchRequest.
        """
        return require(writing, person, purpose, to, override, request=request)

    def ledger(self, person: str | None = None, request: str | None = None) -> tuple[Consent, ...]:
        """Every entry of a person, or of one request, the newest first. Raises NoSuchPerson, NoSuchRequest."""
        with self._store.read() as database:
            find = reading(database)
            found = entries_of(find, subject_of(find, person, request) if person else Subject(None, request))
        return tuple(reversed(found))

    def in_force(self, person: str) -> tuple[Consent, ...]:
        """What this person has allowed and may take back, the newest first; what sending a request meant is not it.

        Raises NoSuchPerson.
        """
        newest: dict[tuple[str, str | None, str | None], Consent] = {}
        for each in reversed(self.ledger(person)):
            if each.giver == SELF:
                newest[each.purpose, each.to, each.request] = each
        held = [each for each in newest.values() if each.holds(self._clock()) and each.purpose != KEEP]
        return tuple(sorted(held, key=lambda each: each.at, reverse=True))

    def photo_of(self, person: str) -> str | None:
        """Id of the person's photograph, wherever it is shown outside the file: only while there is a yes to that.

        Raises NoSuchPerson.
        """
        with self._store.read() as database:
            find = reading(database)
            own = subject_of(find, person, None)
            if not standing_of(find, own, PHOTO, None, self._clock()).allowed:
                return None
            found = find("select picture from persons where id = ?", (own.person,))
        return found[0]["picture"] if found else None

    def receiver_name(self, to: str) -> str:
        """The name of who may have something: a partner, a worker or a village; as it was written where none is."""
        with self._store.read() as database:
            return name_of(reading(database), to)

    def file(self, reader: Reader, person: str) -> ConsentFile:
        """Everything about one person's consent. Raises NoSuchPerson, also for what is not for these eyes."""
        with self._store.read() as database:
            return consent_file(database, reader, person)

    def ending(self, reader: Reader) -> tuple[Entry, ...]:
        """Every yes that runs out soon, of those whom this reader may see, the soonest first."""
        with self._store.read() as database:
            found = {each["id"]: each["person"] for each in ending(reading(database), self._clock())}
            told: list[Entry] = []
            for person in dict.fromkeys(found.values()):
                with suppress(NoSuchPerson):
                    own = opened(database, reader, person)
                    told += [each for each in entries_for(database, reader, own) if each.consent.id in found]
        return tuple(sorted(told, key=lambda each: each.consent.until or each.consent.at))

    def hear(self, reader: Reader, person: str, recording: str, *, begins: bool = True) -> bytes:
        """How somebody said yes or no, as wav; with ``begins`` it is written down first that this one listens.

        Raises NotAllowed, NoSuchPerson, RecordingMissing, RecordingDamaged.
        """
        with self._store.read() as database:
            entry = voice_of(database, reader, person, recording)
        wav = self._recordings.read(recording)
        if begins:
            told: dict[str, Value] = {"consent": entry, "recording": recording, "worker": reader.worker}
            self._store.write(
                reader.worker,
                CONSENT_HEARD,
                lambda writing: writing.insert("consent_hearings", {**told, "at": writing.at}),
            )
        return wav

    def name_guardian(self, worker: str, person: str, name: str, guardian: str | None = None) -> str:
        """From now on this guardian has to agree as well; the id. ``guardian``: their own file, where they have one.

        Raises GuardianMissing, NoSuchPerson, NotAllowed.
        """
        if not name.strip():
            raise GuardianMissing
        fields: dict[str, Value] = {"person": person, "guardian": guardian, "name": name.strip()}

        def work(writing: Writing) -> str:
            told = {**fields, "person": whose(writing, worker, acts.ASK_CONSENT, person)}
            return writing.insert("guardians", {**told, "at": writing.at})

        return self._store.write(worker, GUARDIAN_NAMED, work)


def _withdraw(writing: Writing, old: Consent, asked: Asked) -> tuple[str, bool]:
    """The entry from which on nothing rests upon that yes, and whether it is a new one."""
    subject = Subject(old.person, old.request)
    check_entry(subject, old.purpose, old.to, False, asked)
    alike = (old.purpose, old.to, old.request, asked.giver)
    entries = entries_of(writing.rows, subject)
    same = [each for each in entries if (each.purpose, each.to, each.request, each.giver) == alike]
    if same and not same[-1].answer:
        return same[-1].id, False
    told = fields_of(subject, old.purpose, old.to, False, asked, None)
    return writing.insert("consents", {**told, "taken_back": 1, "at": writing.at}), True


def _may_write(writing: Writing, worker: str | None, subject: Subject) -> None:
    """What a worker writes down is about somebody within their reach; a person at the screen answers alone."""
    if worker is not None:
        may_ask(writing, worker, subject)


def require(
    writing: Writing,
    person: str | None,
    purpose: str,
    to: str | None = None,
    override: str | None = None,
    *,
    request: str | None = None,
) -> Grounds:
    """What ``Consents.require`` does, for rooms of the record that write themselves."""
    known_purpose(purpose)
    subject = subject_of(writing.rows, person, request)
    now = standing_of(writing.rows, subject, purpose, to, as_time(writing.at))
    if now.allowed:
        return Grounds(tuple(each.id for each in now.grounds))
    if override is None:
        raise ConsentMissing(purpose, to, now.lacking)
    used = overriding.use(writing, override, subject, purpose, to)
    return Grounds((), used.id)
