"""Cards in the record: one for each person at most; a new one ends the old one, a lost one opens nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from casework.cards.errors import NoSuchCard
from casework.cards.secret import as_read, hashed, new_code
from casework.clock import as_time, as_time_or_none
from casework.connection import Row
from casework.errors import NoSuchPerson, NoSuchWorker, UnknownWord
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
    made_at: datetime
    ended_at: datetime | None
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
    """What they spoke last at the kiosk; None when they never did."""


class Cards:
    """The cards of this station."""

    def __init__(self, store: Store, tokens: Tokens) -> None:
        self._store = store
        self._tokens = tokens

    def issue(self, person: str, worker: str, token: tuple[str, str] | None = None) -> Issued:
        """A new card; one that the person had opens nothing from now on.

        ``token``: colour and animal; without one those of the former card, else what few others have.
        Raises NoSuchPerson, NoSuchWorker, UnknownWord.
        """
        return self.issue_all([person], worker, token)[0]

    def issue_all(
        self, persons: Iterable[str], worker: str, token: tuple[str, str] | None = None
    ) -> tuple[Issued, ...]:
        """The same for several people at once, all or none."""
        for part, known in zip(token or (), (self._tokens.colours, self._tokens.animals), strict=False):
            if part not in known:
                raise UnknownWord("colour or animal", part, known)
        codes = [(each, new_code()) for each in persons]

        def work(writing: Writing) -> tuple[Issued, ...]:
            if writing.row("workers", worker) is None:
                raise NoSuchWorker(worker)
            return tuple(self._issue(writing, person, worker, code, token) for person, code in codes)

        return self._store.write(worker, ISSUED, work)

    def end(self, card: str, worker: str, why: str) -> None:
        """From now on it opens nothing. Idempotent. ``why``: a word of ``ENDS``. Raises NoSuchCard, UnknownWord."""
        if why not in ENDS:
            raise UnknownWord("way of ending a card", why, ENDS)

        def work(writing: Writing) -> None:
            row = writing.row("cards", card)
            if row is None:
                raise NoSuchCard(card)
            if row["ended_at"] is None:
                writing.update("cards", card, {"ended_at": writing.at, "ended_by": worker, "ended_why": why})

        self._store.write(worker, ENDED, work)

    def holder(self, read: str) -> Holder | None:
        """Whose card that is, from what a reader read; None for one that ended, and for anything else."""
        code = as_read(read)
        if code is None:
            return None
        with self._store.read() as database:
            found = database.query(
                """select cards.person, (select language from requests where requests.person = cards.person
                                         order by created_at desc limit 1) as language
                   from cards where secret = ? and ended_at is null""",
                [hashed(code)],
            )
            return next((Holder(**each) for each in found), None)

    def of(self, person: str) -> tuple[Card, ...]:
        """Every card that the person has or had, the newest first."""
        with self._store.read() as database:
            found = database.query("select * from cards where person = ? order by made_at desc, rowid desc", [person])
            return tuple(map(_card, found))

    def valid(self) -> dict[str, Card]:
        """Everybody's card that opens something, by person."""
        with self._store.read() as database:
            return {
                each["person"]: _card(each) for each in database.query("select * from cards where ended_at is null")
            }

    def _issue(self, writing: Writing, person: str, worker: str, code: str, token: tuple[str, str] | None) -> Issued:
        known = writing.row("persons", person)
        if known is None:
            raise NoSuchPerson(person)
        former = writing.rows("select * from cards where person = ? order by made_at desc, rowid desc", (person,))
        for each in former:
            if each["ended_at"] is None:
                ended = {"ended_at": writing.at, "ended_by": worker, "ended_why": "replaced"}
                writing.update("cards", each["id"], ended)
        used = writing.rows("select number, colour, animal, made_at from cards where ended_at is null")
        if token is None:
            kept = (former[0]["colour"], former[0]["animal"]) if former else None
            had = [Used(each["colour"], each["animal"], True, as_time(each["made_at"])) for each in used]
            token = kept or choose_token(self._tokens, had)
        number = choose_number({each["number"] for each in used})
        fields = {"person": person, "secret": hashed(code), "number": number, "colour": token[0], "animal": token[1]}
        card = writing.insert("cards", {**fields, "made_at": writing.at, "made_by": worker})
        row = writing.row("cards", card)
        assert row is not None  # noqa: S101 - it was just written
        return Issued(_card(row), code, known["name"])


def _card(row: Row) -> Card:
    return Card(
        **{each: row[each] for each in ("id", "person", "number", "colour", "animal", "ended_why")},
        made_at=as_time(row["made_at"]),
        ended_at=as_time_or_none(row["ended_at"]),
    )
