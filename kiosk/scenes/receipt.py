"""Sending a request, its receipt, and taking it back; the ten minutes are the record's rule."""

from __future__ import annotations

from casework.errors import AlreadyEnded, TooLateToTakeBack
from casework.status import Receipt
from content.screen import Choice
from kiosk.errors import NotNow
from kiosk.scenes.scene import Here, Scene, Shown
from kiosk.wording import day_and_part, digit_by_digit


def send(here: Here) -> Receipt:
    """Put the draft before the workers; returns once it is on disk. Asked twice, it is sent once."""
    visit, desk = here.visit, here.desk
    if visit.draft is None:
        if visit.receipt is None:
            raise NotNow(here.key, "help")
        return visit.receipt
    words, edition = here.pack.text("consent.keep"), here.pack.edition
    requests = desk.record.requests
    if visit.joins is None:
        receipt = requests.submit(visit.draft, here.mode, words, edition)
    else:
        receipt = requests.add_to(visit.joins, visit.draft, here.mode, words, edition)
    if visit.description is not None:
        desk.dictations.ask(receipt.request, visit.description.hash, visit.language)
    visit.receipt, visit.found = receipt, receipt.request
    visit.forget_draft()
    return receipt


def told_receipt(here: Here, receipt: Receipt) -> list[tuple[str, str]]:
    """Number, token, who and by when: the picture that stands beside each whole sentence, and the sentence."""
    pack, desk = here.pack, here.desk
    when = day_and_part(pack, receipt.by, desk.clock(), desk.settings.zone)
    who = pack.sentences("receipt.who", worker=receipt.who) if receipt.who else pack.sentences("receipt.who_unknown")
    token = pack.sentences(
        "receipt.token", colour=pack.text(f"colour.{receipt.colour}"), animal=pack.text(f"animal.{receipt.animal}")
    )
    told = {
        "kept": pack.sentences("receipt.sent"),
        "number": pack.sentences("receipt.number", digits=digit_by_digit(receipt.number)),
        "token": token,
        "person": who,
        "calendar": pack.sentences("receipt.by", when=when),
        "mine": pack.sentences("receipt.come_back"),
    }
    if may_take_back(here, receipt.request):
        told["undo"] = pack.sentences("receipt.undo")
    return [(picture, sentence) for picture, sentences in told.items() for sentence in sentences]


class ReceiptShown(Scene):
    """The spoken receipt: number, colour and animal, who will act, by when."""

    keys = ("help.receipt",)

    def show(self, here: Here) -> Shown:
        """Paper only with a printer; taking back only while it is possible."""
        receipt = here.visit.receipt
        if receipt is None:
            raise NotNow(here.key, "home")
        told = told_receipt(here, receipt)
        beside = tuple(picture for picture, _ in told)
        without = {"undo"} - set(beside) | ({"print"} if not here.desk.settings.printer else set())
        screen = here.pack.screen(here.key, without=without, prompt=[sentence for _, sentence in told])
        return Shown(screen, private=True, receipt=receipt, beside=beside)

    def take(self, here: Here, choice: Choice) -> str:
        """Printing stays here."""
        if choice.key == "print":
            here.visit.tell(*here.pack.sentences("print.sent"), telling="first", act="print")
            return here.key
        if choice.key == "undo" and here.visit.receipt is not None:
            here.visit.found = here.visit.receipt.request
        return choice.goes_to


class Undo(Scene):
    """Take it back? Asked once more, because "no" is as good as "yes"."""

    keys = ("help.undo",)

    def show(self, here: Here) -> Shown:
        """Only with a request in hand."""
        if here.visit.found is None:
            raise NotNow(here.key, "mine")
        return Shown(here.pack.screen(here.key))

    def take(self, here: Here, choice: Choice) -> str:
        """Too late is said, with the way to a person."""
        if choice.key != "take_back" or here.visit.found is None:
            return choice.goes_to
        try:
            here.desk.record.requests.take_back(here.visit.found)
        except (TooLateToTakeBack, AlreadyEnded):
            here.visit.tell(*here.pack.sentences("undo.too_late"))
            return "mine.status"
        here.visit.receipt = None
        return choice.goes_to


class TakenBack(Scene):
    """The request is taken back."""

    keys = ("help.taken_back",)


def may_take_back(here: Here, request: str) -> bool:
    """Whether that request can still be taken back."""
    return here.desk.record.requests.status(request).can_take_back
