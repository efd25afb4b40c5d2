"""Cards in the record: one for each person at most; a new one ends the old one, a lost one opens nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from casework.access import acts
from casework.cards.errors import NoSuchCard
from casework.cards.secret import as_read, hashed, new_code
from casework.clock import as_time, as_time_or_none
from casework.connection import Row
from casework.errors import UnknownWord
from casework.persons.resolving import resolve
from casework.persons.whose import whose
from casework.store import Store
from casework.tokens import Tokens, Used, choose_number, choose_token
from casework.writing import Writing

ENDS = ("lost", "replaced", "unwanted")
"""Why a card opens nothing any more."""
ISSUED, ENDED = "card issued", "card ended"


@dataclass(frozen=True)
class Card:
    """A card as workers know it; its secret is on the card alone."""

    id: str
    person: str
    number: str
    """Four digits printed large, to speak about the card; they open nothing."""
    colour: str
    animal: str
    """The person's own token, which is on the card too."""
    made_at: datetime
    made_by: str
    """Name of the worker who issued it."""
    ended_at: datetime | None
    ended_by: str | None
    """Name of the worker who ended it."""
    ended_why: str | None


@dataclass(frozen=True)
class Issued:
    """A new card together with its secret: told once, for printing."""

    card: Card
    code: str
    """What its QR code says."""
    name: str
    """Its person's name."""


@dataclass(frozen=True)
class Holder:
    """Who holds a card that was shown."""

    person: str
    language: str | None
    """What they speak best, else what they spoke last at the kiosk; None where nobody knows."""


class Cards:
    """The cards of this station."""

    def __init__(self, store: Store, tokens: Tokens) -> None:
        self._store = store
        self._tokens = tokens

    def issue(self, person: str, worker: str) -> Issued:
        """A new card; one that the person had opens nothing from now on.

        Raises NoSuchPerson, also for a file that is not for the worker's eyes, NotAllowed, NoSuchWorker.
        """
        return self.issue_all([person], worker)[0]

    def issue_all(self, persons: Iterable[str], worker: str) -> tuple[Issued, ...]:
        """The same for several people at once, all or none; who has no animal yet gets one that few others have."""
        codes = [(each, new_code()) for each in persons]

        def work(writing: Writing) -> tuple[Issued, ...]:
            return tuple(self._issue(writing, person, worker, code) for person, code in codes)

        return self._store.write(worker, ISSUED, work)

    def end(self, card: str, worker: str, why: str) -> None:
        """From now on it opens nothing. Idempotent. ``why``: a word of ``ENDS``.

        Raises NoSuchCard, NoSuchPerson (a file that is not for the worker's eyes), NotAllowed, UnknownWord.
        """
        if why not in ENDS:
            raise UnknownWord("way of ending a card", why, ENDS)

        def work(writing: Writing) -> None:
            row = writing.row("cards", card)
            if row is None:
                raise NoSuchCard(card)
            whose(writing, worker, acts.WRITE_PERSONS, row["person"])
            if row["ended_at"] is None:
                writing.update("cards", card, {"ended_at": writing.at, "ended_by": worker, "ended_why": why})

        self._store.write(worker, ENDED, work)

    def holder(self, read: str) -> Holder | None:
        """Whose card that is, from what a reader read; None for one that ended, and for anything else."""
        code = as_read(read)
        if code is None:
            return None
        with self._store.read() as database:
            for each in database.query(
                """select cards.person, persons.languages,
                          (select language from requests where requests.person = cards.person
                           order by created_at desc limit 1) as spoken
                   from cards join persons on persons.id = cards.person
                   where cards.secret = ? and cards.ended_at is null""",
                [hashed(code)],
            ):
                best = next(iter((each["languages"] or "").split()), each["spoken"])
                return Holder(resolve(database.query, each["person"]), best)
        return None

    def of(self, person: str) -> tuple[Card, ...]:
        """Every card that the person has or had, the newest first."""
        with self._store.read() as database:
            newest = "order by cards.made_at desc, cards.rowid desc"
            return tuple(map(_card, database.query(f"{CARDS} where cards.person = ? {newest}", [person])))

    def valid(self) -> dict[str, Card]:
        """Everybody's card that opens something, by person."""
        with self._store.read() as database:
            found = database.query(f"{CARDS} where cards.ended_at is null")
            return {each["person"]: _card(each) for each in found}

    def _issue(self, writing: Writing, person: str, worker: str, code: str) -> Issued:
        person = whose(writing, worker, acts.WRITE_PERSONS, person)
        for each in writing.rows("select id from cards where person = ? and ended_at is null", (person,)):
            ended = {"ended_at": writing.at, "ended_by": worker, "ended_why": "replaced"}
            writing.update("cards", each["id"], ended)
        self._give_animal(writing, person)
        number = choose_number({each["number"] for each in writing.rows("select number from cards")})
        fields = {"person": person, "secret": hashed(code), "number": number}
        card = writing.insert("cards", {**fields, "made_at": writing.at, "made_by": worker})
        (row,) = writing.rows(f"{CARDS} where cards.id = ?", (card,))
        return Issued(_card(row), code, row["name"])

    def _give_animal(self, writing: Writing, person: str) -> None:
        row = writing.row("persons", person) or {}
        if row.get("colour") and row.get("animal"):
            return
        others = writing.rows("select colour, animal, created_at from persons where colour is not null")
        had = [Used(each["colour"], each["animal"], True, as_time(each["created_at"])) for each in others]
        colour, animal = choose_token(self._tokens, had)
        writing.update("persons", person, {"colour": colour, "animal": animal})


CARDS = """select cards.*, persons.name, persons.colour, persons.animal, makers.name as maker, enders.name as ender
    from cards join persons on persons.id = cards.person
    join workers as makers on makers.id = cards.made_by
    left join workers as enders on enders.id = cards.ended_by"""


def _card(row: Row) -> Card:
    return Card(
        **{each: row[each] for each in ("id", "person", "number", "colour", "animal", "ended_why")},
        made_at=as_time(row["made_at"]),
        made_by=row["maker"],
        ended_by=row["ender"],
        ended_at=as_time_or_none(row["ended_at"]),
    )
