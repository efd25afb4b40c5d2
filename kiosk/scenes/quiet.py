"""When nobody rings: what the person wishes instead of the default; and who called while they were not there."""

from __future__ import annotations

from dataclasses import replace

from casework.history import KIOSK
from casework.quiet import NAP, Span
from content.screen import Choice
from kiosk.call import Call
from kiosk.errors import NotNow
from kiosk.scenes import child
from kiosk.scenes.faces import may_call, to_call
from kiosk.scenes.scene import Here, Scene, Shown
from kiosk.wording import day_and_hour, time_of_day

LONG = Span("19:00", "08:00")


class QuietHours(Scene):
    """Four choices, and leaving it so."""

    keys = ("quiet",)

    def show(self, here: Here) -> Shown:
        """What holds now is said first."""
        if here.visit.person is None:
            raise NotNow(here.key, "card")
        quiet, pack = here.desk.record.quiet, here.pack
        own = quiet.own(here.visit.person)
        spans = quiet.of_place() if own is None else own
        told = [
            each
            for span in spans
            for each in pack.sentences(
                "quiet.now", starts=time_of_day(pack, span.starts), ends=time_of_day(pack, span.ends)
            )
        ]
        screen = pack.screen(here.key)
        prompt = (*(told or pack.sentences("quiet.now.none")), *screen.prompt)
        now = next((key for key, each in self._wishes(here).items() if each == own), "")
        return Shown(replace(screen, prompt=prompt), private=True, chosen=frozenset({now} if now else ()))

    def take(self, here: Here, choice: Choice) -> str:
        """On the disk before it is told."""
        wishes = self._wishes(here)
        if choice.key in wishes and here.visit.person is not None:
            here.desk.record.quiet.wish(here.visit.person, wishes[choice.key], KIOSK)
            here.visit.tell(*here.pack.sentences("quiet.done"))
        return choice.goes_to

    def _wishes(self, here: Here) -> dict[str, tuple[Span, ...] | None]:
        place = here.desk.record.quiet.of_place()
        return {"place": None, "nap": (*place, NAP), "long": (LONG,), "never": ()}


class CalledMeanwhile(Scene):
    """A relative called, or wanted to while it was quiet: call back, if the person likes."""

    confidential = True
    keys = ("calls.called",)

    def show(self, here: Here) -> Shown:
        """Who it was; calling is offered while it may be done."""
        relation = next((each for each in to_call(here) if each.id == here.visit.caller), None)
        if relation is None:
            raise NotNow(here.key, "known")
        screen = here.pack.screen(here.key, without=() if may_call(here, relation) else ("call",))
        pack, visit = here.pack, here.visit
        when = day_and_hour(pack, visit.called_at or here.desk.clock(), here.desk.clock(), here.desk.settings.zone)
        kin = pack.text(f"letters.kin.{relation.kind}")
        told = pack.sentences("calls.called", kin=kin, name=relation.name, when=when)
        return Shown(replace(screen, prompt=(*told, *screen.prompt)), private=True)

    def take(self, here: Here, choice: Choice) -> str:
        """It rings at the relative's."""
        relation = next((each for each in to_call(here) if each.id == here.visit.caller), None)
        if choice.key == "call" and relation is not None:
            if child.not_now(here):
                return child.LATER
            here.visit.call = Call("relative", who=relation.name, relation=relation.id)
        return choice.goes_to
