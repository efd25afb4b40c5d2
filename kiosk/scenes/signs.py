"""Known by three pictures and one's animal: picked one after another, from four groups that are all seen at once."""

from __future__ import annotations

from dataclasses import replace

from casework.signs.errors import SignsLocked
from casework.signs.signs import CHOSEN, PICTURES
from content.screen import Choice
from kiosk.errors import NotNow
from kiosk.scenes.known import make_known
from kiosk.scenes.own_signs import GROUPS as GROUPS
from kiosk.scenes.own_signs import KEEP, OWN
from kiosk.scenes.scene import Here, Scene, Shown

ASKED = "signs"


def unseen(here: Here) -> None:
    """Own pictures are picked only where nobody looks on; after a silence it is asked anew. Raises NotNow."""
    if not (here.visit.alone or here.visit.handset):
        raise NotNow(here.key, OWN)


def begin(here: Here) -> str:
    """Which animal is yours? Then the pictures. The key of the first screen."""
    visit = here.visit
    visit.signs, visit.by_signs, visit.choosing, visit.colour = (), True, False, None
    return "mine.colour"


class Signs(Scene):
    """All twelve in four groups; whoever says a picture's name need not open its group."""

    keys = (ASKED, *GROUPS)

    def show(self, here: Here) -> Shown:
        """Which of three is asked for; never which were picked. What was picked is not offered again as progress."""
        if here.visit.choosing:
            unseen(here)
        elif not here.visit.by_signs or here.visit.animal is None:
            raise NotNow(here.key, "mine")
        count = len(here.visit.signs) + 1
        screen = here.pack.screen(here.key)
        return Shown(replace(screen, prompt=(*here.pack.sentences(f"signs.pick.{count}"), *screen.prompt)))

    def take(self, here: Here, choice: Choice) -> str:
        """The third decides; the same picture twice counts once, and another is asked for."""
        visit = here.visit
        if choice.key not in PICTURES:
            return choice.goes_to
        visit.signs = tuple(dict.fromkeys((*visit.signs, choice.key)))
        if len(visit.signs) < CHOSEN:
            return ASKED
        if not visit.choosing:
            return _decide(here)
        visit.picked, visit.signs = visit.signs, ()
        return KEEP


class Wrong(Scene):
    """They fit nobody; once more, or a person."""

    keys = ("signs.wrong",)

    def take(self, here: Here, choice: Choice) -> str:
        """Once more begins with the animal."""
        return begin(here) if choice.key == "again" else choice.goes_to


def _decide(here: Here) -> str:
    visit = here.visit
    colour, animal, shown = visit.colour or "", visit.animal or "", visit.signs
    visit.signs, visit.by_signs, visit.colour, visit.animal = (), False, None, None
    try:
        holder = here.desk.record.signs.holder(colour, animal, shown)
    except SignsLocked:
        visit.tell(*here.pack.sentences("signs.locked"))
        return "help"
    if holder is None:
        return "signs.wrong"
    return make_known(here, holder)
