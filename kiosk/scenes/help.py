"""What help is wanted for: the reasons, on two screens that understand each other's words."""

from __future__ import annotations

from content.pack import Pack
from content.screen import Choice
from kiosk.scenes.scene import Here, Scene


def reasons(pack: Pack) -> tuple[Choice, ...]:
    """Every reason, from both screens."""
    both = (*pack.choices("help"), *pack.choices("help.more"))
    return tuple(each for each in both if each.goes_to == "help.describe")


def note_reason(here: Here, reason: str) -> str:
    """Keep the reason on disk as a draft that no worker sees yet; a second reason replaces the first.

    The draft's id.
    """
    visit, requests = here.visit, here.desk.record.requests
    if visit.draft is None:
        visit.draft = requests.draft(visit.language, reason, visit.session, visit.person)
    else:
        requests.change(visit.draft, category=reason, language=visit.language)
    visit.category = reason
    return visit.draft


class Reasons(Scene):
    """Eight reasons as pictures; any of them may be spoken on either screen."""

    keys = ("help", "help.more")

    def take(self, here: Here, choice: Choice) -> str:
        """A reason opens a draft; the other picture turns the page."""
        if choice.goes_to == "help.describe":
            note_reason(here, choice.key)
        return choice.goes_to
