"""A child's times for calls, letters and circles: asked about, kept with a kind word, never in the way of help."""

from __future__ import annotations

from casework.childtimes import Times
from content.pack import Pack
from content.screen import Choice
from kiosk.call import Call
from kiosk.errors import NotNow
from kiosk.scenes.help import note_reason
from kiosk.scenes.leaving import LEAVE
from kiosk.scenes.scene import Here, Scene, Shown
from kiosk.wording import day_and_hour, time_of_day

ASK, LATER = "child.ask", "child.later"
SUBJECTS = frozenset({"health", "rights"})
"""What a child is told about; money, scams and farming are for grown-ups."""


def not_now(here: Here) -> bool:
    """Whether a child stands there that calls nobody just now but the worker, nor hears or speaks letters."""
    return here.visit.child and here.desk.record.child_times.left(_child(here)) == 0


def in_time(here: Here) -> None:
    """Raises NotNow with the kind word where ``not_now``."""
    if not_now(here):
        raise NotNow(here.key, LATER)


def to_ask(here: Here) -> bool:
    """Whether the child is to be asked about times that its guardian has agreed to."""
    if not here.visit.child or here.visit.put_off_times:
        return False
    return here.desk.record.child_times.to_ask(_child(here)) is not None


def when_again(here: Here, relation: str | None = None) -> str:
    """When the child (whose relative that is) may call again, as it is said."""
    times = here.desk.record.child_times
    again = times.again(times.of_relation(relation) or _child(here))
    return day_and_hour(here.pack, again, here.desk.clock(), here.desk.settings.zone)


class Ask(Scene):
    """The child's own yes; "no" is as good."""

    keys = (ASK,)

    def show(self, here: Here) -> Shown:
        """What was agreed, and by whom."""
        agreed = here.desk.record.child_times.agreed(_child(here))
        guardian = agreed.of("guardian") if agreed else None
        if agreed is None or guardian is None:
            raise NotNow(here.key, "known")
        times, pack = agreed.times, here.pack
        told = pack.sentences(
            "child.agreed",
            guardian=guardian.name,
            worker=agreed.worker,
            days=days(pack, times),
            starts=time_of_day(pack, times.starts),
            ends=time_of_day(pack, times.ends),
            minutes=times.minutes,
        )
        return Shown(pack.screen(here.key, prompt=(*told, *pack.screen(here.key).prompt)), private=True)

    def take(self, here: Here, choice: Choice) -> str:
        """On the disk before it is thanked for; "later" is asked again at the next card."""
        agreed = here.desk.record.child_times.agreed(_child(here))
        if choice.key == "later" or agreed is None:
            here.visit.put_off_times = True
            return choice.goes_to
        here.desk.record.child_times.answer(agreed.id, choice.key == "yes", here.mode)
        here.visit.tell(*here.pack.sentences(f"child.thanks.{choice.key}"))
        return choice.goes_to


class Later(Scene):
    """Not now: when again, and the way out to play; the worker can be called at any time."""

    keys = (LATER,)

    def show(self, here: Here) -> Shown:
        """Day and hour at which calls are made again."""
        _child(here)
        if not not_now(here):
            raise NotNow(here.key, "known")
        screen = here.pack.screen(here.key)
        told = here.pack.sentences("child.not_now", when=when_again(here))
        without = () if here.desk.ringing.on_duty() else ("worker",)
        return Shown(here.pack.screen(here.key, without=without, prompt=(*told, *screen.prompt)), private=True)

    def take(self, here: Here, choice: Choice) -> str:
        """Playing ends the visit."""
        if choice.key == "play":
            return LEAVE
        if choice.key == "worker":
            here.visit.call = Call("duty", who=next(iter(here.desk.ringing.on_duty()), ""))
        if choice.key == "message":
            note_reason(here, "other")
        return choice.goes_to


def days(pack: Pack, times: Times) -> str:
    """The days as they are said."""
    named = {frozenset(range(7)): "every", frozenset(range(5)): "school", frozenset((5, 6)): "weekend"}
    if times.days in named:
        return pack.text(f"child.days.{named[times.days]}")
    return pack.text("child.days.comma").join(pack.text(f"weekday.{each}") for each in sorted(times.days))


def _child(here: Here) -> str:
    if here.visit.person is None:
        raise NotNow(here.key, "card")
    return here.visit.person
