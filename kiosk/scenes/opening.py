"""Whose call opens by itself: asked aloud for each caller, ended here; and the three seconds before it opens."""

from __future__ import annotations

from dataclasses import replace

from casework.calls.opening import receiver
from casework.consents.entry import Subject
from casework.consents.purposes import AUTO_ANSWER
from casework.persons.relations import Relation
from content.screen import Choice
from kiosk.errors import NotNow
from kiosk.matter import Matter
from kiosk.scenes import consent
from kiosk.scenes.faces import FACES, may_call, to_call
from kiosk.scenes.paged import is_page, turned
from kiosk.scenes.scene import Here, Scene, Shown

CALLERS, OPENS, OPEN = "opens", "calls.opens", "open."
"""The screen of the callers, that of the three seconds, and how the key of a caller's choice begins."""


def by_itself(here: Here, relation: str | None) -> bool:
    """Only for the person who showed a card here: the touchscreen stands where others are, too."""
    return here.desk.record.opening.by_itself(here.visit.person, relation)


class Callers(Scene):
    """Each whom the person may call: a touch asks, and a touch on one that opens ends it."""

    def owns(self, key: str) -> bool:
        """Every page of them."""
        return is_page(key, CALLERS)

    def show(self, here: Here) -> Shown:
        """Those for whom it holds are drawn as such."""
        if here.visit.person is None:
            raise NotNow(here.key, "card")
        screen = here.pack.screen(CALLERS)
        near = [each for each in to_call(here) if may_call(here, each)]
        planned = {each.key: each for each in here.pack.choices(FACES)}
        choices = [self._one(here, planned[each.kind], each) for each in near]
        shown = turned(here, CALLERS, choices, beside=len(screen.choices))
        screen = here.pack.with_choices(screen, (*shown, *screen.choices))
        screen = replace(screen, key=here.key, further=tuple(choices))
        if not near:
            screen = here.pack.screen(CALLERS, prompt=here.pack.sentences("opens.nobody"))
        open_to = frozenset(f"{OPEN}{each}" for each in here.desk.record.opening.of(here.visit.person))
        photos = {f"{OPEN}{each.id}": each.id for each in near if each.picture}
        return Shown(screen, private=True, private_choices=True, faces=photos, chosen=open_to)

    def take(self, here: Here, choice: Choice) -> str:
        """Asked aloud with yes and no; one that was allowed is taken back at once."""
        relation = choice.key.removeprefix(OPEN)
        if relation == choice.key or here.visit.person is None:
            return choice.goes_to
        subject, to = Subject(here.visit.person), receiver(relation)
        here.visit.matter = Matter(subject=subject, purpose=AUTO_ANSWER, to=to)
        held = consent.in_force(here)
        allowed = next((each for each in held if (each.purpose, each.to) == (AUTO_ANSWER, to)), None)
        if allowed is None:
            return "consent.ask"
        return consent.take_back(here, allowed, choice.sentence)

    def _one(self, here: Here, planned: Choice, relation: Relation) -> Choice:
        key, spoken = f"{OPEN}{relation.id}", here.pack.text("consent.auto_answer.label", to=relation.name)
        return Choice(
            key,
            picture=planned.picture,
            label=relation.name,
            said_as=planned.said_as,
            spoken=spoken,
            accent=planned.accent,
        )


class Opens(Scene):
    """It opens by itself in three seconds; one big button refuses."""

    keys = (OPENS,)

    def show(self, here: Here) -> Shown:
        """Who it is."""
        call = here.visit.call
        if call is None or call.kind != "rung" or not call.opens:
            raise NotNow(here.key, "calls.rings")
        told = here.pack.sentences("calls.opens", name=call.who)
        return Shown(here.pack.screen(here.key, prompt=told), private=True)

    def take(self, here: Here, choice: Choice) -> str:
        """Not now: who rings is told so."""
        call = here.visit.call
        if call is not None and choice.key == "decline":
            here.desk.ringing.decline(call)
        here.visit.call = None
        return here.visit.before
