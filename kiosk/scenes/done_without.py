"""Something was done without asking the person: told with who and why, and how to object; nothing is undone here."""

from __future__ import annotations

from casework.consents.errors import NoSuchOverride
from casework.consents.overriding import Override
from casework.consents.purposes import purpose
from content.screen import Choice
from kiosk.errors import NotNow
from kiosk.matter import Matter
from kiosk.paging import rows
from kiosk.scenes.consent import receiver
from kiosk.scenes.receipt import told_receipt
from kiosk.scenes.scene import Here, Scene, Shown
from kiosk.wording import day_and_part


class DoneWithout(Scene):
    """Who did what, who agreed, and the reason that was written down."""

    confidential = True
    keys = ("consent.override",)

    def show(self, here: Here) -> Shown:
        """The whole of it; who has objected before finds the way back only."""
        told = account(here, the_override(here))
        screen = here.pack.screen(here.key, prompt=[sentence for _, sentence in told])
        return Shown(screen, private=True, beside=tuple(picture for picture, _ in told))

    def take(self, here: Here, choice: Choice) -> str:
        """An objection is on the disk, and with a supervisor, before the next screen says so."""
        if choice.key != "object":
            return "known" if here.visit.person else "mine.status"
        found = the_override(here)
        words = " ".join(sentence for _, sentence in account(here, found))
        send = here.desk.record.objections.raise_about
        here.visit.receipt = send(
            *(found.id, here.visit.language, words, here.mode, here.pack.edition), session=here.visit.session
        )
        return choice.goes_to


class Objected(Scene):
    """The objection is sent: its number, who has it, by when."""

    confidential = True
    keys = ("consent.objected",)

    def show(self, here: Here) -> Shown:
        """As for every request."""
        receipt = here.visit.receipt
        if receipt is None:
            raise NotNow(here.key, "consent.override")
        told = [("kept", each) for each in here.pack.screen(here.key).prompt]
        told += [each for each in told_receipt(here, receipt) if each[0] in ("number", "token", "calendar")]
        screen = here.pack.screen(here.key, prompt=[sentence for _, sentence in told])
        return Shown(screen, private=True, beside=tuple(picture for picture, _ in told))


def the_override(here: Here) -> Override:
    """What is told. Raises NotNow."""
    try:
        return here.desk.record.overrides.get(here.visit.override or "")
    except NoSuchOverride:
        raise NotNow(here.key, "known" if here.visit.person else "mine") from None


def account(here: Here, found: Override) -> list[tuple[str, str]]:
    """What was done, by whom, when and why: the picture beside each sentence, and the sentence."""
    pack, workers = here.pack, here.desk.record.workers
    matter = Matter(subject=found.subject, purpose=found.purpose, to=found.to)
    when = day_and_part(pack, found.used_at or found.at, here.desk.clock(), here.desk.settings.zone)
    what = pack.text(f"consent.{purpose(found.purpose).word}.done", to=receiver(here, matter))
    who, second = workers.get(found.worker).name, workers.get(found.second).name if found.second else ""
    told = [(purpose(found.purpose).picture, each) for each in pack.sentences("override.what", when=when, what=what)]
    told += [("person", each) for each in pack.sentences("override.who", worker=who, second=second)]
    told += [("person", each) for each in pack.sentences("override.why")]
    told += [("speak", each) for each in rows(found.reason)]
    return told
