"""The people whom this person approved, as faces: one touch, or "call my son", rings; nobody else is ever offered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from casework.consents.entry import Subject
from casework.consents.purposes import CALL_FAMILY
from casework.persons.relations import Relation
from content.screen import Choice
from kiosk.call import Call
from kiosk.errors import NotNow
from kiosk.matter import Matter
from kiosk.scenes import child
from kiosk.scenes.paged import is_page, turned
from kiosk.scenes.scene import Here, Scene, Shown

FACES, FACE = "calls.faces", "face."
"""The screen, and what the key of a choice begins with; the relation's id follows."""


class Faces(Scene):
    """One face for each, in the order that a worker gave them; page by page where they are many."""

    def owns(self, key: str) -> bool:
        """Every page of them."""
        return is_page(key, FACES)

    def show(self, here: Here) -> Shown:
        """Only with a card; a person who was never asked about the family is asked first."""
        shown = approved(here, FACES)
        child.in_time(here)
        return drawn_as_faces(here, FACES, shown, "calls.dial")

    def take(self, here: Here, choice: Choice) -> str:
        """Ring that one."""
        return dial(here, choice.key) or choice.goes_to


class NobodyYet(Scene):
    """A worker can write down, with the person, whom the kiosk may offer."""

    keys = ("calls.nobody_yet",)

    def take(self, here: Here, choice: Choice) -> str:
        """The worker on duty is who can help with that."""
        if choice.key == "worker":
            here.visit.call = Call("duty", who=next(iter(here.desk.ringing.on_duty()), ""))
        return choice.goes_to


def dial(here: Here, key: str) -> str | None:
    """Ring whom that choice stands for, by face or by what the other one is ("my son"); the screen, None for neither.

    Whoever is not known yet, or means somebody of whom there are none, is shown the faces.
    """
    known = {each.key for each in here.pack.choices(FACES)}
    if not key.startswith(FACE) and key not in known:
        return None
    callable_ones = [each for each in to_call(here) if may_call(here, each)] if here.visit.person else []
    wanted = next((each for each in callable_ones if key in (f"{FACE}{each.id}", each.kind)), None)
    if wanted is None or child.not_now(here):
        return FACES
    here.visit.call = Call("relative", who=wanted.name, relation=wanted.id)
    return "calls.call"


def to_call(here: Here) -> Sequence[Relation]:
    """Whom a worker has written down as to be offered, with the person."""
    person = here.visit.person
    return here.desk.record.people.relations.to_call(person) if person else ()


def may_call(here: Here, relation: Relation) -> bool:
    """Whether the person's yes covers it; only the family needs one."""
    return not relation.family or here.desk.record.consents.allowed(here.visit.person, CALL_FAMILY)


def approved(here: Here, wanted: str) -> Sequence[Relation]:
    """Whom this person approved, asked before screen ``wanted``.

    Raises NotNow: without a card, with nobody approved, before the family's yes.
    """
    if here.visit.person is None:
        here.visit.wanted = wanted
        raise NotNow(here.key, "card")
    near = to_call(here)
    if not near:
        raise NotNow(here.key, "calls.nobody_yet")
    allowed = [each for each in near if may_call(here, each)]
    if not allowed:
        here.visit.matter = Matter(subject=Subject(here.visit.person), purpose=CALL_FAMILY)
        raise NotNow(here.key, "consent.ask")
    return allowed


def drawn_as_faces(here: Here, screen: str, relations: Sequence[Relation], phrase: str, goes_to: str = "") -> Shown:
    """A page of that screen with one face for each; ``phrase`` says what a touch does with that name."""
    planned = {each.key: each for each in here.pack.choices(FACES)}
    first = {each.kind: each for each in reversed(relations)}
    choices = [
        replace(
            planned[each.kind],
            key=f"{FACE}{each.id}",
            label=each.name,
            spoken=here.pack.text(phrase, name=each.name),
            said_as=planned[each.kind].said_as if first[each.kind] is each else (),
            goes_to=goes_to or planned[each.kind].goes_to,
        )
        for each in relations
    ]
    photos = {f"{FACE}{each.id}": each.id for each in relations if each.picture}
    drawn = here.pack.with_choices(here.pack.screen(screen), turned(here, screen, choices))
    return Shown(replace(drawn, key=here.key, further=tuple(choices)), private_choices=True, faces=photos)
