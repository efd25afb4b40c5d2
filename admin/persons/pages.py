"""The list of persons: searched, filtered, and one more written down; a single file is in ``file``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import context
from admin.errors import PanelError
from admin.persons import forms
from admin.persons.look import Face, tokens_in
from admin.request_forms import Choice
from admin.troubles import as_advice
from casework.access import acts
from casework.errors import CaseworkError
from casework.persons.finding import MOST, Sought
from casework.persons.kinds import CIRCUMSTANCES, LANGUAGES
from casework.persons.similar import Hint
from casework.tokens import shipped_tokens

pages = Blueprint("persons", __name__, url_prefix="/persons")


@dataclass(frozen=True)
class Option:
    """One choice of a filter."""

    key: str
    word: str
    current: bool


@dataclass(frozen=True)
class HintLine:
    """A file that may be the same person."""

    id: str
    name: str
    why: str


@dataclass(frozen=True)
class ListPage:
    """Everything that the template prints."""

    find: str
    faces: Sequence[Face]
    villages: Sequence[Option]
    lives: Sequence[Option]
    gone: bool
    named: int
    """How many people the rules name today."""
    cut: bool
    once: str
    may_write: bool
    chosen: Sequence[Choice]
    """What people speak here, as ticked in the form."""
    hints: Sequence[HintLine] = ()
    """Files that may be the one that somebody is about to write down."""


@pages.get("")
def persons() -> str:
    """Everybody this reader may see, by name."""
    return _page()


@pages.post("")
def add() -> ResponseReturnValue:
    """One more; when a file like it exists, it is shown first."""
    record, reader = context.record(), context.reader()
    try:
        told = forms.details(request.form, request.form.getlist("languages"))
        name = str(told.pop("name"))
        if "anyway" not in request.form:
            born = told["born"] if isinstance(told["born"], int) else None
            hints = record.people.similar(reader, name, born, str(told["phone"]))
            if hints:
                return _page(hints=hints), 409
        made = record.people.add(
            name, reader.worker, forms.line(request.form, "household"), forms.once(request.form, name), **told
        )
    except (PanelError, CaseworkError) as error:
        advice, status = as_advice(error)
        return _page(advice), status
    context.confirm(context.words().say("persons.done.added", name=name))
    return redirect(url_for("person.show", person_id=made))


def _page(advice: str = "", hints: Sequence[Hint] = ()) -> str:
    record, reader, words = context.record(), context.reader(), context.words()
    sought = _sought()
    found = record.people.find(reader, sought)
    lives = record.people.circumstances.of_many([each.id for each in found])
    today = context.now().date()
    page = ListPage(
        find=sought.text,
        faces=[Face(each, words, today, lives.get(each.id, ())) for each in found],
        villages=[Option(each.id, each.name, each.id == sought.village) for each in record.people.homes.villages()],
        lives=[
            Option(each, words.say(f"persons.life.{each}"), each == sought.circumstance) for each in CIRCUMSTANCES
        ],
        gone=sought.gone,
        named=len(record.people.watch.candidates(reader)),
        cut=len(found) >= MOST,
        once=str(uuid4()),
        may_write=reader.may(acts.WRITE_PERSONS),
        chosen=[Choice(each, words.say(f"persons.speaks.{each}"), each in _chosen()) for each in LANGUAGES],
        hints=[
            HintLine(
                each.id,
                each.name,
                words.say("persons.comma").join(words.say(f"persons.alike.{why}") for why in each.why),
            )
            for each in hints
        ],
    )
    typed = request.form if request.method == "POST" else {}
    return render_template("persons/list.html", page=page, advice=advice, typed=typed)


def _chosen() -> list[str]:
    return request.form.getlist("languages") if request.method == "POST" else ["zh"]


def _sought() -> Sought:
    text, kinds = request.args.get("find", "").strip()[:60], shipped_tokens()
    life = request.args.get("life", "")
    return Sought(
        text,
        tokens_in(text, kinds.colours, kinds.animals, context.words()) if text else (),
        request.args.get("village") or None,
        life if life in CIRCUMSTANCES else None,
        "gone" in request.args,
    )
