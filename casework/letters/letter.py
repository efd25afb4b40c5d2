"""One letter as both ends see it, and how it stands with it; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from casework.clock import as_time, as_time_or_none
from casework.connection import Row

OUT, IN = "out", "in"
"""From the person at the kiosk, or to them."""
State = Literal["draft", "kept", "sent", "heard"]


@dataclass(frozen=True)
class Letter:
    """A voice letter between a person and one relative."""

    id: str
    person: str
    relation: str
    name: str
    """The relative's."""
    kin: str
    """What the relative is to the person; one of ``persons.kinds.RELATIONS``."""
    way: str
    """``OUT`` or ``IN``."""
    at: datetime
    """When it was sent or arrived; of a draft, when it was begun."""
    draft: bool
    heard_at: datetime | None
    sound: str | None
    """Name of the recording; None while nothing is spoken, and for one with a picture."""
    film: str | None
    """Name of the film of one with a picture."""
    form: str | None
    """The film's media type, as the browser that made it called it."""
    seconds: float
    reached: bool
    """Whether the relative has a link just now on which it can be fetched."""

    @property
    def spoken(self) -> bool:
        """Whether there is something to hear."""
        return self.sound is not None or self.film is not None

    @property
    def state(self) -> State:
        """What is true of it now: it only counts as sent while there is a link on which it can be heard.

        A letter to the person is sent as soon as it is here.
        """
        if self.draft:
            return "draft"
        if self.heard_at is not None:
            return "heard"
        return "sent" if self.way == IN or self.reached else "kept"


def letter_of(row: Row) -> Letter:
    """A row of ``LETTERS`` as an object."""
    told = ("id", "person", "relation", "name", "way", "sound", "film", "form")
    return Letter(
        **{each: row[each] for each in told},
        kin=row["kind"],
        at=as_time(row["kept_at"] or row["begun_at"]),
        draft=row["kept_at"] is None,
        heard_at=as_time_or_none(row["heard_at"]),
        seconds=row["seconds"] or 0.0,
        reached=bool(row["reached"]),
    )


@dataclass(frozen=True)
class Film:
    """What a browser recorded, on the disk already."""

    name: str
    form: str
    """``video/webm`` or ``video/mp4``."""
    seconds: float


LETTERS = """select letters.*, relations.name, relations.kind, relations.may_call, relations.ended_at,
    recordings.id as sound, coalesce(recordings.seconds, films.seconds) as seconds, films.id as film, films.form,
    exists (select 1 from invitations where invitations.relation = letters.relation
            and invitations.revoked_at is null and invitations.expires_at > ?) as reached
  from letters join relations on relations.id = letters.relation
  left join recordings on recordings.about_table = 'letters' and recordings.about = letters.id
  left join films on films.letter = letters.id
  where letters.taken_back_at is null and """
"""The query of every list; its first value is the time now."""
