"""What became of my request: found by number or by colour and animal, told with the worker's own words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from casework.status import Status
from content.screen import Choice
from kiosk.errors import NotNow
from kiosk.scenes.scene import Here, Scene, Shown
from kiosk.wording import day_and_part

MOST_WRONG = 5
"""Numbers or animals somebody may try in one visit before a person has to help."""


class Mine(Scene):
    """By which of the two does the person remember it? Also the screen after a wrong number."""

    keys = ("mine", "mine.not_found")

    def take(self, here: Here, choice: Choice) -> str:
        """The keypad always starts empty."""
        here.visit.typed = ""
        return choice.goes_to


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
    found = here.desk.record.requests.by_number(number)
    return _arrive(here, [found] if found else [])


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
        return _arrive(here, here.desk.record.requests.by_token(here.visit.colour, choice.key))


def _arrive(here: Here, found: Sequence[Status]) -> str:
    visit, pack = here.visit, here.pack
    if len(found) == 1:
        visit.found = found[0].request
        return "mine.status"
    if found:
        visit.tell(*pack.sentences("mine.shared_token"))
        return "mine.number"
    visit.wrong += 1
    if visit.wrong >= MOST_WRONG:
        visit.tell(*pack.sentences("mine.too_many"))
        return "help"
    return "mine.not_found"


class StatusTold(Scene):
    """Where the request stands, what the worker says to it, and when somebody comes."""

    keys = ("mine.status",)

    def show(self, here: Here) -> Shown:
        """Everything personal: its sound stays in memory."""
        status = found_status(here)
        told = told_status(here, status)
        without = () if status.can_take_back else ("undo",)
        return Shown(here.pack.screen(here.key, prompt=told, without=without), private=True)


def found_status(here: Here) -> Status:
    """The request that this visit has found. Raises NotNow."""
    if here.visit.found is None:
        raise NotNow(here.key, "mine")
    return here.desk.record.requests.status(here.visit.found)


def told_status(here: Here, status: Status) -> tuple[str, ...]:
    """The whole answer as sentences for the ear."""
    pack, worker = here.pack, status.worker or here.pack.text("status.worker_unknown")
    asked = _said(here, status.asked_at)
    told = [*pack.sentences("status.intro", reason=pack.text(f"reason.{status.category}"), asked=asked)]
    told += _standing(here, status, worker)
    for reply in status.replies[-1:]:
        told += (*pack.sentences("status.reply", worker=reply.worker or worker), reply.text)
    if not status.replies and status.status in ("new", "taken"):
        told += pack.sentences("status.no_reply")
    return tuple(told)


def _standing(here: Here, status: Status, worker: str) -> tuple[str, ...]:
    pack = here.pack
    if status.status == "new":
        late = status.by < here.desk.clock()
        told = pack.sentences("status.new", by=_said(here, status.by))
        return (*told[:-1], *pack.sentences("when.overdue")) if late else told
    if status.status == "planned" and status.visit is not None:
        return pack.sentences("status.planned", worker=worker, when=_said(here, status.visit))
    if status.status in ("taken", "planned"):
        return pack.sentences("status.taken", worker=worker)
    return pack.sentences(f"status.{status.status}" if status.status in ("done", "withdrawn") else "status.closed")


def _said(here: Here, moment: datetime) -> str:
    return day_and_part(here.pack, moment, here.desk.clock(), here.desk.settings.zone)
