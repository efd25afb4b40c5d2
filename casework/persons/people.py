"""Persons as workers know them: a name, and as little more as helping needs; their requests are elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from casework.access import Reader, acts
from casework.clock import Clock
from casework.consents.entry import SELF
from casework.consents.errors import ConsentMissing
from casework.consents.ledger import require
from casework.consents.purposes import LIKENESS
from casework.consents.standing import NEVER_ASKED
from casework.errors import NoSuchPerson, NothingSaid, UnknownWord
from casework.history import Happened
from casework.persons.circumstances import Circumstances
from casework.persons.errors import BadYear, UnknownField
from casework.persons.file import PersonFile, person_file, similar_to
from casework.persons.finding import Sought, persons_by
from casework.persons.homes import Homes
from casework.persons.kinds import GONE
from casework.persons.merging import Merges
from casework.persons.opening import opened
from casework.persons.past import past
from casework.persons.person import PERSONS, person_of
from casework.persons.person import Person as Person
from casework.persons.pinyin import sounds
from casework.persons.relations import Relations
from casework.persons.resolving import resolve
from casework.persons.similar import Hint, Known
from casework.persons.watch import Watch
from casework.persons.whose import may, whose
from casework.settings import RecordSettings
from casework.store import Store
from casework.writing import Value, Writing

FIELDS = frozenset({"name", "born", "phone", "reach", "languages", "colour", "animal", "picture", "gone"})
"""What may be written into a file one by one; the household is changed by ``move``."""
OLDEST = 130
"""Years."""


class People:
    """The persons of this station."""

    def __init__(self, store: Store, settings: RecordSettings, clock: Clock) -> None:
        self._store = store
        self._village = village = settings.station
        self.relations = Relations(store)
        self.circumstances = Circumstances(store)
        self.homes = Homes(store, village)
        self.merges = Merges(store)
        self.watch = Watch(store, settings, clock)

    def add(self, name: str, who: str, household: str | None = None, once: str | None = None, **told: Value) -> str:
        """Write a person down; the id. ``household``: its name, made when new; ``told``: further fields of a file.

        ``once``: the id it shall get; the same one again writes nothing.
        Raises NothingSaid, BadYear, UnknownField, ConsentMissing (for a picture).
        """
        if not name.strip():
            raise NothingSaid("person's name")
        if told.get("picture"):  # nobody could have been asked yet
            raise ConsentMissing(LIKENESS, None, [f"{SELF}: {NEVER_ASKED}"])

        def work(writing: Writing) -> str:
            if once and writing.row("persons", once):
                return once
            may(writing, who, acts.WRITE_PERSONS)
            home = self.homes.named(writing, household)
            fields = {**checked({"name": name, **told}, writing.at), "village": self._village, "household": home}
            named: dict[str, Value] = {"id": once} if once else {}
            return writing.insert("persons", {**named, **fields, "created_at": writing.at})

        return self._store.write(who, "person added", work)

    def change(self, person: str, who: str, told: Mapping[str, Value]) -> None:
        """Correct or complete a file; a picture only with the person's yes to having it taken.

        Raises NoSuchPerson, NothingSaid, BadYear, UnknownField, UnknownWord, ConsentMissing.
        """

        def work(writing: Writing) -> None:
            fields = checked(told, writing.at)
            if "gone" in fields:
                fields["gone_at"] = writing.at if fields["gone"] else None
            own = whose(writing, who, acts.WRITE_PERSONS, person)
            if fields.get("picture"):
                require(writing, own, LIKENESS)
            writing.update("persons", own, fields)

        self._store.write(who, "person changed", work)

    def move(self, person: str, who: str, household: str | None) -> None:
        """Into the household of that name, made when new; None: into none. Raises NoSuchPerson."""

        def work(writing: Writing) -> None:
            home = self.homes.named(writing, household)
            writing.update("persons", whose(writing, who, acts.WRITE_PERSONS, person), {"household": home})

        self._store.write(who, "person moved", work)

    def get(self, person: str) -> Person:
        """The file, also by the id of one that was merged into it. Raises NoSuchPerson."""
        return self._found("persons.id = ?", self.resolve(person))[0]

    def resolve(self, person: str) -> str:
        """The file that stands for this one today. Raises NoSuchPerson."""
        with self._store.read() as database:
            return resolve(database.query, person)

    def named(self, part: str) -> list[Person]:
        """Everybody whose name contains that (LIKE: the trigram index finds no one- or two-character names)."""
        escaped = part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return self._found("persons.merged_into is null and persons.name like ? escape '\\'", f"%{escaped}%")

    def find(self, reader: Reader, sought: Sought) -> list[Person]:
        """Who fits, among those this reader may see."""
        with self._store.read() as database:
            return [person_of(each) for each in persons_by(database, reader, sought, PERSONS)]

    def file(self, reader: Reader, person: str) -> PersonFile:
        """The whole file. Raises NoSuchPerson, also for one that is not for this reader's eyes."""
        with self._store.read() as database:
            return person_file(database, reader, person)

    def past(self, reader: Reader, person: str) -> tuple[Happened, ...]:
        """Everything that was done with the file, the oldest first. Raises NoSuchPerson."""
        with self._store.read() as database:
            return past(database, reader, person)

    def may_open(self, reader: Reader, person: str) -> bool:
        """Whether there is a file of that id for this reader's eyes."""
        with self._store.read() as database:
            try:
                opened(database, reader, person)
            except NoSuchPerson:
                return False
            return True

    def similar(
        self, reader: Reader, name: str, born: int | None = None, phone: str | None = None
    ) -> tuple[Hint, ...]:
        """Who may be the same as somebody about to be written down."""
        with self._store.read() as database:
            return similar_to(database, reader, Known("", name.strip(), sounds(name), born, phone))

    def living_in(self, reader: Reader, household: str) -> list[Person]:
        """Who lives there, among those this reader may see, the oldest first."""
        sees = reader.sees_persons()
        where = f"persons.household = ? and persons.merged_into is null and {sees.sql}"
        with self._store.read() as database:
            found = database.query(f"{PERSONS} where {where} order by born, persons.name", [household, *sees.values])
            return [person_of(each) for each in found]

    def learn_sounds(self, writing: Writing) -> None:
        """Write down how names sound that came without it (from an older file)."""
        for each in writing.rows("select id, name from persons where pinyin is null"):
            writing.update("persons", each["id"], {"pinyin": sounds(each["name"])})

    def _found(self, where: str, value: str) -> list[Person]:
        with self._store.read() as database:
            found = database.query(f"{PERSONS} where {where} order by persons.name, persons.id", [value])
            return [person_of(each) for each in found]


def checked(told: Mapping[str, Value], now: str) -> dict[str, Value]:
    """Fields as the table keeps them: empty ones as null, the name with its sound. Raises as ``People.change``."""
    fields: dict[str, Value] = {}
    for name, value in told.items():
        if name not in FIELDS:
            raise UnknownField(name)
        fields[name] = (value.strip() or None) if isinstance(value, str) else value
    if "name" in fields:
        if not fields["name"]:
            raise NothingSaid("person's name")
        fields["pinyin"] = sounds(str(fields["name"]))
    born, year = fields.get("born"), int(now[:4])
    if born is not None and not year - OLDEST <= int(born) <= year:
        raise BadYear(int(born))
    if fields.get("gone") not in (None, *GONE):
        raise UnknownWord("way of leaving", fields["gone"], GONE)
    return fields
