"""Three of twelve pictures: kept as a hash, checked together with the person's animal, locked after wrong tries.

Their order does not matter. Old people keep a set of pictures for years and lose its order within days, and a wrong
order would send away the very people this is for. It leaves 220 sets, far too few for a password, so three things
stand beside it: the animal in its colour has to be known as well; the fifth wrong try in a row locks that animal for
a day, and the twelfth within an hour the station for an hour; and a person is always offered instead. What opens is
what a card opens: neutral announcements, and private words only after "is somebody with you?".
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from casework.access import acts
from casework.cards.cards import Holder
from casework.clock import Clock, as_time, written
from casework.history import KIOSK
from casework.passwords import Passwords
from casework.persons.resolving import resolve
from casework.persons.whose import OURSELVES, whose
from casework.settings import RecordSettings
from casework.signs.errors import NoToken, NotThree, SignsLocked
from casework.store import Store
from casework.tries import locked_until
from casework.writing import Writing

PICTURES = (
    *("rice", "apple", "tea"),
    *("chair", "key_ring", "lantern"),
    *("sun", "tree", "flower"),
    *("umbrella", "bicycle", "drum"),
)
"""The twelve, by the names of their drawings; the kiosk shows them in four groups of three."""
CHOSEN = 3
WRONG, LOCKED = 5, timedelta(days=1)
"""Wrong tries in a row with one animal, and for how long it is locked after the last of them."""
WRONG_HERE, LOCKED_HERE = 12, timedelta(hours=1)
"""Wrong tries at this station within that time, whatever the animals."""


class Signs:
    """The pictures of this station's people."""

    def __init__(self, store: Store, settings: RecordSettings, clock: Clock) -> None:
        self._store = store
        self._passwords = Passwords(settings.password_cost)
        self._clock = clock

    def choose(self, person: str, pictures: Collection[str], who: str) -> None:
        """From now on these three are the person's; earlier ones end, and a lock with them.

        ``who``: id of the worker who chose them with the person, or KIOSK for a person who holds a card.

        Raises NotThree, NoToken, NoSuchPerson (also for a file that is not for the worker's eyes), NotAllowed.
        """
        if len(set(pictures)) != CHOSEN or not set(pictures) <= set(PICTURES):
            raise NotThree(sorted(pictures))
        secret = self._passwords.hash(_told(pictures))

        def work(writing: Writing) -> None:
            own = whose(writing, who, acts.WRITE_PERSONS, person)
            row = writing.row("persons", own) or {}
            if not (row.get("colour") and row.get("animal")):
                raise NoToken(own)
            _end(writing, own, who)
            chosen = {"person": own, "secret": secret, "made_at": writing.at, "made_by": _worker(who)}
            writing.insert("signs", chosen)
            _note(writing, row["colour"], row["animal"], own)

        self._store.write(who, "pictures chosen", work)

    def end(self, person: str, who: str) -> None:
        """No pictures open anything for this person any more. Idempotent. Raises NoSuchPerson, NotAllowed."""
        self._store.write(
            who,
            "pictures ended",
            lambda writing: _end(writing, whose(writing, who, acts.WRITE_PERSONS, person), who),
        )

    def has(self, person: str) -> bool:
        """Whether the person has pictures."""
        with self._store.read() as database:
            asked = "select 1 from signs where person = ? and ended_at is null"
            return bool(list(database.query(asked, [person])))

    def holder(self, colour: str, animal: str, pictures: Collection[str]) -> Holder | None:
        """Whose they are; None for nobody's. The try is written down. Raises SignsLocked, also for right ones."""
        if self.locked(colour, animal):
            raise SignsLocked
        asked = """select signs.person, signs.secret, persons.languages from signs
            join persons on persons.id = signs.person
            where persons.colour = ? and persons.animal = ? and signs.ended_at is null"""
        with self._store.read() as database:
            those = list(database.query(asked, [colour, animal]))
            fitting = [each for each in those if self._passwords.fits(each["secret"], _told(pictures))]
            if not those:
                self._passwords.fits(None, _told(pictures))  # takes as long where nobody has that animal
            found = resolve(database.query, fitting[0]["person"]) if len(fitting) == 1 else None
        self._store.write(KIOSK, "pictures shown", lambda writing: _note(writing, colour, animal, found))
        if found is None:
            return None
        return Holder(found, next(iter((fitting[0]["languages"] or "").split()), None))

    def locked(self, colour: str, animal: str) -> bool:
        """Whether pictures are not looked at just now, for that animal or for anybody here."""
        now = self._clock()
        with self._store.read() as database:
            newest = "select at, person from sign_tries where {0} order by at desc, rowid desc limit 50"
            own = list(database.query(newest.format("colour = ? and animal = ?"), [colour, animal]))
            here = list(database.query(newest.format("at >= ?"), [written(now - LOCKED_HERE)]))
        tries = [(as_time(each["at"]), each["person"] is not None) for each in own]
        wrong = sum(each["person"] is None for each in here)
        return locked_until(tries, now, WRONG, LOCKED) is not None or wrong >= WRONG_HERE


def _told(pictures: Collection[str]) -> str:
    return " ".join(sorted(set(pictures)))


def _worker(who: str) -> str | None:
    return None if who in OURSELVES else who


def _end(writing: Writing, person: str, who: str) -> None:
    for each in writing.rows("select id from signs where person = ? and ended_at is null", (person,)):
        writing.update("signs", each["id"], {"ended_at": writing.at, "ended_by": _worker(who)})


def _note(writing: Writing, colour: str, animal: str, person: str | None) -> None:
    writing.insert("sign_tries", {"colour": colour, "animal": animal, "person": person, "at": writing.at})
