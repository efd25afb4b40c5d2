"""A circle at the screen: one large button with its name, the faces, and the way out; who rings is elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from casework.circles.circle import Circle
from content.screen import MOST_CHOICES, Choice
from kiosk.circling import Circling
from kiosk.errors import NotNow
from kiosk.scenes import child
from kiosk.scenes.scene import Here, Scene, Shown
from kiosk.wording import day_and_hour

NOW, TALK, LEFT = "circles.now", "circles.talk", "circles.left"
CIRCLE = "circle."
"""What the key of a choice begins with; the circle's id follows."""
TOLD: Mapping[str, str] = {
    "hung_up": "circles.left.hung_up",
    "finished": "circles.left.finished",
    "CallFull": "circles.left.full",
    "AlreadyTalking": "circles.left.busy",
    "NoSuchCall": "circles.left.not_begun",
    "revoked": "circles.left.not_begun",
    "HomeClosed": "circles.left.not_begun",
    "trouble": "calls.over.trouble",
    "time": "circles.left.time",
}
"""Phrase that tells how it ended; the line was lost for everything else."""


class Now(Scene):
    """Circles of this person that go on, or begin within minutes: one button each."""

    keys = (NOW,)

    def show(self, here: Here) -> Shown:
        """Nobody but who belongs to it learns of a circle."""
        if here.visit.person is None:
            raise NotNow(here.key, "card")
        child.in_time(here)
        found = here.desk.ringing.circles(here.visit)[: MOST_CHOICES - 1]
        if not found:
            raise NotNow(here.key, "known")
        planned = {each.key: each for each in here.pack.choices(here.key)}
        offered = [_offered(here, planned["circle"], each, first=each is found[0]) for each in found]
        screen = here.pack.with_choices(here.pack.screen(here.key), [*offered, planned["later"]])
        return Shown(screen, private_choices=True)

    def take(self, here: Here, choice: Choice) -> str:
        """Into that one."""
        chosen = next(
            (each for each in here.desk.ringing.circles(here.visit) if choice.key == CIRCLE + each.id), None
        )
        if chosen is not None:
            begins = chosen.next(here.desk.ringing.local())
            here.visit.circle = Circling(chosen.id, chosen.name, begins, chosen.home)
        return choice.goes_to


def way_in(here: Here) -> tuple[Choice, ...]:
    """For the personal screen: the way to the circles of this person, while there is one."""
    if child.not_now(here) or not here.desk.ringing.circles(here.visit):
        return ()
    planned = next(each for each in here.pack.choices(NOW) if each.key == "circle")
    return (replace(planned, label=here.pack.screen(NOW).title, goes_to=NOW),)


class InTheCircle(Scene):
    """The faces of all; until it begins the person sees themselves and is told when it will."""

    keys = (TALK,)

    def show(self, here: Here) -> Shown:
        """A circle that is over is not drawn any more."""
        circle = here.visit.circle
        if circle is None:
            raise NotNow(here.key, NOW)
        if circle.why:
            raise NotNow(here.key, LEFT)
        child.in_time(here)
        told = here.pack.sentences("circles.coming", name=circle.name)
        if circle.begins is not None:
            when = day_and_hour(here.pack, circle.begins, here.desk.clock(), here.desk.settings.zone)
            told += here.pack.sentences("circles.begins", when=when)
        if circle.home:
            told += here.pack.sentences("circles.elsewhere", village=circle.home)
        chosen = frozenset({"hand"} if circle.hand else ())
        without = set() if circle.call else {"hand"}  # nobody is there yet to see it
        return Shown(here.pack.screen(here.key, without=without, prompt=told), private=True, chosen=chosen)

    def take(self, here: Here, choice: Choice) -> str:
        """The red button, or a hand that goes up and down."""
        circle = here.visit.circle
        if circle is not None and choice.key == "hand":
            here.desk.ringing.hand(circle)
            here.visit.tell(telling="nothing")
        if circle is not None and choice.key == "hang_up":
            leave(here, circle)
        return choice.goes_to


class Left(Scene):
    """How it ended, and the way back in."""

    keys = (LEFT,)

    def show(self, here: Here) -> Shown:
        """Whoever belongs to it may come again while it goes on."""
        circle = here.visit.circle
        if circle is None:
            raise NotNow(here.key, NOW)
        if not circle.why:  # somebody went back in the middle of it
            leave(here, circle)
        over = circle.why in ("finished", "time")
        on = not over and circle.circle in {each.id for each in here.desk.ringing.circles(here.visit)}
        lost = "circles.left.lost" if on else "circles.left.broken"
        told = here.pack.sentences(TOLD.get(circle.why, lost), name=circle.name)
        return Shown(here.pack.screen(here.key, without=set() if on else {"again"}, prompt=told), private=True)

    def take(self, here: Here, choice: Choice) -> str:
        """In again."""
        circle = here.visit.circle
        if circle is not None and choice.key == "again":
            here.visit.circle = Circling(circle.circle, circle.name, circle.begins, circle.home)
        return choice.goes_to


def leave(here: Here, circle: Circling, why: str = "hung_up") -> None:
    """The person is in that circle no more."""
    here.desk.ringing.leave(here.visit, circle)
    circle.why = circle.why or why


def _offered(here: Here, planned: Choice, circle: Circle, *, first: bool) -> Choice:
    spoken = here.pack.text("circles.join", name=circle.name)
    said_as = planned.said_as if first else ()
    return replace(planned, key=f"{CIRCLE}{circle.id}", label=circle.name, spoken=spoken, said_as=said_as)
