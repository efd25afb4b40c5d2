"""A link for the phone of a relative who stands beside: for whom, really, the square to look at, taken back."""

from __future__ import annotations

from casework.calls.invitations import LINK
from casework.errors import CaseworkError
from casework.persons.relations import Relation
from casework.takebacks import Sent
from content.screen import Choice
from kiosk.errors import NotNow
from kiosk.link import Link
from kiosk.scenes.faces import FACE, NobodyYet, approved, drawn_as_faces
from kiosk.scenes.help import note_reason
from kiosk.scenes.paged import is_page
from kiosk.scenes.scene import Code, Here, Scene, Shown

WHOSE, SURE, CODE, NOWHERE = "links", "links.sure", "links.code", "links.nowhere"


class Whose(Scene):
    """The faces of calls.faces: nobody else gets a link."""

    confidential = True  # the square is for the one who stands beside, and for nobody else in the room

    def owns(self, key: str) -> bool:
        """Every page of them."""
        return is_page(key, WHOSE)

    def show(self, here: Here) -> Shown:
        """Only where phones find this station; for a child its grown-ups ask the worker."""
        return drawn_as_faces(here, WHOSE, _possible(here), "links.to", SURE)

    def take(self, here: Here, choice: Choice) -> str:
        """It is asked once more."""
        if not choice.key.startswith(FACE):
            return choice.goes_to
        here.visit.link_to = choice.key.removeprefix(FACE)
        return SURE


class Sure(Scene):
    """For whom, and whether they are here: nothing is made that nobody looks at."""

    confidential = True
    keys = (SURE,)

    def show(self, here: Here) -> Shown:
        """What it is good for."""
        told = here.pack.sentences("links.sure", name=_relative(here).name)
        prompt = (*told, *here.pack.screen(here.key).prompt)
        return Shown(here.pack.screen(here.key, prompt=prompt), private=True)

    def take(self, here: Here, choice: Choice) -> str:
        """On the disk before its square is shown."""
        visit = here.visit
        if choice.key != "make" or visit.person is None:
            return choice.goes_to
        relation = _relative(here)
        try:
            made, secret = here.desk.record.invitations.invite_at_the_screen(
                visit.person, relation.id, visit.language, visit.session
            )
        except CaseworkError:  # not approved (any more): who may have one is shown
            return WHOSE
        visit.link = Link(made.id, made.name, made.expires_at, secret)
        return choice.goes_to


class Shows(Scene):
    """One large square; it goes with the visit, and is taken back here like everything sent."""

    confidential = True
    keys = (CODE,)

    def show(self, here: Here) -> Shown:
        """While the link opens something; paper only with a printer."""
        link, phones = here.visit.link, here.desk.phones()
        if link is None or here.visit.person is None:
            raise NotNow(here.key, WHOSE)
        if not phones:
            raise NotNow(here.key, NOWHERE)
        pack, until = here.pack, link.expires_at.astimezone(here.desk.settings.zone)
        day = pack.text("links.day", month=pack.text(f"month.{until.month}"), day=until.day)
        good = pack.sentences("links.until", name=link.name, day=day)
        told = [
            (picture, each) for picture in ("phone", "here", "home") for each in pack.sentences(f"links.{picture}")
        ]
        told += [("calendar", each) for each in good]
        without = {"print"} if not here.desk.settings.printer else set()
        without |= {"undo"} if _sent(here) is None else set()
        screen = pack.screen(here.key, without=without, prompt=[sentence for _, sentence in told])
        code = Code(
            f"{phones}/j/{link.secret}",
            pack.text("links.slip", name=link.name),
            (*pack.sentences("links.phone"), *good, *pack.sentences("links.alone")),
        )
        return Shown(screen, private=True, beside=tuple(picture for picture, _ in told), code=code)

    def take(self, here: Here, choice: Choice) -> str:
        """Printing stays here; whoever is done needs the square no more."""
        if choice.key == "print":
            here.visit.tell(*here.pack.sentences("print.sent"), telling="first", act="print")
            return here.key
        if choice.key == "undo":
            here.visit.taking_back = _sent(here)
        if choice.key == "done":
            here.visit.link = None
        return choice.goes_to


class Nowhere(NobodyYet):
    """No phone finds this station, or a child asks: the worker makes it with them."""

    keys = (NOWHERE,)

    def show(self, here: Here) -> Shown:
        """Why, and who helps."""
        told = here.pack.sentences("links.child") if here.visit.child else here.pack.screen(here.key).prompt
        without = () if here.desk.ringing.on_duty() else ("worker",)
        return Shown(here.pack.screen(here.key, without=without, prompt=told))

    def take(self, here: Here, choice: Choice) -> str:
        """The worker on duty, or a message for whoever is there later."""
        if choice.key == "message":
            note_reason(here, "other")
        return super().take(here, choice)


def _possible(here: Here) -> list[Relation]:
    if here.visit.child or not here.desk.phones():
        raise NotNow(here.key, NOWHERE)
    return list(approved(here, WHOSE))


def _relative(here: Here) -> Relation:
    found = next((each for each in _possible(here) if each.id == here.visit.link_to), None)
    if found is None:
        raise NotNow(here.key, WHOSE)
    return found


def _sent(here: Here) -> Sent | None:
    """The link in front, while it can be taken back."""
    visit, link = here.visit, here.visit.link
    sent = here.desk.record.takebacks.possible(visit.person, visit.session) if link is not None else ()
    return next((each for each in sent if link is not None and (each.kind, each.about) == (LINK, link.id)), None)
