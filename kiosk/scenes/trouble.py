"""Something is broken: told in words and a picture, with the way home, the way to a person, and the way back."""

from __future__ import annotations

from content.screen import Screen
from kiosk.scenes.scene import Here, Scene, Shown

PICTURES = {
    "error.microphone": "microphone",
    "error.microphone_denied": "microphone",
    "error.microphone_silent": "microphone",
    "error.disk_full": "kept",
    "error.not_kept": "kept",
}
GRAVE = {"error.disk_full": 507, "error.not_kept": 500, "error.broken": 500, "error.unknown": 404}
"""HTTP answers, for machines; people see and hear the sentence."""


class Trouble(Scene):
    """The calm screen for whatever went wrong."""

    keys = ("trouble",)

    def show(self, here: Here) -> Shown:
        """Home and help; back leads to where the person was, with nothing lost."""
        cause, pack = here.visit.trouble, here.pack
        ways = tuple(each for each in pack.choices("help.not_sent") if each.key in ("home", "help"))
        screen = Screen(
            key=here.key,
            language=pack.language,
            prompt=pack.sentences(cause),
            title=pack.text("error.title"),
            picture=PICTURES.get(cause, "unsure"),
            accent="amber",
            commands=pack.commands(),
            back=here.visit.before,
        )
        return Shown(pack.with_choices(screen, ways), status=GRAVE.get(cause, 200))


def into_trouble(here: Here, cause: str) -> str:
    """Tell what is broken, and come back here afterwards."""
    if here.key not in ("trouble", "still_there"):
        here.visit.before = here.key
    here.visit.trouble = cause
    return "trouble"
