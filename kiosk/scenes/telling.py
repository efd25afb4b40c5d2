"""Telling it in one's own voice: the recorder, what was recorded, the name, and the read-back before sending."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from casework.errors import NotADraft
from content.screen import Choice
from kiosk.errors import NotNow
from kiosk.scenes.help import reasons
from kiosk.scenes.receipt import send
from kiosk.scenes.scene import Here, Scene, Shown

NAMES = ("help.say_name", "help.other")
"""Screens on which a name is recorded: one's own, or that of whom it is for."""


def hear_own(here: Here) -> str:
    """Stay, and play the person's own recording only."""
    here.visit.tell(telling="nothing", act="hear")
    return here.key


class Telling(Scene):
    """The recorder: for what happened, and for the name."""

    keys = ("help.describe", *NAMES)

    def show(self, here: Here) -> Shown:
        """The recorder, as long as there is a request to tell about."""
        if here.visit.draft is None:
            raise NotNow(here.key, "help")
        return Shown(here.pack.screen(here.key))

    def take(self, here: Here, choice: Choice) -> str:
        """Start the recorder, or go on without a voice."""
        if choice.key == "record":
            here.visit.tell(telling="nothing", act="record")
            return here.key
        if choice.key == "no_name":
            leave_out_name(here)
        return choice.goes_to


class Told(Scene):
    """The recording is on disk: hear it, speak anew, or go on."""

    keys = ("help.recorded",)

    def show(self, here: Here) -> Shown:
        """Only with a recording."""
        if here.visit.description is None:
            raise NotNow(here.key, "help.describe" if here.visit.draft else "help")
        return Shown(here.pack.screen(here.key))

    def take(self, here: Here, choice: Choice) -> str:
        """Hearing it stays here."""
        return hear_own(here) if choice.key == "hear" else choice.goes_to


class Name(Scene):
    """Whether to say a name, and honestly what it means not to."""

    keys = ("help.name",)

    def show(self, here: Here) -> Shown:
        """What "no name" means is told before it is chosen, not after."""
        if here.visit.draft is None:
            raise NotNow(here.key, "help")
        screen = here.pack.screen(here.key)
        return Shown(replace(screen, notes=here.pack.sentences("name.without")))

    def take(self, here: Here, choice: Choice) -> str:
        """Without a name, one recorded earlier is taken off the request again."""
        if choice.key == "no_name":
            leave_out_name(here)
        if here.visit.draft is not None:
            ask_for(here, other=choice.key == "for_other")
        return choice.goes_to


def ask_for(here: Here, *, other: bool) -> None:
    """For somebody else nobody's name is kept with it but the one that is said; otherwise it is one's own."""
    visit, requests = here.visit, here.desk.record.requests
    if visit.draft is not None and other != visit.for_other:
        requests.change(visit.draft, for_other=int(other), person=None if other else visit.person)
        visit.for_other = other


def leave_out_name(here: Here) -> None:
    """The person does not want to be named (any more)."""
    if here.visit.draft is not None and here.visit.name is not None:
        here.desk.record.requests.detach(here.visit.draft, kind="name")
    here.visit.name = None


class Confirm(Scene):
    """Everything is read back, in the person's own voice where there is one, before anything is sent."""

    keys = ("help.confirm",)

    def show(self, here: Here) -> Shown:
        """Reason, own words, name, who will hear it, and the question."""
        visit, pack = here.visit, here.pack
        if visit.draft is None or visit.category is None:
            raise NotNow(here.key, "help.receipt" if visit.receipt else "help")
        told: list[tuple[str, str]] = []
        own = []

        def tell(picture: str, sentences: tuple[str, ...]) -> None:
            told.extend((picture, each) for each in sentences)

        reason = next(each for each in reasons(pack) if each.key == visit.category)
        tell(reason.picture, pack.sentences("confirm.reason", reason=pack.text(f"reason.{visit.category}")))
        tell("hear", pack.sentences("confirm.recording" if visit.description else "confirm.no_recording"))
        if visit.description:
            own.append((len(told), "description"))
        if visit.for_other:
            tell("for_other", pack.sentences("confirm.for_other"))
        if visit.name:
            tell("name", pack.sentences("confirm.other_name" if visit.for_other else "confirm.name"))
            own.append((len(told), "name"))
        elif not visit.for_other:
            tell("no_name", pack.sentences("confirm.no_name"))
        tell("person", pack.sentences("consent.keep"))
        tell("", pack.screen(here.key).prompt)
        without = () if visit.description else ("hear",)
        screen = pack.screen(here.key, without=without, prompt=[sentence for _, sentence in told])
        return Shown(screen, own=tuple(own), beside=tuple(picture for picture, _ in told))

    def take(self, here: Here, choice: Choice) -> str:
        """Send it, hear it, change it, or throw it away."""
        if choice.key == "hear":
            return hear_own(here)
        if choice.key == "send":
            send(here)
        if choice.key == "dont":
            throw_away(here)
        return choice.goes_to


def throw_away(here: Here) -> None:
    """The person does not want it: the draft and its recordings are gone for good."""
    if here.visit.draft is not None:
        with suppress(NotADraft):  # words of danger in it were told meanwhile
            here.desk.record.requests.discard(here.visit.draft)
    here.visit.forget_draft()


class NotSent(Scene):
    """Nothing was sent, and that is fine."""

    keys = ("help.not_sent",)
