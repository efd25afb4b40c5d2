"""How the screens look to this person: three sizes of letters, two sets of colours; gone with the visit."""

from __future__ import annotations

from dataclasses import replace

from content.screen import Choice
from kiosk.scenes.scene import Here, Scene, Shown
from kiosk.visit import Size, Theme

SIZES: dict[str, Size] = {"normal": "normal", "large": "large", "largest": "largest"}
THEMES: dict[str, Theme] = {"light": "light", "contrast": "contrast"}


def look_from(here: Here) -> str:
    """The key of this screen; the person returns from it to where they are now."""
    if here.key != "look":
        here.visit.looked_from = here.key
    return "look"


class Look(Scene):
    """Whatever is pressed is seen at once, on this very screen; "good" leads back."""

    keys = ("look",)

    def show(self, here: Here) -> Shown:
        """What is worn now is marked."""
        visit = here.visit
        screen = replace(here.pack.screen(here.key), back=visit.looked_from)
        return Shown(screen, chosen=frozenset({visit.size, visit.theme or "light"}))

    def take(self, here: Here, choice: Choice) -> str:
        """Wear it, or go back."""
        visit = here.visit
        if choice.key == "ready":
            return visit.looked_from
        visit.size = SIZES.get(choice.key, visit.size)
        visit.theme = THEMES.get(choice.key, visit.theme)
        visit.tell(*here.pack.sentences(f"look.{choice.key}"), telling="first")
        return here.key
