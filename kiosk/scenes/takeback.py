"""Taking back what was sent just now, whatever it was: which, really, done; the ten minutes are the record's rule.

A new kind of sending needs three things: its way of being undone among those that ``Record`` gives to ``TakeBacks``,
``note_sent`` in the transaction that sends it, and a choice of that name on the screen ``takeback``.
"""

from __future__ import annotations

from casework.calls.callbacks import CALL_BACK
from casework.calls.invitations import LINK
from casework.errors import AlreadyEnded, TooLateToTakeBack
from casework.takebacks import Sent
from content.screen import MOST_CHOICES, Choice
from kiosk.errors import NotNow
from kiosk.scenes.scene import Here, Scene, Shown


def possible(here: Here) -> dict[str, Sent]:
    """What whoever stands here can still take back, the newest of each kind."""
    visit = here.visit
    found: dict[str, Sent] = {}
    for each in here.desk.record.takebacks.possible(visit.person, visit.session):
        found.setdefault(each.kind, each)
    return found


class Which(Scene):
    """One picture for each kind of what was sent just now."""

    keys = ("takeback",)

    def show(self, here: Here) -> Shown:
        """Only what can be taken back now."""
        newest, screen = list(possible(here))[:MOST_CHOICES], here.pack.screen(here.key)
        choices = [each for each in here.pack.choices(here.key) if each.key in newest]
        if not choices:
            raise NotNow(here.key, "home")
        return Shown(here.pack.with_choices(screen, choices))

    def take(self, here: Here, choice: Choice) -> str:
        """It is asked about once more."""
        here.visit.taking_back = possible(here).get(choice.key)
        return choice.goes_to


class Sure(Scene):
    """Really? "No" is as good as "yes"."""

    keys = ("takeback.sure",)

    def show(self, here: Here) -> Shown:
        """What it is about, and the question."""
        sent = here.visit.taking_back
        if sent is None:
            raise NotNow(here.key, "home")
        screen = here.pack.screen(here.key)
        about = next(each for each in here.pack.choices("takeback") if each.key == sent.kind)
        prompt = (about.sentence, *screen.prompt)
        beside = (about.picture, *("" for _ in screen.prompt))
        return Shown(here.pack.screen(here.key, prompt=prompt), beside=beside)

    def take(self, here: Here, choice: Choice) -> str:
        """Too late is said; nothing is done twice."""
        visit, sent = here.visit, here.visit.taking_back
        if choice.key != "take_back" or sent is None:
            visit.taking_back = None
            return choice.goes_to
        visit.taking_back = None
        try:
            here.desk.record.takebacks.take_back(sent.id, visit.person, visit.session)
        except (TooLateToTakeBack, AlreadyEnded):
            visit.tell(*here.pack.sentences("undo.too_late"))
            return "help"
        if visit.call is not None and sent.kind == CALL_BACK:
            visit.call.promised = None
        if sent.kind == LINK:
            visit.link = None
            here.desk.ringing.close_link(sent.about)
        if visit.receipt is not None and visit.receipt.request == sent.about:
            visit.receipt = None
        return choice.goes_to


class Done(Scene):
    """It is as if it had never been sent."""

    keys = ("takeback.done",)
