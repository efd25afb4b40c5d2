"""Through the handset: what is private goes to one ear, until it is hung up or its loudspeaker is gone."""

from __future__ import annotations

from collections.abc import Callable

from content.screen import Choice
from kiosk.errors import NotNow
from kiosk.scenes.alone import ALONE, has_handset, keep_for_later
from kiosk.scenes.scene import Here, Scene, Shown

ASKED = "alone.handset"
FIRST = "language"
"""Drawn anew as well: with somebody's ear at the handset it watches for silence, as no other first screen does."""
Confidential = Callable[[str], bool]
"""Whether the screen of that key is private (``kiosk/scenes/__init__.py`` knows)."""


class TakeIt(Scene):
    """Hold it to your ear: it goes on by itself where the cradle tells, else by a press."""

    keys = (ASKED,)

    def show(self, here: Here) -> Shown:
        """Only before something, and where there is one."""
        if not here.visit.confided or not has_handset(here):
            raise NotNow(here.key, ALONE)
        return Shown(here.pack.screen(here.key))

    def take(self, here: Here, choice: Choice) -> str:
        """At the ear, or later."""
        return into_the_ear(here) if choice.key == "ready" else keep_for_later(here)


def into_the_ear(here: Here) -> str:
    """What waited behind the question is told now, through the handset; its key."""
    visit = here.visit
    visit.handset = True
    visit.tell(*visit.confided_first)
    return visit.confided


def lifted(here: Here, confidential: Confidential) -> str | None:
    """It was lifted. The key of the screen that is drawn now; None where the one in front stays as it is."""
    visit = here.visit
    if here.desk.handsets.now is None:
        return None
    visit.handset_gone = False
    if here.key in (ALONE, ASKED) and visit.confided:
        return into_the_ear(here)
    visit.handset = True
    if not (here.key == FIRST or confidential(here.key)):
        return None
    visit.tell()
    return here.key


def hung_up(here: Here, confidential: Confidential) -> str | None:
    """It was hung up: what is private is put away. The key of the screen that is drawn now, or None."""
    visit = here.visit
    was, visit.handset = visit.handset, False
    if was and here.key == FIRST:
        visit.tell(telling="nothing")
        return here.key
    if not (was and confidential(here.key)):
        return None
    visit.alone, visit.tiding = False, None
    visit.tell(*here.pack.sentences("handset.hung_up"))
    return "known" if visit.person else "home"


def gone(here: Here, confidential: Confidential) -> str | None:
    """Its loudspeaker cannot be reached: nothing private is said, and it is asked who may hear it."""
    visit = here.visit
    visit.handset, visit.handset_gone = False, True
    if not confidential(here.key):
        return None
    visit.alone, visit.confided, visit.confided_first = False, here.key, ()
    visit.tell(*here.pack.sentences("handset.gone"))
    return ALONE
