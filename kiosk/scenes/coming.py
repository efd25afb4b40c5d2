"""Somebody will come to the person's home: who and when; "not today" is obeyed, and can be taken back."""

from __future__ import annotations

from casework.access import EVERYTHING
from casework.errors import CaseworkError
from casework.history import KIOSK
from casework.visits.visit import NOT_TODAY, Visit
from content.screen import Choice
from kiosk.errors import NotNow
from kiosk.scenes.scene import Here, Scene, Shown
from kiosk.wording import day_and_part


class Coming(Scene):
    """The visit that is planned; the person may rather have it another day."""

    confidential = True
    keys = ("visit.coming",)

    def show(self, here: Here) -> Shown:
        """Who comes and when. A visit that was moved meanwhile is not told."""
        visit = _visit(here, here.visit.coming)
        if visit.ended is not None:
            raise NotNow(here.key, "known")
        told = here.pack.sentences("visit.told", worker=visit.worker_name, when=_when(here, visit))
        screen = here.pack.screen(here.key)
        return Shown(here.pack.screen(here.key, prompt=(*told, *screen.prompt)), private=True)

    def take(self, here: Here, choice: Choice) -> str:
        """What is answered is on the disk before the next screen says so."""
        visit, record = here.visit, here.desk.record
        if choice.key != "not_today":
            return choice.goes_to
        try:
            record.visits.not_today(_visit(here, visit.coming).id, KIOSK, session=visit.session)
        except CaseworkError:
            visit.tell(*here.pack.sentences("visit.changed"))
            return "known"
        visit.put_off, visit.coming = visit.coming, None
        return choice.goes_to


class PutOff(Scene):
    """When somebody comes instead; the finger may have missed."""

    confidential = True
    keys = ("visit.put_off",)

    def show(self, here: Here) -> Shown:
        """The new day."""
        visit = _visit(here, here.visit.put_off)
        if visit.ended != NOT_TODAY or visit.moved_to is None:
            raise NotNow(here.key, "known")
        then = _visit(here, visit.moved_to)
        screen = here.pack.screen(here.key)
        told = here.pack.sentences("visit.instead", worker=then.worker_name, when=_when(here, then))
        return Shown(here.pack.screen(here.key, prompt=(*screen.prompt, *told)), private=True)

    def take(self, here: Here, choice: Choice) -> str:
        """It may be as it was."""
        if choice.key != "come":
            return choice.goes_to
        visit = here.visit
        try:
            here.desk.record.visits.come_after_all(_visit(here, visit.put_off).id)
        except CaseworkError:
            visit.tell(*here.pack.sentences("visit.changed"))
            return "known"
        visit.coming, visit.put_off = visit.put_off, None
        return choice.goes_to


def _visit(here: Here, visit: str | None) -> Visit:
    if visit is None:
        raise NotNow(here.key, "known")
    try:
        return here.desk.record.visits.get(EVERYTHING, visit)
    except CaseworkError as error:
        raise NotNow(here.key, "known") from error


def _when(here: Here, visit: Visit) -> str:
    return day_and_part(here.pack, visit.when, here.desk.clock(), here.desk.settings.zone)
