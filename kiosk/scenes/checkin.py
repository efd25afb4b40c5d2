"""How are you? Asked as often as the person wished; "not well" offers a human; the wish is changed or ended here."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from casework.checkins import HOURS, RHYTHMS, UNWELL, Wish
from casework.errors import CaseworkError
from casework.history import KIOSK
from content.screen import Choice
from kiosk.call import Call
from kiosk.errors import NotNow
from kiosk.scenes.help import note_reason
from kiosk.scenes.receipt import send
from kiosk.scenes.scene import Here, Scene, Shown
from kiosk.wording import time_of_day

ASK = "checkin.ask"
REASON = "ill"
"""What is asked for when somebody is not well and wants it told."""


def is_there(here: Here, person: str) -> None:
    """Somebody made themselves known: that is no silence. A disk without room costs the note, never the screen."""
    with suppress(CaseworkError):
        here.desk.record.checkins.seen(person)


def to_ask(here: Here) -> bool:
    """Whether whoever stands there is to be asked before anything else is told."""
    person = here.visit.person
    return person is not None and here.desk.record.checkins.to_ask(person)


class Ask(Scene):
    """Three pictures; and nobody has to say anything."""

    keys = (ASK,)

    def show(self, here: Here) -> Shown:
        """Only for who wishes to be asked."""
        _wished(here)
        return Shown(here.pack.screen(here.key))

    def take(self, here: Here, choice: Choice) -> str:
        """On the disk before anything is said to it."""
        visit = here.visit
        answer = here.desk.record.checkins.answer(_wished(here).person, choice.key)
        if choice.key == UNWELL:
            visit.unwell = answer
            return choice.goes_to
        visit.tell(*here.pack.sentences(f"checkin.thanks.{choice.key}"))
        return choice.goes_to


class Unwell(Scene):
    """Shall somebody be told? "Nobody" is an answer."""

    keys = ("checkin.unwell",)

    def show(self, here: Here) -> Shown:
        """Calling is offered only while somebody is on duty."""
        if here.visit.unwell is None:
            raise NotNow(here.key, "known")
        without = () if here.desk.ringing.on_duty() else ("call",)
        return Shown(here.pack.screen(here.key, without=without))

    def take(self, here: Here, choice: Choice) -> str:
        """Told at once with a receipt, called, said in one's own voice, or kept to oneself."""
        visit, answer = here.visit, here.visit.unwell
        if choice.key == "call":
            visit.call = Call("duty", who=next(iter(here.desk.ringing.on_duty()), ""))
        elif choice.key == "nobody":
            visit.unwell = None
            visit.tell(*here.pack.sentences("checkin.thanks.nobody"))
        elif answer is not None:
            visit.forget_draft()
            draft = note_reason(here, REASON)
            here.desk.record.checkins.asked_for(answer, draft)
            if choice.key == "tell":
                send(here)
                visit.unwell = None
        return choice.goes_to


class Wishes(Scene):
    """What the person may decide about this machine."""

    keys = ("wishes",)

    def show(self, here: Here) -> Shown:
        """Only for somebody known; "nothing" stands last, whichever rooms have brought their wishes."""
        _person(here)
        screen = here.pack.screen(here.key)
        choices = sorted(screen.choices, key=lambda each: each.key == "good")
        return Shown(here.pack.with_choices(screen, choices), private=True)


class Mine(Scene):
    """How often: every day, every week, not at all."""

    keys = ("checkin.mine",)

    def show(self, here: Here) -> Shown:
        """What holds now is said first, and drawn as such."""
        wish = here.desk.record.checkins.wish(_person(here))
        screen = here.pack.screen(here.key, without=() if wish else ("end",))
        now = wish.rhythm if wish else "none"
        hour = {"hour": time_of_day(here.pack, wish.hour)} if wish else {}
        told = here.pack.sentences(f"checkin.now.{now}", **hour)
        return Shown(
            replace(screen, prompt=(*told, *screen.prompt)),
            private=True,
            chosen=frozenset({wish.rhythm} if wish else ()),
        )

    def take(self, here: Here, choice: Choice) -> str:
        """The hour is asked next; "do not ask me" holds at once."""
        if choice.key in RHYTHMS:
            here.visit.rhythm = choice.key
        return end(here, choice) if choice.key == "end" else choice.goes_to


class Hour(Scene):
    """By when something should have been heard."""

    keys = ("checkin.hour",)

    def show(self, here: Here) -> Shown:
        """Three times of the day."""
        _person(here)
        if here.visit.rhythm not in RHYTHMS:
            raise NotNow(here.key, "checkin.mine")
        return Shown(here.pack.screen(here.key))

    def take(self, here: Here, choice: Choice) -> str:
        """The wish is on the disk before it is told."""
        record = here.desk.record
        record.checkins.begin(_person(here), here.visit.rhythm, HOURS[choice.key], KIOSK, here.mode)
        return choice.goes_to


class Settled(Scene):
    """What was written down, in a sentence; a finger may have missed."""

    keys = ("checkin.set",)

    def show(self, here: Here) -> Shown:
        """How often, and what silence means."""
        wish = _wished(here)
        screen = here.pack.screen(here.key)
        hour = time_of_day(here.pack, wish.hour)
        told = (
            *screen.prompt,
            *here.pack.sentences(f"checkin.set.{wish.rhythm}"),
            *here.pack.sentences("checkin.set.silence", hour=hour),
        )
        return Shown(here.pack.screen(here.key, prompt=told), private=True)

    def take(self, here: Here, choice: Choice) -> str:
        """Good, or rather not."""
        return end(here, choice) if choice.key == "end" else choice.goes_to


def end(here: Here, choice: Choice) -> str:
    """Nobody asks any more."""
    here.desk.record.checkins.end(_person(here), KIOSK)
    here.visit.tell(*here.pack.sentences("checkin.ended"))
    return choice.goes_to


def _person(here: Here) -> str:
    if here.visit.person is None:
        raise NotNow(here.key, "card")
    return here.visit.person


def _wished(here: Here) -> Wish:
    wish = here.desk.record.checkins.wish(_person(here))
    if wish is None:
        raise NotNow(here.key, "checkin.mine" if here.key == "checkin.set" else "known")
    return wish
