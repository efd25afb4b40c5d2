"""Calling somebody: whom, the call itself, and what comes after it; the ringing is in ``kiosk.ringing``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from casework.calls.callbacks import CALL_BACK
from content.screen import Choice
from kiosk.call import Call
from kiosk.errors import NotNow
from kiosk.scenes import child, takeback
from kiosk.scenes.faces import dial
from kiosk.scenes.help import note_reason
from kiosk.scenes.letters import write_to
from kiosk.scenes.scene import Here, Scene, Shown
from kiosk.wording import day_and_hour, day_and_part, digit_by_digit, weekday_and_hour

CALL, OVER, RINGS = "calls.call", "calls.over", "calls.rings"
WALL = "wall"
"""The choice that hides what is behind the person."""
TOLD: Mapping[str, str] = {
    **dict.fromkeys(("hung_up", "finished"), "calls.over.hung_up"),
    **dict.fromkeys(("missed", "declined", "busy"), "calls.over.missed"),
    **{each: f"calls.over.{each}" for each in ("nobody", "lost", "trouble", "time")},
}
"""Phrase that tells how it ended."""
SLOTS = ("soonest", "between", "latest")
"""The choices that stand for a time, in order."""


class Calls(Scene):
    """Whom to call; who is there to answer is said before anybody is rung."""

    keys = ("calls",)

    def show(self, here: Here) -> Shown:
        """Nobody is offered who is not on duty; when somebody is again is told."""
        screen, names = here.pack.screen(here.key), here.desk.ringing.on_duty()
        if names:
            told = here.pack.sentences("calls.on_duty", worker=names[0])
        else:
            screen = here.pack.screen(here.key, without=("worker",))
            told = (*_again(here), *here.pack.sentences("calls.nobody"))
        return Shown(replace(screen, prompt=(*screen.prompt, *told)))

    def take(self, here: Here, choice: Choice) -> str:
        """Ring, or leave a message in one's own voice; who says "call my son" needs no further screen."""
        if (goes := dial(here, choice.key)) is not None:
            return goes
        if choice.key == "worker":
            here.visit.call = Call("duty", who=next(iter(here.desk.ringing.on_duty()), ""))
        if choice.key == "message":
            note_reason(here, "other")
        return choice.goes_to


class OnTheLine(Scene):
    """It rings, and then there is a face: one red button ends it."""

    keys = (CALL,)

    def show(self, here: Here) -> Shown:
        """A call that is over is not drawn any more."""
        call = here.visit.call
        if call is None:
            raise NotNow(here.key, "calls")
        if call.why:
            raise NotNow(here.key, OVER)
        told = "calls.talking" if call.talking or call.answered else "calls.ringing"
        screen = here.pack.screen(here.key, prompt=here.pack.sentences(told, name=call.who))
        return Shown(screen, private=True, chosen=frozenset({WALL}) if call.hidden else frozenset())

    def take(self, here: Here, choice: Choice) -> str:
        """The red button, by finger, digit or voice; or the wall behind, hidden and seen again."""
        if choice.key == WALL and here.visit.call is not None:
            call = here.visit.call
            call.hidden = not call.hidden
            here.visit.tell(
                *here.pack.sentences("calls.hidden" if call.hidden else "calls.unhidden"), telling="first"
            )
            return here.key
        if here.visit.call is not None:
            here.desk.ringing.hang_up(here.visit.call)
            finish(here, "hung_up")
        return choice.goes_to


