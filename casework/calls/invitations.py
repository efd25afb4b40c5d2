"""Links by which one relative joins from a phone: 128 random bits, one relation, an end, taken back at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from casework.calls.approval import is_approved, require_approved
from casework.calls.errors import InvitationClosed, NoSuchInvitation
from casework.calls.secret import hashed, new_secret
from casework.clock import Clock, as_time, as_time_or_none, written
from casework.connection import Row
from casework.consents.reading import reading
from casework.history import KIOSK
from casework.persons.errors import NoSuchRelation
from casework.persons.resolving import resolve
from casework.store import Store
from casework.takebacks.sending import note_sent, note_taken_back
from casework.tidings.kinds import CALLED
from casework.tidings.tidings import add
from casework.writing import Writing

LINK = "link"
"""The kind of sending."""
LONGEST_DAYS = 90
USUAL_DAYS = 30
INVITED, OPENED, REVOKED = "relative invited", "invitation opened", "invitation revoked"
WHILE_QUIET = "called while quiet"


@dataclass(frozen=True)
class Invitation:
    """One link, without its secret."""

    id: str
    relation: str
    person: str
    """Whose relative joins."""
    person_name: str
    name: str
    """The relative's name, as the file has it."""
    picture: str | None
    """Id of the relative's photograph."""
    language: str
    made_at: datetime
    expires_at: datetime
    opened_at: datetime | None
    revoked_at: datetime | None

    def opens(self, now: datetime) -> bool:
        """Whether it still opens anything."""
        return self.revoked_at is None and now < self.expires_at


class Invitations:
    """The links of this station."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def invite(self, relation: str, who: str, language: str, days: float = USUAL_DAYS) -> tuple[Invitation, str]:
        """A worker's new link for that relative, and its secret, which is told once.

        Raises NoSuchRelation, MayNotCall, ConsentMissing (for the family the person has to have said yes).
        """
        secret = new_secret()
        until = self._until(days)
        made = self._store.write(
            who, INVITED, lambda writing: _insert(writing, relation, secret, language, who, until)
        )
        return self.get(made), secret

    def invite_at_the_screen(
        self, person: str, relation: str, language: str, session: str | None
    ) -> tuple[Invitation, str]:
        """The same made by the person at the kiosk, who may take it back; for own relatives only.

        Raises NoSuchRelation, MayNotCall, ConsentMissing.
        """
        secret = new_secret()

        def work(writing: Writing) -> str:
            row = require_approved(writing, relation)
            own = resolve(writing.rows, person)
            if resolve(writing.rows, row["person"]) != own:
                raise NoSuchRelation(relation)
            made = _insert(writing, relation, secret, language, KIOSK, self._until(USUAL_DAYS))
            note_sent(writing, LINK, made, own, session)
            return made

        return self.get(self._store.write(KIOSK, INVITED, work)), secret

    def take_back(self, writing: Writing, invitation: str) -> None:
        """Inside somebody's transaction: from now on it opens nothing. Raises NoSuchInvitation."""
        _revoke(writing, invitation, KIOSK)

    def called_while_quiet(self, invitation: Invitation) -> None:
        """The relative wanted to call in quiet hours: told at the next visit, once however often it is asked."""
        self._store.write(
            f"guest:{invitation.relation}",
            WHILE_QUIET,
            lambda writing: add(writing, resolve(writing.rows, invitation.person), CALLED, invitation.relation),
        )

    def open(self, secret: str) -> Invitation:
        """Somebody opened the link. Raises InvitationClosed."""
        found = self._found("invitations.secret = ?", hashed(secret))
        if not found or not found[0].opens(self._clock()):
            raise InvitationClosed
        if found[0].opened_at is None:
            self._store.write(
                f"guest:{found[0].relation}",
                OPENED,
                lambda writing: writing.update("invitations", found[0].id, {"opened_at": writing.at}),
            )
        return found[0]

    def still_open(self, invitation: str) -> Invitation:
        """The same for one that was opened before; a single indexed read. Raises InvitationClosed."""
        found = self._found("invitations.id = ?", invitation)
        if not found or not found[0].opens(self._clock()):
            raise InvitationClosed
        return found[0]

    def get(self, invitation: str) -> Invitation:
        """Raises NoSuchInvitation."""
        found = self._found("invitations.id = ?", invitation)
        if not found:
            raise NoSuchInvitation(invitation)
        return found[0]

    def of(self, person: str) -> tuple[Invitation, ...]:
        """Every link for relatives of that person that still opens something, the newest first."""
        with self._store.read() as database:
            whose = resolve(database.query, person)
        now = self._clock()
        return tuple(each for each in self._found("relations.person = ?", whose) if each.opens(now))

    def revoke(self, invitation: str, who: str) -> Invitation:
        """From now on it opens nothing. Idempotent. Raises NoSuchInvitation."""
        self._store.write(who, REVOKED, lambda writing: _revoke(writing, invitation, who))
        return self.get(invitation)

    def _until(self, days: float) -> datetime:
        return self._clock() + timedelta(days=min(days, LONGEST_DAYS))

    def _found(self, where: str, value: str) -> list[Invitation]:
        with self._store.read() as database:
            found = database.query(
                f"""select invitations.*, relations.person, relations.name, relations.picture, relations.ended_at,
                           relations.may_call, relations.kind, persons.name as person_name
                    from invitations join relations on relations.id = invitations.relation
                    join persons on persons.id = relations.person
                    where {where} order by invitations.made_at desc, invitations.rowid desc""",  # noqa: S608 - from the methods above
                [value],
            )
            rows, find, now = list(found), reading(database), self._clock()
            return [_invitation(each, allowed=is_approved(find, each, now)) for each in rows]


def _insert(writing: Writing, relation: str, secret: str, language: str, who: str, until: datetime) -> str:
    require_approved(writing, relation)
    fields = {"relation": relation, "secret": hashed(secret), "language": language, "made_by": who}
    return writing.insert("invitations", {**fields, "made_at": writing.at, "expires_at": written(until)})


def _revoke(writing: Writing, invitation: str, who: str) -> None:
    row = writing.row("invitations", invitation)
    if row is None:
        raise NoSuchInvitation(invitation)
    if row["revoked_at"] is None:
        writing.update("invitations", invitation, {"revoked_at": writing.at, "revoked_by": who})
        note_taken_back(writing, LINK, invitation)


def _invitation(row: Row, *, allowed: bool) -> Invitation:
    told = ("id", "relation", "person", "person_name", "name", "picture", "language")
    ended = row["revoked_at"] or row["ended_at"] or (None if allowed else row["made_at"])
    return Invitation(
        **{each: row[each] for each in told},
        made_at=as_time(row["made_at"]),
        expires_at=as_time(row["expires_at"]),
        opened_at=as_time_or_none(row["opened_at"]),
        revoked_at=as_time_or_none(ended),  # who is no relation any more, or may not be called, is out as well
    )
