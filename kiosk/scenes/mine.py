"""Which request is mine: found by number or by colour and animal; what became of it is told in ``status``."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from casework.status import Status
from content.screen import Choice
from kiosk.errors import NotNow
from kiosk.scenes import signs, takeback
from kiosk.scenes.card import ask_for_card
from kiosk.scenes.good import ask_good
from kiosk.scenes.scene import Here, Scene, Shown

MOST_WRONG = 5
"""Numbers or animals somebody may try in one visit before a person has to help."""


class Mine(Scene):
    """By which of the two does the person remember it? Also the screen after a wrong number."""

    keys = ("mine", "mine.not_found")

    def show(self, here: Here) -> Shown:
        """What was sent in this visit a moment ago can be taken back from here, too."""
        return Shown(here.pack.screen(here.key, without=() if takeback.possible(here) else ("undo",)))

    def take(self, here: Here, choice: Choice) -> str:
        """The keypad always starts empty."""
        here.visit.typed = ""
        here.visit.by_signs = False
        if choice.key == "signs":
            return signs.begin(here)
        return ask_for_card(here) if choice.key == "card" else choice.goes_to


class Number(Scene):
    """The keypad."""

    keys = ("mine.number",)

    def show(self, here: Here) -> Shown:
        """The digits so far are drawn large."""
        return Shown(here.pack.screen(here.key), private=bool(here.visit.typed), typed=here.visit.typed)


def press_digit(here: Here, digit: str, length: int) -> str:
    """One figure more; the last one goes on by itself. The key of the screen that follows."""
    here.visit.typed = (here.visit.typed + digit)[:length]
    if len(here.visit.typed) < length:
        here.visit.tell(digit, telling="first")
        return here.key
    return give_number(here, here.visit.typed)


def delete_digit(here: Here) -> str:
    """Take the last figure away."""
    here.visit.typed = here.visit.typed[:-1]
    here.visit.tell(telling="nothing")
    return here.key


def give_number(here: Here, number: str) -> str:
    """Look the whole number up."""
    here.visit.typed = ""

    def look() -> Sequence[Status]:
        found = here.desk.record.requests.by_number(number)
        return [found] if found else []

    return _arrive(here, look)


class Token(Scene):
    """Colour, then animal; two screens of animals understand each other's words."""

    keys = ("mine.colour", "mine.animal", "mine.animal2")

    def show(self, here: Here) -> Shown:
        """Animals make no sense without a colour."""
        if here.key != "mine.colour" and here.visit.colour is None:
            raise NotNow(here.key, "mine.colour")
        return Shown(here.pack.screen(here.key))

    def take(self, here: Here, choice: Choice) -> str:
        """The animal decides."""
        if here.key == "mine.colour":
            here.visit.colour = choice.key
            return choice.goes_to
        if choice.key == "more" or here.visit.colour is None:
            return choice.goes_to
        colour = here.visit.colour
        if here.visit.by_signs:
            here.visit.animal = choice.key
            return signs.ASKED
        return _arrive(here, lambda: here.desk.record.requests.by_token(colour, choice.key))


def _arrive(here: Here, look: Callable[[], Sequence[Status]]) -> str:
    """Look it up, unless too many wrong ones were tried here: then a right one is not told either."""
    visit, pack, tries = here.visit, here.pack, here.desk.wrong_tries
    found = () if tries.too_many else look()
    if len(found) == 1:
        return ask_good(here, found[0])
    if found:
        visit.tell(*pack.sentences("mine.shared_token"))
        return "mine.number"
    visit.wrong += 1
    if not tries.too_many:
        tries.note()
    if visit.wrong >= MOST_WRONG or tries.too_many:
        visit.tell(*pack.sentences("mine.too_many"))
        return "help"
    return "mine.not_found"
