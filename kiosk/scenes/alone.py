"""Is somebody with you? Asked once before private words are shown and said aloud; and a harmless page at once."""

from __future__ import annotations

from dataclasses import replace

from content.screen import Choice, Screen
from kiosk.errors import NotNow
from kiosk.scenes.leaving import HIDE
from kiosk.scenes.scene import Here, Scene, Shown

ALONE = "alone"


def stands_between(here: Here, *, confidential: bool) -> bool:
    """Whether the question comes first; what it stands in front of is kept for the answer."""
    if not confidential or here.visit.alone or here.visit.handset:
        return False
    visit = here.visit
    if visit.first or visit.confided != here.key:
        visit.confided, visit.confided_first = here.key, visit.first
    return True


def hideable(here: Here, screen: Screen) -> Screen:
    """The screen, on which "hide it" may be said as well."""
    return replace(screen, further=(*screen.further, hide(here)))


def hide(here: Here) -> Choice:
    """What the button in the corner says, and what may be said for it."""
    return next(each for each in here.pack.choices(ALONE) if each.key == HIDE)


class Alone(Scene):
    """Nobody, or somebody who may hear it: it is told. Otherwise it is kept, and nothing was shown."""

    keys = (ALONE,)

    def show(self, here: Here) -> Shown:
        """Only before something."""
        if not here.visit.confided:
            raise NotNow(here.key, "home")
        return Shown(here.pack.screen(here.key, without=() if has_handset(here) else ("handset",)))

    def take(self, here: Here, choice: Choice) -> str:
        """It holds until the person goes or falls silent."""
        visit = here.visit
        if choice.key in ("nobody", "may_hear"):
            visit.alone = True
            visit.tell(*visit.confided_first)
            return visit.confided
        if choice.key == HIDE:
            return HIDE
        return choice.goes_to or keep_for_later(here)


def has_handset(here: Here) -> bool:
    """Whether there is a telephone handset that works, as far as anybody knows."""
    return here.desk.handsets.now is not None and not here.visit.handset_gone


def keep_for_later(here: Here) -> str:
    """Nothing was told, and it waits; the key of the screen that follows."""
    visit = here.visit
    visit.tiding = None
    visit.tell(*here.pack.sentences("alone.kept"))
    return "known" if visit.person else "home"


class Today(Scene):
    """The day, and the way to what everybody may hear: nothing on it is anybody's."""

    keys = ("today",)

    def show(self, here: Here) -> Shown:
        """What a calendar says."""
        pack, today = here.pack, here.desk.today()
        told = pack.sentences(
            "today.day",
            month=pack.text(f"month.{today.month}"),
            day=today.day,
            weekday=pack.text(f"weekday.{today.weekday()}"),
        )
        screen = pack.screen(here.key)
        return Shown(pack.screen(here.key, prompt=(*told, *screen.prompt)))
