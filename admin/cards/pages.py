"""Whom to print a card for, the sheet for the printer, and one tap for a card that is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import context
from admin.cards.printing import PAPERS, Face
from admin.cards.printing import pages as page_by_page
from admin.cards.sheets import Printed
from admin.errors import FieldWrong, PanelError
from admin.persons.look import Face as Somebody
from admin.troubles import as_advice
from casework.errors import CaseworkError
from casework.persons.finding import Sought
from casework.tokens import shipped_tokens

pages = Blueprint("cards", __name__, url_prefix="/cards")


@dataclass(frozen=True)
class Line:
    """Somebody who has a card, or has none."""

    face: Somebody
    number: str
    """Of the card; empty without one."""
    photo: bool
    """Whether the photograph may be on it."""


@dataclass(frozen=True)
class CardsPage:
    """Everything that the template prints."""

    lines: Sequence[Line]
    once: str

    @property
    def without(self) -> int:
        """How many have none."""
        return sum(not each.number for each in self.lines)


@pages.get("")
def cards() -> str:
    """Everybody this reader may see, and who has a card."""
    return _page()


@pages.post("")
def make() -> ResponseReturnValue:
    """Issue cards for those who were ticked; cards that they had open nothing from now on."""
    seat, worker = context.seat(), context.worker().id
    chosen = list(dict.fromkeys(request.form.getlist("person")))
    try:
        if not chosen:
            raise FieldWrong("nobody_ticked")
        name = _once()
        seat.sheets.make(name, worker, lambda: _issue(chosen, worker))
    except (PanelError, CaseworkError) as error:
        advice, status = as_advice(error)
        return _page(advice), status
    paper = request.form.get("paper", "")
    return redirect(url_for("cards.sheet", name=name, paper=paper if paper in PAPERS else None))


@pages.get("/sheet/<name>")
def sheet(name: str) -> str:
    """The cards as they come out of the printer; only for whoever issued them, and not for long."""
    found, words = context.seat().sheets.get(name, context.worker().id), context.words()
    paper = request.args.get("paper", "")
    paper = paper if paper in PAPERS else PAPERS[0]
    still = [each if _still_shown(each) else replace(each, photo=None) for each in found.cards]
    faces = [Face(each, words) for each in still]
    return render_template(
        "cards/sheet.html", pages=page_by_page(faces, paper), paper=paper, papers=PAPERS, name=name
    )


@pages.post("/pictures/<person_id>")
def signs(person_id: str) -> ResponseReturnValue:
    """Three pictures that the person chose, in place of a card; or none any more."""
    record, worker = context.record(), context.worker().id
    if "end" in request.form:
        record.signs.end(person_id, worker)
    else:
        record.signs.choose(person_id, request.form.getlist("picture"), worker)
    context.confirm(context.words().say("cards.done.signs"))
    return redirect(url_for("person.show", person_id=person_id, _anchor="card"))


@pages.post("/lost/<card_id>")
def lost(card_id: str) -> ResponseReturnValue:
    """From this moment on it opens nothing."""
    person, why = request.form.get("person", ""), "unwanted" if "unwanted" in request.form else "lost"
    context.record().cards.end(card_id, context.worker().id, why)
    context.confirm(context.words().say(f"cards.done.{why}"))
    return redirect(url_for("person.show", person_id=person, _anchor="card"))


def _still_shown(card: Printed) -> bool:
    """Whether the photograph on it may still be shown: the yes may have been taken back since."""
    return card.photo is None or context.record().consents.photo_of(card.issued.card.person) == card.photo


def _issue(chosen: Sequence[str], worker: str) -> list[Printed]:
    record, form = context.record(), request.form
    colour, animal = form.get("colour", ""), form.get("animal", "")
    if len(chosen) == 1 and colour and animal:
        kinds = shipped_tokens()
        if colour not in kinds.colours or animal not in kinds.animals:
            raise FieldWrong("choice_wrong")
        record.people.change(chosen[0], worker, {"colour": colour, "animal": animal})
    with_photo = form.get("face", "") == "photo"
    printed = []
    for each in record.cards.issue_all(chosen, worker):
        printed.append(Printed(each, record.consents.photo_of(each.card.person) if with_photo else None))
    return printed


def _page(advice: str = "") -> str:
    record, words, today = context.record(), context.words(), context.now().date()
    valid = record.cards.valid()
    lines = [
        Line(
            Somebody(each, words, today),
            valid[each.id].number if each.id in valid else "",
            record.consents.photo_of(each.id) is not None,
        )
        for each in record.people.find(context.reader(), Sought())
    ]
    return render_template("cards/list.html", page=CardsPage(lines, str(uuid4())), advice=advice)


def _once() -> str:
    try:
        return str(UUID(request.form.get("once", "")))
    except ValueError:
        return str(uuid4())
