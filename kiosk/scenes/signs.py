"""Known by three pictures and one's animal: picked one after another, from four groups that are all seen at once."""

from __future__ import annotations

from dataclasses import replace

from casework.signs.errors import SignsLocked
from casework.signs.signs import CHOSEN, PICTURES
from content.screen import Choice
from kiosk.errors import NotNow
from kiosk.scenes.known import make_known
from kiosk.scenes.scene import Here, Scene, Shown

ASKED = "signs"
GROUPS = ("signs.food", "signs.home", "signs.outside", "signs.things")


def begin(here: Here) -> str:
    """Which animal is yours? Then the pictures. The key of the first screen."""
    visit = here.visit
    visit.signs, visit.by_signs, visit.colour = (), True, None
    return "mine.colour"


class Signs(Scene):
    """All twelve in four groups; whoever says a picture's name need not open its group."""

    keys = (ASKED, *GROUPS)

    def show(self, here: Here) -> Shown:
        """Which of three is asked for; never which were picked. What was picked is not offered again as progress."""
        if not here.visit.by_signs or here.visit.animal is None:
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
        return ASKED if len(visit.signs) < CHOSEN else _decide(here)


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
