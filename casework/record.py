"""What both apps hold: the record as one object; every rule has its own room."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from sqlite_utils import Database

from casework.absences.absences import Absences
from casework.access.acts import READ_AUDIT
from casework.access.giving import Giving
from casework.access.reader import Reader, reader_of
from casework.alarms.alarms import MORE, Alarms
from casework.alarms.raising import Watch
from casework.answers import Answers
from casework.calls.book import CallBook
from casework.calls.callbacks import CALL_BACK, CallBacks
from casework.calls.invitations import LINK, Invitations
from casework.calls.opening import Opening
from casework.calls.rota import Rota
from casework.cards import Cards
from casework.casefile import RequestFile, case_file
from casework.chain.chain import Chain
from casework.checkins import CheckIns
from casework.childtimes import ChildTimes
from casework.circles.circles import Circles
from casework.clock import Clock, utc_now, written
from casework.consents.asking import Asks
from casework.consents.ledger import ANSWER, Consents
from casework.consents.objecting import Objections
from casework.consents.overriding import Overrides
from casework.duties.duties import Duties
from casework.duties.rules import rules
from casework.errors import NoSuchWorker, RecordingDamaged, RecordingMissing
from casework.factors.factors import Factors
from casework.factors.resets import Resets
from casework.figures.figures import Figures
from casework.finding import found_by
from casework.history import RECOVERED, STATION, Happened, acts_before
from casework.key import key_for
from casework.letters.films import Films
from casework.letters.letters import Letters
from casework.life.life import WORD, Life
from casework.persons.people import People
from casework.pictures.pictures import Pictures
from casework.plans.plans import Plans
from casework.queue import Waiting
from casework.quiet import Quiet
from casework.readings import Readings
from casework.recordings import Kept, Recordings
from casework.referrals.links import Links
from casework.referrals.looking import Looking
from casework.referrals.partners import Partners
from casework.referrals.receiving import Receiving
from casework.referrals.referrals import Referrals
from casework.reports.hiding import journal_for
from casework.reports.reports import Reports
from casework.requests import REQUEST, Requests
from casework.settings import RecordSettings
from casework.signs import Signs
from casework.status import DRAFT, Receipt, Status
from casework.store import Store
from casework.takebacks import TakeBacks
from casework.telling import queue
from casework.tidings import Tidings
from casework.tidings.kinds import LETTER
from casework.tokens import Tokens, shipped_tokens
from casework.training.training import Training
from casework.turns import Turns
from casework.twins import Twin, twins_of
from casework.views import Views
from casework.visits.visit import NOT_TODAY
from casework.visits.visits import Visits
from casework.voicing import Voicing
from casework.workers import Workers
from casework.writing import Value, Writing
from content.danger import dangers


@dataclass(frozen=True)
class News:
    """What changed since somebody last looked."""

    version: int
    """To be given to ``since`` the next time."""
    requests: tuple[str, ...]
    """Ids of sent requests that were touched."""


class Record:
    """The record of one station, opened by one process."""

    def __init__(
        self,
        store: Store,
        recordings: Recordings,
        pictures: Pictures,
        films: Films,
        settings: RecordSettings,
        tokens: Tokens | None = None,
        clock: Clock = utc_now,
        watch: Watch = dangers,
    ) -> None:
        self.store = store
        self.recordings = recordings
        self.pictures = pictures
        self.settings = settings
        self.clock = clock
        tokens = tokens or shipped_tokens()
        self.requests = Requests(store, recordings, settings, tokens, clock, watch)
        self.alarms = Alarms(store, settings, clock, watch)
        self.workers = Workers(store, settings, clock)
        self.factors = Factors(store, settings, clock)
        self.resets = Resets(store, clock)
        self.training = Training(store, clock)
        self.giving = Giving(store)
        self.people = People(store, settings, clock)
        self.cards = Cards(store, tokens)
        self.signs = Signs(store, settings, clock)
        self.tidings = Tidings(store)
        self.readings = Readings(store, clock)
        self.turns = Turns(store)
        self.voicing = Voicing(store)
        self.plans = Plans(store, clock)
        self.visits = Visits(store, settings, clock)
        self.letters = Letters(store, recordings, films, settings, clock)
        self.duties = Duties(store, rules(settings, self.requests), clock)
        self.consents = Consents(store, recordings, clock)
        self.asks = Asks(store, clock)
        self.overrides = Overrides(store, clock)
        self.objections = Objections(store, self.requests, self.overrides)
        self.invitations = Invitations(store, clock)
        self.calls = CallBook(store, self.requests)
        self.circles = Circles(store)
        self.rota = Rota(store, settings, clock)
        self.call_backs = CallBacks(store, settings, clock)
        self.partners = Partners(store)
        self.referrals = Referrals(store, clock)
        self.handing = Looking(store, clock)
        self.receiving = Receiving(store, recordings, clock)
        self.links = Links(store, recordings, clock)
        self.checkins = CheckIns(store, settings, clock)
        self.child_times = ChildTimes(store, settings, clock)
        self.opening = Opening(store, clock)
        self.quiet = Quiet(store, settings, clock)
        self.views = Views(store)
        self.absences = Absences(store)
        self.life = Life(store, settings)
        ways = {
            REQUEST: self.requests.withdraw,
            NOT_TODAY: self.visits.as_it_was,
            WORD: self.life.unsay,
            CALL_BACK: self.call_backs.unbook,
            ANSWER: self.consents.unanswer,
            LETTER: self.letters.take_back,
            LINK: self.invitations.take_back,
        }
        self.takebacks = TakeBacks(store, settings, clock, ways)
        self.reports = Reports(store, clock)
        self.figures = Figures(store, settings, clock)
        answers = Answers(store, settings, watch)
        self.take = answers.take
        self.listened = answers.listened
        self.note = answers.note
        self.reply = answers.reply
        self.plan_visit = answers.plan_visit
        self.name_person = answers.name_person
        store.write(STATION, "station opened", self._name_village)
        store.write(STATION, "names spelled", self.people.learn_sounds)

    @classmethod
    def open(
        cls,
        settings: RecordSettings,
        tokens: Tokens | None = None,
        clock: Clock = utc_now,
        watch: Watch = dangers,
    ) -> Record:
        """Open the record, made on the first day together with its key.

        ``watch`` finds words of danger; the shipped rules, unless a place has laid its own over them.

        Raises KeyMissing, KeyUnsafe, KeyInsideData, KeyDamaged, WrongKey, RecordFull, RecordBroken.
        """
        key = key_for(settings.path, settings.key_file)
        chain = Chain.beside(settings.key_file, settings.station)
        store = Store(settings.path, key, settings.station, clock, chain)
        try:
            recordings = Recordings(settings.recordings, key, settings.longest_recording, settings.spare_room)
            pictures = Pictures(store, settings.pictures, key, settings.spare_room)
            films = Films(settings.films, key, settings.spare_room)
            return cls(store, recordings, pictures, films, settings, tokens, clock, watch)
        except BaseException:
            store.close()
            raise

    def close(self) -> None:
        """Write what waits and let go of the files. Idempotent."""
        self.store.close()

    def __enter__(self) -> Record:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def reader(self, worker: str) -> Reader:
        """That worker as one who reads: what this one may do and see. Raises NoSuchWorker."""
        with self.store.read() as database:
            found = list(database.query("select * from workers where id = ?", [worker]))
        if not found:
            raise NoSuchWorker(worker)
        return reader_of(found[0], written(self.clock()))

    def queue(self, reader: Reader, worker: str | None = None, ended: bool = False) -> list[Waiting]:
        """What waits for somebody to act and this reader may see, the most urgent first.

        ``worker`` leaves only what that one took. With ``ended`` the newest ended requests follow (at most 500).
        """
        with self.store.read() as database:
            return queue(database, reader, self.clock(), worker, ended)

    def receipt(self, draft: str) -> Receipt | None:
        """The receipt of a request that was sent; None while it is a draft. Raises NoSuchRequest."""
        return self.requests.submit(draft) if self.requests.look(draft).status != DRAFT else None

    def found(self, reader: Reader, sought: str) -> frozenset[str]:
        """Ids of the requests that fit what is looked for, among those the reader may see."""
        with self.store.read() as database:
            return found_by(database, reader, sought)

    def twins(self, request: str, reader: Reader) -> tuple[Twin, ...]:
        """What may be the same request asked twice, among those the reader may see."""
        with self.store.read() as database:
            return twins_of(database, reader, request)

    def has_reply(self, reply: str | None) -> bool:
        """Whether that answer is kept already."""
        with self.store.read() as database:
            return reply is not None and bool(list(database.query("select 1 from replies where id = ?", [reply])))

    def status(self, request: str) -> Status:
        """What became of a request, as its person is told. Raises NoSuchRequest."""
        return self.requests.status(request)

    def request(self, request: str, reader: Reader) -> RequestFile:
        """The whole file of a sent request. Raises NoSuchRequest, also for what is not for this reader's eyes."""
        with self.store.read() as database:
            return case_file(database, request, reader)

    def may_open(self, request: str, reader: Reader) -> bool:
        """Whether there is a sent request of that id for this reader's eyes."""
        sees = reader.sees_requests()
        asked = f"select 1 from requests where id = ? and status <> 'draft' and {sees.sql}"  # noqa: S608 - a Reader's clause
        with self.store.read() as database:
            return bool(list(database.query(asked, [request, *sees.values])))

    def acts(self, reader: Reader, before: int | None, most: int) -> tuple[list[Happened], int | None]:
        """Who did what, the newest first, at most so many; and where the older ones begin. Raises NotAllowed."""
        reader.require(READ_AUDIT)
        with self.store.read() as database:
            readable = journal_for(reader)
            return acts_before(database, before, most, readable.sql, readable.values)

    def version(self) -> int:
        """Grows with every change to any request; one indexed read."""
        with self.store.read() as database:
            return _version(database)

    def since(self, version: int, reader: Reader) -> News:
        """Which requests that this reader may see changed after that version; one indexed read when none did."""
        with self.store.read() as database:
            now = _version(database)
            if now == version:
                return News(now, ())
            seen = reader.sees_requests()
            found = database.query(
                f"""select distinct journal.request from journal join requests on requests.id = journal.request
                    where journal.id > ? and requests.status <> 'draft' and {seen.sql}""",  # noqa: S608 - a Reader's clause
                [version, *seen.values],
            )
            return News(now, tuple(each["request"] for each in found))

    def recover(self) -> Sequence[Kept]:
        """After a start: finish interrupted recordings and give those that no row names back to their drafts."""
        self.recordings.recover()
        return [kept for kept in map(self._give_back, self._unnamed()) if kept is not None]

    def purge(self) -> int:
        """Forget drafts that nobody came back to, letters too, and recordings of nothing; how many drafts."""
        purged = self.requests.purge() + self.letters.purge()
        now = self.clock()
        oldest = timedelta(hours=self.settings.kept_draft_hours).total_seconds()
        for name in self._unnamed():
            with suppress(RecordingMissing):  # another process was quicker
                if self.recordings.age(name, now.timestamp()) > oldest:
                    self.recordings.discard(name)
        self.pictures.tidy(now.timestamp(), oldest)
        self.letters.tidy(now.timestamp(), oldest)
        return purged

    def _unnamed(self) -> list[str]:
        names = list(self.recordings.names())  # listed first: a file named by a row meanwhile is found in the rows
        with self.store.read() as database:
            named = {each["id"] for each in database.query("select id from recordings")}
        return [each for each in names if each not in named]

    def _give_back(self, name: str) -> Kept | None:
        """Attach a recording to the draft it was begun for, unless that has a later one already."""
        try:
            kept = self.recordings.about(name)
        except (RecordingMissing, RecordingDamaged):
            return None
        if kept.kind == LETTER:
            return kept if self.letters.recover(kept) else None

        def work(writing: Writing) -> bool:
            row = writing.row("requests", kept.draft or "")
            if row is None or (row["status"] == DRAFT) == (kept.kind == MORE):
                return False
            has = "select 1 from recordings where id = ? or (request = ? and kind = ? and kind <> ?)"
            if writing.rows(has, (name, kept.draft, kept.kind, MORE)):
                return False
            fields: dict[str, Value] = {"id": name, "request": kept.draft, "kind": kept.kind, "seconds": kept.seconds}
            writing.insert("recordings", {**fields, "at": writing.at})
            return True

        return kept if self.store.write(STATION, RECOVERED, work) else None

    def _name_village(self, writing: Writing) -> None:
        told = {"name": self.settings.village}
        if writing.row("villages", self.settings.station) is None:
            writing.insert("villages", {"id": self.settings.station, **told})
        else:
            writing.update("villages", self.settings.station, told)


def _version(database: Database) -> int:
    found = list(
        database.query("select max(id) as newest from journal indexed by journal_news where request is not null")
    )
    return int(found[0]["newest"] or 0)
