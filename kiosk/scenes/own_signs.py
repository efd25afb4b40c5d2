"""A person with a card chooses three pictures alone: picked as they will be shown, seen and heard once more, kept."""

from __future__ import annotations

from casework.history import KIOSK
from casework.signs.errors import NoToken
from casework.signs.signs import CHOSEN
from content.screen import Choice
from kiosk.errors import NotNow
from kiosk.scenes.scene import Here, Scene, Shown

GROUPS = ("signs.food", "signs.home", "signs.outside", "signs.things")
OWN, KEEP, KEPT = "signs.own", "signs.keep", "signs.kept"


def possible(here: Here) -> bool:
    """Whether whoever stands here may: only a card, shown in this visit, is proof enough."""
    visit = here.visit
    return visit.person is not None and visit.carded and _token(here) is not None


class Own(Scene):
    """What it is for; begin, or have none any more. Nobody shall look on: it comes after "is somebody with you?"."""

    keys = (OWN,)
    confidential = True

    def show(self, here: Here) -> Shown:
        """Ending them only where there are some."""
        if here.visit.person is None or not possible(here):
            raise NotNow(here.key, "known")
        has = here.desk.record.signs.has(here.visit.person)
        return Shown(here.pack.screen(here.key, without=() if has else ("none",)))

    def take(self, here: Here, choice: Choice) -> str:
        """Picked from nothing; ended at once, because they can be chosen again."""
        visit = here.visit
        if choice.key == "none" and visit.person is not None:
            here.desk.record.signs.end(visit.person, KIOSK)
            visit.tell(*here.pack.sentences("signs.ended"))
            return choice.goes_to
        visit.signs, visit.picked, visit.by_signs, visit.choosing = (), (), False, choice.key == "begin"
        return choice.goes_to


class Keep(Scene):
    """The three once more, in pictures and words, before they are kept."""

    keys = (KEEP,)
    confidential = True

    def show(self, here: Here) -> Shown:
        """In the order in which they were picked; it does not matter later."""
        picked = _picked(here)
        if not possible(here) or len(picked) != CHOSEN:
            raise NotNow(here.key, OWN)
        screen = here.pack.screen(here.key)
        intro, *ask = screen.prompt
        prompt = (intro, *(each.sentence for each in picked), *ask)
        beside = ("", *(each.picture for each in picked), *("" for _ in ask))
        return Shown(here.pack.screen(here.key, prompt=prompt), private=True, beside=beside)

    def take(self, here: Here, choice: Choice) -> str:
        """Kept; or from the beginning, or not at all."""
        visit = here.visit
        picked, visit.picked = visit.picked, ()
        visit.choosing = choice.key == "again"
        if choice.key == "keep" and visit.person is not None:
            try:
                here.desk.record.signs.choose(visit.person, picked, KIOSK)
            except NoToken:  # a worker took the animal away meanwhile
                return "known"
        return choice.goes_to


class Kept(Scene):
    """They are the person's from now on, together with the animal, which is said as well."""

    keys = (KEPT,)
    confidential = True

    def show(self, here: Here) -> Shown:
        """How it goes next time."""
        token = _token(here)
        if token is None:
            raise NotNow(here.key, "known")
        colour, animal = token
        pack = here.pack
        name = pack.text("token.name", colour=pack.text(f"colour.{colour}"), animal=pack.text(f"animal.{animal}"))
        told = pack.sentences("signs.next_time", token=name)
        prompt = (*pack.screen(here.key).prompt, *told)
        beside = ("yes", animal, "signs")
        return Shown(pack.screen(here.key, prompt=prompt), private=True, beside=beside)


def _picked(here: Here) -> list[Choice]:
    planned = {each.key: each for group in GROUPS for each in here.pack.choices(group)}
    return [planned[each] for each in here.visit.picked]


def _token(here: Here) -> tuple[str, str] | None:
    """Colour and animal of the person's own, with which the pictures are shown."""
    if here.visit.person is None:
        return None
    found = here.desk.record.people.get(here.visit.person)
    return (found.colour, found.animal) if found.colour and found.animal else None
