"""What waits for a person: announced without giving anything away, opened by a picture, told once.

A new kind of tidings needs four things: its name in ``casework/tidings/kinds.py``; a choice of that name on the
screen ``known.tidings`` with picture and words (in the plan of any room); a phrase ``tidings.<kind>`` that announces
it to everybody in earshot; and its line in ``KINDS`` below.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from casework.tidings import Tiding
from casework.tidings.kinds import (
    CALLED,
    CONSENT_ASKED,
    CONSENT_OVERRIDE,
    ENDED_SO,
    GOOD_NOW,
    LETTER,
    REFERRAL,
    REMINDER,
    REPLY,
)
from content.screen import Choice
from kiosk.errors import NotNow
from kiosk.matter import Matter
from kiosk.scenes.paged import is_page, more, turned
from kiosk.scenes.scene import Here, Scene, Shown
from kiosk.visit import Visit

LIST = "known.tidings"
"""Everything that waits; its further pages are ``known.tidings.<page>``."""


@dataclass(frozen=True)
class Announced:
    """One kind of tidings at the screen."""

    screen: str
    """Key of the screen on which it is told in full; only being shown there counts as told."""
    lay_out: Callable[[Visit, Tiding], None]
    """Puts what it is about into the visit, so that the screen finds it."""


def _found(visit: Visit, told: Tiding) -> None:
    visit.found = told.about


def _asked(visit: Visit, told: Tiding) -> None:
    visit.found = visit.good = told.about


def _coming(visit: Visit, told: Tiding) -> None:
    visit.coming = told.about


def _called(visit: Visit, told: Tiding) -> None:
    visit.caller, visit.called_at = told.about, told.at


def _letter(visit: Visit, told: Tiding) -> None:
    visit.letter_read = told.about


def _to_answer(visit: Visit, told: Tiding) -> None:
    visit.matter = Matter.asked(told.about)


def _done_without(visit: Visit, told: Tiding) -> None:
    visit.override = told.about


KINDS: Mapping[str, Announced] = {
    CONSENT_OVERRIDE: Announced("consent.override", _done_without),
    GOOD_NOW: Announced("mine.good", _asked),
    REPLY: Announced("mine.status", _found),
    LETTER: Announced("letters.letter", _letter),
    REFERRAL: Announced("mine.status", _found),
    ENDED_SO: Announced("mine.status", _found),
    CONSENT_ASKED: Announced("consent.ask", _to_answer),
    CALLED: Announced("calls.called", _called),
    REMINDER: Announced("visit.coming", _coming),
}


def waiting(here: Here) -> tuple[Tiding, ...]:
    """What waits for whoever is known here, one of each kind, the most pressing first.

    A letter from somebody who may not be called any more waits unannounced.
    """
    person = here.visit.person
    found: dict[str, Tiding] = {}
    for each in here.desk.record.tidings.waiting(person) if person else ():
        if each.kind in KINDS and (each.kind != LETTER or here.desk.record.letters.may_hear(each.about)):
            found.setdefault(each.kind, each)
    return tuple(found.values())


def offered(here: Here) -> tuple[Choice, ...]:
    """One picture per kind that waits."""
    planned = {each.key: each for each in here.pack.choices("known.tidings")}
    return tuple(planned[each.kind] for each in waiting(here))


def open_tiding(here: Here, kind: str) -> str | None:
    """Lay the first of that kind out; the key of the screen that tells it, None where nothing of it waits."""
    tiding = next((each for each in waiting(here) if each.kind == kind), None)
    if tiding is None:
        return None
    announced = KINDS[kind]
    announced.lay_out(here.visit, tiding)
    here.visit.tiding = tiding
    return announced.screen


def note_told(here: Here) -> None:
    """The screen in front is drawn: if it is the one that a tiding was opened for, that one is told."""
    tiding = here.visit.tiding
    if tiding is not None and here.key == KINDS[tiding.kind].screen:
        here.visit.tiding = None
        here.desk.record.tidings.told(tiding.id, "handset" if here.visit.handset else "aloud")


class All(Scene):
    """Everything that waits, where the personal screen has no room for it; page by page."""

    def owns(self, key: str) -> bool:
        """Every page of it."""
        return is_page(key, LIST)

    def show(self, here: Here) -> Shown:
        """One picture per kind; the last one turns the page while there are more."""
        choices = offered(here)
        if not choices:
            raise NotNow(here.key, "known")
        screen = here.pack.with_choices(here.pack.screen(LIST), turned(here, LIST, choices))
        return Shown(replace(screen, key=here.key, further=choices))

    def take(self, here: Here, choice: Choice) -> str:
        """It is told on its own screen."""
        return open_tiding(here, choice.key) or choice.goes_to or "known"


def all_of_it(here: Here) -> Choice:
    """The letterbox for everything that waits, with the words that the greeting used."""
    letterbox = next(each for each in here.pack.choices("home") if each.key == "mine")
    title = here.pack.screen(LIST).title
    return replace(more(here, LIST), label=title, picture=letterbox.picture, accent=letterbox.accent)
