"""Letters from the people whom one approved, played as often as wanted, answered with one touch; privately."""

from __future__ import annotations

from casework.letters.letter import IN, Letter
from content.screen import Choice
from kiosk.errors import NotNow
from kiosk.scenes import child
from kiosk.scenes.letters import HOME, when, write_to
from kiosk.scenes.scene import Here, Scene, Shown
from kiosk.scenes.telling import hear_own

LETTER_IN, FILM_IN = "letter_in", "film_in"
"""Kinds of the recording that a relative made, without and with a picture."""


class Heard(Scene):
    """Whom it is from, and the voice; again, the one before, an answer."""

    confidential = True
    keys = ("letters.letter",)

    def show(self, here: Here) -> Shown:
        """Only what may be heard just now."""
        letter = letter_told(here)
        if letter is None:
            raise NotNow(here.key, HOME)
        child.in_time(here)
        here.visit.letter_read = letter.id
        pack = here.pack
        kin = pack.text(f"letters.kin.{letter.kin}")
        told = pack.sentences("letters.from", kin=kin, name=letter.name, when=when(here, letter))
        without = () if len(_all(here)) > 1 else ("next",)
        screen = pack.screen(here.key, without=without, prompt=told)
        kind = FILM_IN if letter.film else LETTER_IN
        return Shown(screen, private=True, own=((len(told), kind),), seconds={kind: letter.seconds})

    def take(self, here: Here, choice: Choice) -> str:
        """After the oldest comes the newest again."""
        letter = letter_told(here)
        if letter is not None and choice.key == "again":
            return hear_own(here)
        if letter is not None and choice.key == "next":
            own = _all(here)
            place = [each.id for each in own].index(letter.id)
            here.visit.letter_read = own[(place + 1) % len(own)].id
            return here.key
        if letter is not None and choice.key == "answer":
            return write_to(here, letter.relation)
        return choice.goes_to


def letter_told(here: Here) -> Letter | None:
    """The letter that is laid out, or else the newest; None where there is none for this person to hear."""
    own = _all(here)
    wanted = here.visit.letter_read
    return next((each for each in own if wanted in (None, each.id)), None)


def _all(here: Here) -> list[Letter]:
    person = here.visit.person
    return [each for each in here.desk.record.letters.of(person) if each.way == IN] if person else []
