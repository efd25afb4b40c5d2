"""Is it good now? A worker says that it is done; only the person's own word closes it, and "not yet" is as good."""

from __future__ import annotations

from dataclasses import replace

from casework.errors import AlreadyEnded
from casework.life.life import GOOD, NOT_YET
from casework.status import DONE, Status
from content.screen import Choice
from kiosk.errors import NotNow
from kiosk.scenes.help import reasons
from kiosk.scenes.scene import Here, Scene, Shown
from kiosk.wording import day_and_part

ASKED = "mine.good"
ANSWERS = {"good": GOOD, "not_yet": NOT_YET}


def ask_good(here: Here, status: Status) -> str:
    """Where somebody arrives who has found that request: the question, while it is to be answered."""
    here.visit.found = status.request
    if status.status != DONE:
        return "mine.status"
    here.visit.good = status.request
    return ASKED


class GoodNow(Scene):
    """The question, with what it was about; the worker's own words are one picture away."""

    confidential = True
    keys = (ASKED,)

    def show(self, here: Here) -> Shown:
        """Whose word it is that it is done, and the question. Nothing to ask any more: how it stands is told."""
        status = _asked_about(here)
        if status.status != DONE:
            raise NotNow(here.key, "mine.status")
        pack = here.pack
        reason = next((each.picture for each in reasons(pack) if each.key == status.category), "mine")
        worker = status.worker or pack.text("status.worker_unknown")
        told = [(reason, each) for each in pack.sentences("good.about", reason=_reason(here, status))]
        told += [("person", each) for each in pack.sentences("good.said", worker=worker)]
        told += [("", each) for each in pack.screen(ASKED).prompt]
        without = () if status.replies else ("hear",)
        screen = pack.screen(ASKED, prompt=[sentence for _, sentence in told], without=without)
        return Shown(screen, private=True, beside=tuple(picture for picture, _ in told), marked=status)

    def take(self, here: Here, choice: Choice) -> str:
        """Whatever is answered is on the disk before the next screen says so; no answer is asked again."""
        return _say(here, choice)


class Answered(Scene):
    """What follows from the answer; the other answer is still there for a moment, for a finger that missed."""

    confidential = True
    keys = ("mine.closed", "mine.not_yet")

    def show(self, here: Here) -> Shown:
        """Who acts now, and by when."""
        status = _asked_about(here)
        screen = here.pack.screen(here.key)
        if here.key == "mine.not_yet":
            by = day_and_part(here.pack, status.by, here.desk.clock(), here.desk.settings.zone)
            who = here.pack.sentences("good.reopened", worker=status.worker) if status.worker else ()
            told = (*screen.prompt, *who, *here.pack.sentences("good.by", by=by))
            screen = replace(screen, prompt=told)
        return Shown(screen, private=True, marked=status)

    def take(self, here: Here, choice: Choice) -> str:
        """The answer may be changed."""
        return _say(here, choice)


def _say(here: Here, choice: Choice) -> str:
    answer = ANSWERS.get(choice.key)
    if answer is None:
        return choice.goes_to or here.key
    try:
        here.desk.record.life.say(_asked_about(here).request, answer, here.mode, session=here.visit.session)
    except AlreadyEnded:
        here.visit.tell(*here.pack.sentences("good.too_late"))
        return "mine.status"
    return choice.goes_to


def _asked_about(here: Here) -> Status:
    if here.visit.good is None:
        raise NotNow(here.key, "mine")
    return here.desk.record.requests.status(here.visit.good)


def _reason(here: Here, status: Status) -> str:
    return here.pack.text(f"reason.{status.category}")