class Over(Scene):
    """How it ended, what became of it, and what can be done now."""

    keys = (OVER,)

    def show(self, here: Here) -> Shown:
        """A missed call is in the queue by itself; its number is told."""
        call = here.visit.call
        if call is None:
            raise NotNow(here.key, "calls")
        if not call.why:  # somebody went back in the middle of it
            here.desk.ringing.hang_up(call)
            finish(here, "hung_up")
        again = {"when": child.when_again(here, call.relation)} if call.why == "time" else {}
        told = [*here.pack.sentences(TOLD.get(call.why, "calls.over.lost"), name=call.who, **again)]
        if call.request:
            number = here.desk.record.requests.status(call.request).number
            told += here.pack.sentences("calls.over.noted", digits=digit_by_digit(number))
        screen = here.pack.screen(here.key, without=self._without(here, call), prompt=told)
        choices = sorted(screen.choices, key=lambda each: each.key == "home")  # the way out stands last
        return Shown(here.pack.with_choices(screen, choices), private=True)

    def take(self, here: Here, choice: Choice) -> str:
        """Ring again; or tell it in one's own voice: a worker within the same request, a relative as a letter."""
        call = here.visit.call
        if choice.key == "again" and call is not None and call.relation is not None and child.not_now(here):
            return child.LATER
        if choice.key == "again":
            here.visit.call = self._anew(here, call)
        if choice.key == "message":
            note_reason(here, "other")
            here.visit.joins = call.request if call else None
        if choice.key == "letter" and call is not None and call.relation is not None:
            return write_to(here, call.relation)
        return choice.goes_to

    def _anew(self, here: Here, call: Call | None) -> Call:
        if call is not None and call.relation is not None:
            return Call("relative", call.who, call.relation)
        return Call("duty", who=next(iter(here.desk.ringing.on_duty()), ""))

    def _without(self, here: Here, call: Call) -> set[str]:
        left_out = {"again"} if call.why == "time" else set()
        if call.relation is None or call.talking:
            left_out |= {"letter"}
        if call.relation is not None or (call.talking and call.request is None):  # a relative gets a letter instead
            left_out |= {"message"}
        if call.request is None or not here.desk.ringing.to_call_back():
            left_out |= {"call_back"}
        return left_out


class When(Scene):
    """When shall somebody call back? A few times, each said with its day and hour."""

    keys = ("calls.when",)

    def show(self, here: Here) -> Shown:
        """Times at which somebody will be on duty."""
        call, times = here.visit.call, here.desk.ringing.to_call_back()
        if call is None or not call.request or not times:
            raise NotNow(here.key, OVER if call else "calls")
        screen, slots = here.pack.screen(here.key), dict(zip(SLOTS, times, strict=False))
        choices = [self._at(here, each, slots[each.key]) for each in screen.choices if each.key in slots]
        rest = [each for each in screen.choices if each.key not in SLOTS]
        return Shown(here.pack.with_choices(screen, [*choices, *rest]))

    def take(self, here: Here, choice: Choice) -> str:
        """The appointment is on the disk before it is told."""
        times = dict(zip(SLOTS, here.desk.ringing.to_call_back(), strict=False))
        if choice.key in times and here.visit.call is not None:
            here.desk.ringing.promise(here.visit.call, times[choice.key])
        return choice.goes_to

    def _at(self, here: Here, choice: Choice, moment: datetime) -> Choice:
        when = day_and_hour(here.pack, moment, here.desk.clock(), here.desk.settings.zone)
        drawn = weekday_and_hour(here.pack, moment, here.desk.settings.zone)
        return replace(choice, label=drawn, spoken=here.pack.text("calls.at", when=when))


class Promised(Scene):
    """When somebody will call back, and what the person has to do for it."""

    keys = ("calls.promised",)

    def show(self, here: Here) -> Shown:
        """Day and hour once more."""
        call = here.visit.call
        if call is None or call.promised is None:
            raise NotNow(here.key, "calls.when")
        when = day_and_hour(here.pack, call.promised, here.desk.clock(), here.desk.settings.zone)
        told = here.pack.sentences("calls.promised", when=when)
        without = () if CALL_BACK in takeback.possible(here) else ("undo",)
        return Shown(here.pack.screen(here.key, prompt=told, without=without), private=True)


class Rings(Scene):
    """Somebody rings here: a worker as promised, or a relative who was given a link."""

    keys = (RINGS,)

    def show(self, here: Here) -> Shown:
        """Who it is; nobody is seen before the person says so."""
        call = here.visit.call
        if call is None or call.kind != "rung":
            raise NotNow(here.key, "home")
        return Shown(here.pack.screen(here.key, prompt=here.pack.sentences("calls.rings", name=call.who)))

    def take(self, here: Here, choice: Choice) -> str:
        """Answer it, or not now."""
        call = here.visit.call
        if call is not None and choice.key == "answer":
            call.answered = True
        elif call is not None:
            here.desk.ringing.decline(call)
            here.visit.call = None
            return here.visit.before
        return choice.goes_to


def _again(here: Here) -> tuple[str, ...]:
    begins = here.desk.ringing.again()
    if begins is None:
        return ()
    when = day_and_part(here.pack, begins, here.desk.clock(), here.desk.settings.zone)
    return here.pack.sentences("calls.again", when=when)


def finish(here: Here, why: str) -> None:
    """The call of this visit is over."""
    if here.visit.call is not None and not here.visit.call.why:
        here.desk.ringing.over(here.visit, here.visit.call, why)
