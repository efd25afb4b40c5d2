"""Nobody touched or spoke for a while: a spoken question, then the next person finds a clean screen."""

from __future__ import annotations

from dataclasses import replace

from content.screen import Choice
from kiosk.scenes.scene import Here, Scene, Shown

LEAVE = "leave"
"""What ``take`` answers when the visit is over."""
STILL_THERE = "still_there"
HIDE = "hide"
"""What a press answers when everything is to be gone from the screen at once; also the key of that choice."""


class StillThere(Scene):
    """Are you still there? Answered as often as one likes; nothing is lost by answering late."""

    keys = (STILL_THERE,)

    def show(self, here: Here) -> Shown:
        """Back leads to where the person was."""
        return Shown(replace(here.pack.screen(here.key), back=here.visit.before))

    def take(self, here: Here, choice: Choice) -> str:
        """Here: go on where one was. Leaving is done by the edge, which puts the visit away."""
        if choice.key == "here":
            here.visit.alone = here.visit.handset = False  # who was silent for so long may have company now
            here.visit.tell(*here.pack.sentences("idle.extended"))
            return here.visit.before
        return LEAVE
