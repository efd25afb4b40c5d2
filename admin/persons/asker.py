"""Who it was that asked: a request is given to a person's file, found or begun; its own page is elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import context
from admin.errors import PanelError
from admin.persons import forms
from admin.persons.look import Face, tokens_in
from admin.troubles import as_advice
from casework.access import acts
from casework.errors import CaseworkError
from casework.persons.finding import Sought
from casework.tokens import shipped_tokens

pages = Blueprint("asker", __name__, url_prefix="/requests/<request_id>/who")
MOST = 30
"""Persons to choose from; more is searched."""


@dataclass(frozen=True)
class WhoPage:
    """Everything that the template prints."""

    request: str
    number: str
    find: str
    faces: Sequence[Face]
    named: str
    """Id of who is written there already; empty: nobody."""
    may_write: bool


@pages.get("")
def who(request_id: str) -> str:
    """Whom to choose."""
    return _page(request_id)


@pages.post("")
def name(request_id: str) -> ResponseReturnValue:
    """It was this one; or somebody who has no file yet."""
    record, worker = context.record(), context.worker().id
    try:
        person = request.form.get("person", "")
        if not person:
            told = forms.needed(request.form, "name")
            record.request(request_id, context.reader())
            person = record.people.add(told, worker, once=forms.once(request.form, f"{request_id}{told}"))
        record.name_person(request_id, worker, person)
    except (PanelError, CaseworkError) as error:
        advice, status = as_advice(error)
        return _page(request_id, advice), status
    context.confirm(context.words().say("persons.done.named"))
    return redirect(url_for("request.show", request_id=request_id))


def _page(request_id: str, advice: str = "") -> str:
    record, reader, words = context.record(), context.reader(), context.words()
    file, kinds = record.request(request_id, reader), shipped_tokens()
    text = request.args.get("find", "").strip()[:60]
    tokens = tokens_in(text, kinds.colours, kinds.animals, words) if text else ()
    found = record.people.find(reader, Sought(text, tokens))[:MOST]
    faces = [Face(each, words, context.now().date()) for each in found]
    may_write = reader.may(acts.WRITE_PERSONS)
    page = WhoPage(request_id, file.number, text, faces, file.person or "", may_write)
    return render_template("persons/who.html", page=page, advice=advice)
